/**
 * Work that is done whenever it is called for, one run after another and never two at once;
 * after a fault it is tried again a little later. What the work is, it does not know.
 */
import type { Millis } from '@holdspace/core';
import { Alarm } from './alarm.ts';

/** After a fault of the store, and for what is due and will not go away. */
export const again: Millis = 1000;

export class Attention {
  readonly #now: () => Millis;
  readonly #work: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  readonly #retry: Alarm;
  #busy = false;
  #pending = false;
  #closed = false;

  constructor(around: {
    readonly now: () => Millis;
    /** Safe to do twice. */
    readonly work: () => Promise<void>;
    readonly failed: (error: unknown) => void;
  }) {
    this.#now = around.now;
    this.#work = around.work;
    this.#failed = around.failed;
    this.#retry = new Alarm(around.now, () => this.call());
  }

  get closed(): boolean {
    return this.#closed;
  }

  call(): void {
    this.#pending = true;
    if (this.#busy || this.#closed) return;
    this.#busy = true;
    this.#run()
      .catch((error) => {
        if (this.#closed) return;
        this.#failed(error);
        this.#retry.set(this.#now() + again);
      })
      .finally(() => {
        this.#busy = false;
        // Somebody may have called between the last run and here.
        if (this.#pending) this.call();
      });
  }

  close(): void {
    this.#closed = true;
    this.#retry.set(null);
  }

  async #run(): Promise<void> {
    while (this.#pending && !this.#closed) {
      this.#pending = false;
      await this.#work();
    }
  }
}
