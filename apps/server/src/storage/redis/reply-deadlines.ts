/**
 * Waiting for answers of Redis that ends. All answers have the same time, so that one timer looks
 * after them in the order in which they were asked for, instead of a timer and a race for each.
 */

interface AwaitedReply {
  readonly until: number;
  /** Null when the answer is there. */
  expire: (() => void) | null;
}

/** How much later than its deadline an answer is given up at most. */
const sweepInterval = 100;

export class ReplyDeadlines {
  readonly #deadline: number;
  #awaited: AwaitedReply[] = [];
  #timer: NodeJS.Timeout | null = null;

  /** `deadline` in milliseconds. */
  constructor(deadline: number) {
    this.#deadline = deadline;
  }

  /** Rejects with what `late` makes when the work takes longer; the work itself goes on. */
  within<T>(work: Promise<T>, late: () => Error): Promise<T> {
    return new Promise((resolve, reject) => {
      const reply: AwaitedReply = {
        until: performance.now() + this.#deadline,
        expire: () => reject(late()),
      };
      this.#awaited.push(reply);
      this.#timer ??= setTimeout(() => this.#sweep(), sweepInterval);
      work.then(
        (answer) => {
          reply.expire = null;
          resolve(answer);
        },
        (cause: unknown) => {
          reply.expire = null;
          reject(cause);
        },
      );
    });
  }

  #sweep(): void {
    const now = performance.now();
    const waiting = this.#awaited.filter(({ expire }) => expire !== null);
    const due = waiting.findIndex(({ until }) => until > now);
    const late = due < 0 ? waiting : waiting.slice(0, due);
    this.#awaited = due < 0 ? [] : waiting.slice(due);
    this.#timer =
      this.#awaited.length === 0 ? null : setTimeout(() => this.#sweep(), sweepInterval);
    if (late.length === 0) return;
    // Where the process was busy until now, answers that have arrived are read first.
    setImmediate(() => {
      for (const reply of late) reply.expire?.();
    });
  }
}
