/**
 * The only file that depends on the write queue of an Engine.IO connection
 * (docs/decisions/0032). Engine.IO emits `packetCreate` before it queues a packet and `drain`
 * after it has written the whole queue to the WebSocket. A contract test covers both.
 */
import type { Socket } from 'socket.io';

export class EngineQueue {
  #length: number;

  /** `beforePacket` is called before Engine.IO writes a packet of its own. */
  constructor(connection: Socket['conn'], beforePacket: () => void = () => undefined) {
    // The queue can hold packets only while a write is pending; `drain` corrects the guess.
    this.#length = connection.transport.writable ? 0 : 1;
    connection.on('packetCreate', () => {
      this.#length++;
      beforePacket();
    });
    connection.on('drain', () => {
      this.#length = 0;
    });
  }

  /** Packets that Engine.IO has not written to the WebSocket yet. */
  get length(): number {
    return this.#length;
  }
}
