/**
 * The only file that depends on the write queue of an Engine.IO connection
 * (docs/decisions/0032). Engine.IO emits `packetCreate` before it queues a packet and `drain`
 * after it has written the whole queue to the WebSocket. A contract test covers both.
 */
import type { Socket } from 'socket.io';

type EngineConnection = Socket['conn'];

/** The part of a connection that writes what it holds before Engine.IO writes. */
export interface QueueObserver {
  /** Engine.IO is about to write a packet of its own. */
  beforePacket(): void;
}

const noObserver: QueueObserver = { beforePacket: () => undefined };

/** The listeners are the same functions for all connections, so they find the queue here. */
const queues = new WeakMap<EngineConnection, EngineQueue>();

export class EngineQueue {
  #length: number;
  readonly #observer: QueueObserver;

  constructor(connection: EngineConnection, observer = noObserver) {
    this.#observer = observer;
    // The queue can hold packets only while a write is pending; `drain` corrects the guess.
    this.#length = connection.transport.writable ? 0 : 1;
    queues.set(connection, this);
    connection.on('packetCreate', onPacketCreate);
    connection.on('drain', onDrain);
  }

  /** Packets that Engine.IO has not written to the WebSocket yet. */
  get length(): number {
    return this.#length;
  }

  packetCreated(): void {
    this.#length++;
    this.#observer.beforePacket();
  }

  drained(): void {
    this.#length = 0;
  }
}

function onPacketCreate(this: EngineConnection): void {
  queues.get(this)?.packetCreated();
}

function onDrain(this: EngineConnection): void {
  queues.get(this)?.drained();
}
