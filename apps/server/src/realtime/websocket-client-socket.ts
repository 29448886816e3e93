/**
 * A connection over WebSocket. It writes a finished frame to the TCP socket, because the way
 * through Socket.IO costs as much per reader as the send of the kernel. When this is not
 * possible it emits through Socket.IO. Both ways send equal bytes in the same order (WIRE-13).
 */
import type { ClientToServer, ServerToClient } from '@holdspace/protocol';
import type { Socket } from 'socket.io';
import type { ClientSocket, Packet } from './client-socket.ts';
import { EngineQueue } from './engine-queue.ts';
import { carrierOf, directStream, type WebSocketCarrier } from './websocket-server.ts';

export type CircleSocket = Socket<ClientToServer, ServerToClient>;

export class WebSocketClientSocket implements ClientSocket {
  readonly via = 'websocket';
  readonly #socket: CircleSocket;
  readonly #queue: EngineQueue;
  readonly #carrier: WebSocketCarrier | null;

  constructor(socket: CircleSocket) {
    this.#socket = socket;
    this.#queue = new EngineQueue(socket.conn);
    this.#carrier = carrierOf(socket.request);
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  get bufferedBytes(): number {
    return this.#carrier?.webSocket.bufferedAmount ?? 0;
  }

  get bufferedPackets(): number {
    return this.#queue.length;
  }

  send(packet: Packet): number {
    const { frame } = packet;
    // A frame must not overtake packets that wait in Engine.IO.
    const stream = this.#carrier && this.#queue.length === 0 ? directStream(this.#carrier) : null;
    if (stream) stream.write(frame);
    else this.#socket.emit(packet.name, packet.body as never);
    return frame.length;
  }

  close(): void {
    this.#socket.disconnect(true);
  }

  terminate(): void {
    if (this.#carrier) this.#carrier.webSocket.terminate();
    else this.#socket.conn.close(true);
  }
}
