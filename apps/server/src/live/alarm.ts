/**
 * One timer that rings at a moment of the store's clock, which all nodes share; the clock of
 * the machine ends nobody's turn. It may ring early by a little, never for nothing: who is
 * rung looks at the clock again.
 */
import type { Millis } from '@holdspace/core';

/**
 * Timers count what the machine ran, not the time of day: after a suspend, or when the clock
 * was set, they ring late. So a far moment is waited for in steps.
 */
const longest = 20_000;

export class Alarm {
  readonly #now: () => Millis;
  readonly #ring: () => void;
  #timer: NodeJS.Timeout | undefined;
  #at: Millis | null = null;

  constructor(now: () => Millis, ring: () => void) {
    this.#now = now;
    this.#ring = ring;
  }

  /** Takes the place of the moment before; null is none. */
  set(at: Millis | null): void {
    if (at === this.#at) return;
    clearTimeout(this.#timer);
    this.#at = at;
    if (at !== null) this.#wait(at);
  }

  #wait(at: Millis): void {
    const wait = Math.max(0, at - this.#now());
    this.#timer = setTimeout(() => this.#look(at), Math.min(wait, longest)).unref();
  }

  #look(at: Millis): void {
    if (this.#now() < at) {
      this.#wait(at);
      return;
    }
    this.#at = null;
    this.#ring();
  }
}
