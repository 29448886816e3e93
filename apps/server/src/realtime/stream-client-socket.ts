/**
 * A connection over plain HTTPS: an event stream that stays open, for networks that block
 * WebSocket (CON-4). The requests of its client come in on their own (stream-server.ts).
 */
import type { ServerResponse } from 'node:http';
import type { ClientSocket, Packet } from './client-socket.ts';
import { atEndOfTurn, type TurnTask } from './end-of-turn.ts';
import { encodeServerSentEvent } from './frame-encoder.ts';

/** Some proxies buffer so much before they forward the first byte. */
const padding = `:${' '.repeat(2048)}\n\n`;

/** They keep proxies from buffering, compressing and caching the stream. */
export const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const;

export class StreamClientSocket implements ClientSocket, TurnTask {
  readonly via = 'https';
  readonly bufferedPackets = 0;
  readonly #response: ServerResponse;
  #isTurnOpen = false;

  /** The head of the response is written already. */
  constructor(response: ServerResponse) {
    this.#response = response;
    response.write(padding);
  }

  get connected(): boolean {
    return !this.#response.writableEnded && !this.#response.destroyed;
  }

  get bufferedBytes(): number {
    return this.#response.writableLength;
  }

  send(packet: Packet): number {
    const { event } = packet;
    this.#write(event);
    return event.length;
  }

  /** Events that only a stream has: see docs/protocol.md. */
  sendEvent(name: 'open' | 'passed' | 'ping', body: unknown): void {
    this.#write(encodeServerSentEvent(name, body));
  }

  endTurn(): void {
    this.#isTurnOpen = false;
    this.#response.uncork();
  }

  /** All events of one turn leave in one write. */
  #write(event: Buffer): void {
    if (!this.connected) return;
    if (!this.#isTurnOpen) {
      this.#isTurnOpen = true;
      this.#response.cork();
      atEndOfTurn(this);
    }
    this.#response.write(event);
  }

  close(): void {
    this.#response.end();
  }

  terminate(): void {
    this.#response.destroy();
  }
}
