/**
 * Closes connections whose session expires (KEY-2). One timer waits for the session that ends
 * first, instead of one timer for each connection. A connection is closed at most `slack` late;
 * its commands are refused from the moment of the end.
 */
import type { Millis } from '@holdspace/core';
import type { Subscription } from '../projection/subscription.ts';

export interface ExpiringConnection {
  readonly subscription: Pick<Subscription<{ close(): void }>, 'line'>;
  /** In epoch ms; 0 when the session has ended already. */
  readonly sessionEnd: Millis;
}

/** Sessions that end within this time are looked at together. */
const slack: Millis = 1000;
/** The longest delay of a timer of Node. */
const longestTimer: Millis = 2 ** 31 - 1;

export class SessionExpiry {
  readonly #connections: Iterable<ExpiringConnection>;
  readonly #now: () => Millis;
  #timer: NodeJS.Timeout | undefined;
  /** When the timer fires, in epoch ms. */
  #at: Millis = Number.POSITIVE_INFINITY;

  constructor(connections: Iterable<ExpiringConnection>, now: () => Millis) {
    this.#connections = connections;
    this.#now = now;
  }

  /** Call it with each connection that is added. */
  watch({ sessionEnd, subscription }: ExpiringConnection): void {
    // It ended while the connection was admitted. The caller still sets the connection up.
    if (sessionEnd <= this.#now()) setImmediate(() => subscription.line.close());
    else if (sessionEnd + slack < this.#at) this.#waitUntil(sessionEnd);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#at = Number.NEGATIVE_INFINITY;
  }

  readonly #sweep = (): void => {
    this.#at = Number.POSITIVE_INFINITY;
    const now = this.#now();
    let next = Number.POSITIVE_INFINITY;
    for (const { sessionEnd, subscription } of [...this.#connections]) {
      // Ended early: circles/session-closer.ts closes it, some with a grace.
      if (sessionEnd === 0) continue;
      if (sessionEnd <= now) subscription.line.close();
      else next = Math.min(next, sessionEnd);
    }
    if (next !== Number.POSITIVE_INFINITY) this.#waitUntil(Math.max(next, now + slack));
  };

  #waitUntil(at: Millis): void {
    clearTimeout(this.#timer);
    this.#at = at;
    const wait = Math.min(Math.max(at - this.#now(), 0), longestTimer);
    this.#timer = setTimeout(this.#sweep, wait).unref();
  }
}
