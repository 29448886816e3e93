/**
 * A connection over WebSocket. The finished frame is handed to the TCP socket, past Socket.IO's
 * way per member, which costs as much again as the kernel's send. It relies on pieces of
 * engine.io and ws that are not public (engine.io's write buffer, the TCP socket of a
 * WebSocket); where they are not as expected it emits, and a contract test holds the two ways
 * equal.
 */
import type { Socket as TcpSocket } from 'node:net';
import type { ClientToServer, ServerToClient } from '@holdspace/protocol';
import type { Socket } from 'socket.io';
import type { WebSocket } from 'ws';
import type { Line, Packet } from './line.ts';

export type CircleSocket = Socket<ClientToServer, ServerToClient>;

interface Engine {
  readonly readyState: string;
  readonly writeBuffer: readonly unknown[];
  readonly transport: { readonly socket?: WebSocket & { readonly _socket?: TcpSocket } };
}

export class SocketLine implements Line {
  readonly via = 'websocket';
  readonly #socket: CircleSocket;
  readonly #engine: Engine;

  constructor(socket: CircleSocket) {
    this.#socket = socket;
    this.#engine = socket.conn as unknown as Engine;
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  get bytesWaiting(): number {
    return this.#engine.transport.socket?._socket?.writableLength ?? 0;
  }

  get packetsWaiting(): number {
    return this.#engine.writeBuffer.length;
  }

  send(packet: Packet): number {
    const { frame } = packet;
    const tcp = directTo(this.#engine);
    if (tcp) tcp.write(frame);
    else this.#socket.emit(packet.name, packet.body as never);
    return frame.length;
  }

  close(): void {
    this.#socket.disconnect(true);
  }

  drop(): void {
    this.#engine.transport.socket?.terminate();
  }
}

/** Null when a frame written now could overtake what waits, or could not be read there. */
function directTo({ readyState, writeBuffer, transport }: Engine): TcpSocket | null {
  const socket = transport.socket;
  const plain =
    readyState === 'open' &&
    writeBuffer.length === 0 &&
    socket?.readyState === 1 &&
    socket.extensions === '';
  return plain && socket._socket?.writable ? socket._socket : null;
}
