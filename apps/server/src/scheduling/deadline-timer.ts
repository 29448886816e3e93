/**
 * One timer for a deadline on the store's clock, which all nodes share; the clock of the machine
 * never ends a turn. It may fire a little early, so the callback compares the clock again.
 */
import type { Millis } from '@holdspace/core';

/**
 * Timers of Node measure the time that the machine ran: after a suspend, or a change of the
 * clock, they fire late. So a long wait is split into steps.
 */
const longestTimeout = 20_000;

export class DeadlineTimer {
  readonly #now: () => Millis;
  readonly #onDeadline: () => void;
  #timer: NodeJS.Timeout | undefined;
  #deadline: Millis | null = null;

  constructor(now: () => Millis, onDeadline: () => void) {
    this.#now = now;
    this.#onDeadline = onDeadline;
  }

  get isSet(): boolean {
    return this.#deadline !== null;
  }

  /** Replaces the deadline; null clears it. */
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
