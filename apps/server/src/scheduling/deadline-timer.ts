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
const longestTimeout = 20_000;

export class DeadlineTimer {
  readonly #now: () => Millis;
  readonly #onDeadline: () => void;
  #timer: NodeJS.Timeout | undefined;
  #deadline: Millis | null = null;

  constructor(now: () => Millis, ring: () => void) {
    this.#now = now;
    this.#onDeadline = ring;
  }

  /** Takes the place of the moment before; null is none. */
  set(at: Millis | null): void {
    if (at === this.#deadline) return;
    clearTimeout(this.#timer);
    this.#deadline = at;
    if (at !== null) this.#wait(at);
  }

  #wait(at: Millis): void {
    const wait = Math.max(0, at - this.#now());
    this.#timer = setTimeout(() => this.#check(at), Math.min(wait, longestTimeout)).unref();
  }

  #check(at: Millis): void {
    if (this.#now() < at) {
      this.#wait(at);
      return;
    }
    this.#deadline = null;
    this.#onDeadline();
  }
}
