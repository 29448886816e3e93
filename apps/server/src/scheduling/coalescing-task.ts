/**
 * Work that is done whenever it is called for, one run after another and never two at once;
 * after a fault it is tried again a little later. What the work is, it does not know.
 */
import type { Millis } from '@holdspace/core';
import { DeadlineTimer } from './deadline-timer.ts';

/** After a fault of the store, and for what is due and will not go away. */
export const retryDelay: Millis = 1000;

export class CoalescingTask {
  readonly #now: () => Millis;
  readonly #work: () => Promise<void>;
  readonly #onError: (error: unknown) => void;
  readonly #retryTimer: DeadlineTimer;
  #isRunning = false;
  #isRequested = false;
  #closed = false;

  constructor(around: {
    readonly now: () => Millis;
    /** Safe to do twice. */
    readonly work: () => Promise<void>;
    readonly failed: (error: unknown) => void;
  }) {
    this.#now = around.now;
    this.#work = around.work;
    this.#onError = around.failed;
    this.#retryTimer = new DeadlineTimer(around.now, () => this.request());
  }

  get closed(): boolean {
    return this.#closed;
  }

  request(): void {
    this.#isRequested = true;
    if (this.#isRunning || this.#closed) return;
    this.#isRunning = true;
    this.#run()
      .catch((error) => {
        if (this.#closed) return;
        this.#onError(error);
        this.#retryTimer.set(this.#now() + retryDelay);
      })
      .finally(() => {
        this.#isRunning = false;
        // Somebody may have called between the last run and here.
        if (this.#isRequested) this.request();
      });
  }

  close(): void {
    this.#closed = true;
    this.#retryTimer.set(null);
  }

  async #run(): Promise<void> {
    while (this.#isRequested && !this.#closed) {
      this.#isRequested = false;
      await this.#work();
    }
  }
}
