/**
 * A connection over WebSocket. It writes a finished frame to the TCP socket, because the way
 * through Socket.IO costs as much per reader as the send of the kernel. When this is not
 * possible it emits through Socket.IO. Both ways send equal bytes in the same order (WIRE-13).
 * All frames of one turn leave in one write, with the acknowledgement that Socket.IO sends.
 */
import type { ClientToServer, ServerToClient } from '@holdspace/protocol';
import type { Socket } from 'socket.io';
import type { ClientSocket, Packet } from './client-socket.ts';
import { atEndOfTurn, type TurnTask } from './end-of-turn.ts';
import { EngineQueue, type QueueObserver } from './engine-queue.ts';
import { carrierOf, directStream, type WebSocketCarrier } from './websocket-server.ts';

export type CircleSocket = Socket<ClientToServer, ServerToClient>;

export class WebSocketClientSocket implements ClientSocket, TurnTask, QueueObserver {
  readonly via = 'websocket';
  readonly #socket: CircleSocket;
  readonly #queue: EngineQueue;
  readonly #carrier: WebSocketCarrier | null;
  /** The first frame of this turn: alone, it is written without another step. */
  #held: Buffer | null = null;
  #isTurnOpen = false;
  /** The stream gathers what is written until the end of this turn. */
  #isCorked = false;

  constructor(socket: CircleSocket) {
    this.#socket = socket;
    this.#queue = new EngineQueue(socket.conn, this);
    this.#carrier = carrierOf(socket.request);
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  get bufferedBytes(): number {
    return (this.#carrier?.webSocket.bufferedAmount ?? 0) + (this.#held?.length ?? 0);
  }

  get bufferedPackets(): number {
    return this.#queue.length;
  }

  send(packet: Packet): number {
    const { frame } = packet;
    // A frame must not overtake packets that wait in Engine.IO.
    const stream = this.#carrier && this.#queue.length === 0 ? directStream(this.#carrier) : null;
    if (!stream) {
      this.#socket.emit(packet.name, packet.body as never);
    } else if (this.#isTurnOpen) {
      this.#writeHeld();
      stream.write(frame);
    } else {
      this.#isTurnOpen = true;
      this.#held = frame;
      atEndOfTurn(this);
    }
    return frame.length;
  }

  endTurn(): void {
    this.#isTurnOpen = false;
    if (this.#isCorked) {
      this.#isCorked = false;
      this.#carrier?.stream.uncork();
    }
    if (this.#held === null) return;
    // Null when the connection has ended meanwhile: its client catches up when it comes back.
    const stream = this.#carrier && directStream(this.#carrier);
    stream?.write(this.#held);
    this.#held = null;
  }

  beforePacket(): void {
    this.#writeHeld();
  }

  /** More follows in this turn, from here or from Engine.IO: all of it becomes one write. */
  #writeHeld(): void {
    if (this.#held === null || !this.#carrier) return;
    const frame = this.#held;
    this.#held = null;
    const stream = directStream(this.#carrier);
    if (!stream) return;
    stream.cork();
    this.#isCorked = true;
    stream.write(frame);
  }

  close(): void {
    this.#writeHeld();
    this.#socket.disconnect(true);
  }

  terminate(): void {
    if (this.#carrier) this.#carrier.webSocket.terminate();
    else this.#socket.conn.close(true);
  }
}
