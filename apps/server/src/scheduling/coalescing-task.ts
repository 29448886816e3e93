/**
 * Background work that runs on request: one run at a time, and requests during a run lead to
 * one more run. After a failed run it retries. It does not know what the work is.
 */
import type { Millis } from '@holdspace/core';
import type { ReportError } from '../ops/log.ts';
import { DeadlineTimer } from './deadline-timer.ts';

/** After a fault of the store, and for a deadline that stays due after it was handled. */
export const retryDelay: Millis = 1000;

export interface CoalescingTaskOptions {
  readonly now: () => Millis;
  /** Idempotent. */
  readonly work: () => Promise<void>;
  /** What the work does and on which object, for error reports. */
  readonly operation: string;
  readonly reportError: ReportError;
}

export class CoalescingTask {
  readonly #options: CoalescingTaskOptions;
  readonly #retryTimer: DeadlineTimer;
  #isRunning = false;
  #stopped: Promise<void> = Promise.resolve();
  #isRequested = false;
  #closed = false;

  constructor(options: CoalescingTaskOptions) {
    this.#options = options;
    this.#retryTimer = new DeadlineTimer(options.now, () => this.request());
  }

  /** Nothing runs, is requested or waits for a retry. */
  get isIdle(): boolean {
    return !this.#isRunning && !this.#retryTimer.isSet;
  }

  /** Resolves when nothing runs; a failed run may wait for its retry. */
  async whenStopped(): Promise<void> {
    while (this.#isRunning) await this.#stopped;
  }

  get closed(): boolean {
    return this.#closed;
  }

  request(): void {
    this.#isRequested = true;
    if (this.#isRunning || this.#closed) return;
    this.#isRunning = true;
    this.#stopped = this.#run()
      .catch((error) => {
        if (this.#closed) return;
        const { now, operation, reportError } = this.#options;
        reportError(error, operation);
        this.#retryTimer.set(now() + retryDelay);
      })
      .finally(() => {
        this.#isRunning = false;
        // A request may have come between the last run and here.
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
      await this.#options.work();
    }
  }
}
