/**
 * Which way a connection goes: WebSocket, or plain HTTPS where WebSocket is blocked (CON-4).
 * A decision without clock and without network. A server that is down says nothing about
 * WebSocket, so plain HTTPS is taken only when WebSocket failed while plain HTTPS worked.
 */

export type Via = 'websocket' | 'https';

/** A WebSocket that fails so often is looked into. */
const suspicious = 2;
/** One that lasts no longer than this, in ms, so often in a row, is as good as blocked. */
const shortLife = 30_000;
const mostShortLives = 3;
const mostHttpsFailures = 2;

export class TransportChoice {
  via: Via;
  #failures = 0;
  #shortLives = 0;
  #httpsFailures = 0;
  /** Plain HTTPS worked after a WebSocket had failed. */
  #plainWorks = false;

  constructor(via: Via) {
    this.via = via;
  }

  /** It did not open. Answers whether to look if plain HTTPS works. */
  failed(): boolean {
    if (this.via === 'https') {
      if (++this.#httpsFailures >= mostHttpsFailures) this.#take('websocket');
      return false;
    }
    this.#failures++;
    if (this.#plainWorks) this.#take('https');
    return this.via === 'websocket' && this.#failures >= suspicious;
  }

  /** It has said nothing for long, and meanwhile plain HTTPS worked. */
  wasSilent(): void {
    if (this.via === 'websocket') this.#take('https');
  }

  /** What looking came to. */
  looked(works: boolean): void {
    this.#plainWorks = works;
  }

  opened(): void {
    this.#failures = 0;
    this.#httpsFailures = 0;
    this.#plainWorks = false;
  }

  /** It was lost after so many ms, without our doing. */
  lost(lived: number): void {
    if (this.via === 'https') return;
    this.#shortLives = lived < shortLife ? this.#shortLives + 1 : 0;
    if (this.#shortLives >= mostShortLives) this.#take('https');
  }

  /** WebSocket has opened on trial. If it fails all the same, one failure is enough. */
  retry(): void {
    this.#take('websocket');
    this.#plainWorks = true;
  }

  #take(via: Via): void {
    this.via = via;
    this.#failures = 0;
    this.#shortLives = 0;
    this.#httpsFailures = 0;
    this.#plainWorks = false;
  }
}
