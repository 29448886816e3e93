/** Work on one ledger, one after another in the order in which it was added. */

/** Calls `done` once, when the next work may begin. Must not throw. */
type ExclusiveWork = (done: () => void) => void;

export class ExclusiveQueue {
  readonly #waiting: ExclusiveWork[] = [];
  #isRunning = false;

  /** Whether something runs or waits. */
  get isBusy(): boolean {
    return this.#isRunning || this.#waiting.length > 0;
  }

  /** Begins at once when nothing runs. */
  add(work: ExclusiveWork): void {
    this.#waiting.push(work);
    this.#begin();
  }

  /** The same for work that is a promise; it never begins within this call. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<() => void>();
    this.add(resolve);
    const done = await promise;
    try {
      return await work();
    } finally {
      done();
    }
  }

  #begin(): void {
    if (this.#isRunning) return;
    const work = this.#waiting.shift();
    if (!work) return;
    this.#isRunning = true;
    work(this.#done);
  }

  readonly #done = (): void => {
    this.#isRunning = false;
    this.#begin();
  };
}
