/**
 * One live connection, whatever carries it: a WebSocket (socket-line.ts) or an event stream
 * over plain HTTPS (stream-line.ts). Everything behind it is the same for both (CON-4).
 */
import type { ServerToClient } from '@holdspace/protocol';
import { encodeFrame, encodeServerSentEvent } from './frame-encoder.ts';

export interface ClientSocket {
  readonly via: 'websocket' | 'https';
  readonly connected: boolean;
  /** Hands a packet over, in its place behind all before it; answers its size in bytes. */
  send(packet: Packet): number;
  /** Bytes that this reader has not taken yet. */
  readonly bufferedBytes: number;
  /** Packets that the carrier itself keeps back. */
  readonly bufferedPackets: number;
  /** Ends it after what was sent. */
  close(): void;
  /** Ends it now, whatever waits. */
  terminate(): void;
}

/** Encoded once for each carrier, however many read it. */
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
