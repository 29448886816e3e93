/**
 * One open connection of any transport: a WebSocket (websocket-client-socket.ts) or an event
 * stream over plain HTTPS (stream-client-socket.ts). All other code is the same for both (CON-4).
 */
import type { ServerToClient } from '@holdspace/protocol';
import { encodeFrame, encodeServerSentEvent } from './frame-encoder.ts';

export interface ClientSocket {
  readonly via: 'websocket' | 'https';
  readonly connected: boolean;
  /** Queues a packet behind all before it; returns its size in bytes. */
  send(packet: Packet): number;
  /** Bytes that the client has not read yet. */
  readonly bufferedBytes: number;
  /** Packets that wait inside the transport. */
  readonly bufferedPackets: number;
  /** Closes it after the packets sent before. */
  close(): void;
  /** Closes it now and drops what waits. */
  terminate(): void;
}

/** Encoded once per transport, for any number of connections. */
export class Packet<Name extends keyof ServerToClient = keyof ServerToClient> {
  readonly name: Name;
  readonly body: Parameters<ServerToClient[Name]>[0];
  #frame: Buffer | null = null;
  #event: Buffer | null = null;

  constructor(name: Name, body: Parameters<ServerToClient[Name]>[0]) {
    this.name = name;
    this.body = body;
  }

  /** For a WebSocket. */
  get frame(): Buffer {
    this.#frame ??= encodeFrame(this.name, this.body);
    return this.#frame;
  }

  /** For an event stream. */
  get event(): Buffer {
    this.#event ??= encodeServerSentEvent(this.name, this.body);
    return this.#event;
  }
}
