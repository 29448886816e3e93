/**
 * Which way a connection goes: WebSocket, or plain HTTPS where WebSocket is blocked (CON-4).
 * A decision without clock and without network. A server that is down says nothing about
 * WebSocket, so plain HTTPS is taken only when WebSocket failed while plain HTTPS worked.
 */

export type TransportKind = 'websocket' | 'https';

/** A WebSocket that fails so often is looked into. */
const probeAfterFailures = 2;
/** One that lasts no longer than this, in ms, so often in a row, is as good as blocked. */
const shortConnectionLimit = 30_000;
const maxShortConnections = 3;
const maxHttpsFailures = 2;

export class TransportChoice {
  via: TransportKind;
  #failures = 0;
  #shortConnections = 0;
  #httpsFailures = 0;
  /** Plain HTTPS worked after a WebSocket had failed. */
  #httpsWorks = false;

  constructor(via: TransportKind) {
    this.via = via;
  }

  /** It did not open. Answers whether to look if plain HTTPS works. */
  failed(): boolean {
    if (this.via === 'https') {
      if (++this.#httpsFailures >= maxHttpsFailures) this.#switchTo('websocket');
      return false;
    }
    this.#failures++;
    if (this.#httpsWorks) this.#switchTo('https');
    return this.via === 'websocket' && this.#failures >= probeAfterFailures;
  }

  /** It has said nothing for long, and meanwhile plain HTTPS worked. */
  timedOut(): void {
    if (this.via === 'websocket') this.#switchTo('https');
  }

  /** What looking came to. */
  httpsProbed(works: boolean): void {
    this.#httpsWorks = works;
  }

  opened(): void {
    this.#failures = 0;
    this.#httpsFailures = 0;
    this.#httpsWorks = false;
  }

  /** It was lost after so many ms, without our doing. */
  lost(lived: number): void {
    if (this.via === 'https') return;
    this.#shortConnections = lived < shortConnectionLimit ? this.#shortConnections + 1 : 0;
    if (this.#shortConnections >= maxShortConnections) this.#switchTo('https');
  }

  /** WebSocket has opened on trial. If it fails all the same, one failure is enough. */
  retry(): void {
    this.#switchTo('websocket');
    this.#httpsWorks = true;
  }

  #switchTo(via: TransportKind): void {
    this.via = via;
    this.#failures = 0;
    this.#shortConnections = 0;
    this.#httpsFailures = 0;
    this.#httpsWorks = false;
  }
}
