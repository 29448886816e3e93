/** An answer that leaves after all packets that follow from its command (WIRE-1). */
import type { CommandReply } from '../ledger/command-reply.ts';

export interface FlushWaiter {
  /** Everything that had changed when it began to wait is sent. Must not throw. */
  flushed(): void;
}

export class ReplyAfterFlush<Answer> implements CommandReply<Answer>, FlushWaiter {
  readonly #broadcaster: { whenFlushed(waiter: FlushWaiter): void };
  readonly #activity: { end(): void };
  readonly #reply: CommandReply<Answer>;
  #answer: Answer | null = null;
  #isSettled = false;

  /** `activity.end` is called once, with the answer. */
  constructor(
    broadcaster: { whenFlushed(waiter: FlushWaiter): void },
    activity: { end(): void },
    reply: CommandReply<Answer>,
  ) {
    this.#broadcaster = broadcaster;
    this.#activity = activity;
    this.#reply = reply;
  }

  resolve(answer: Answer): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#answer = answer;
    this.#broadcaster.whenFlushed(this);
  }

  reject(fault: unknown): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#activity.end();
    this.#reply.reject(fault);
  }

  flushed(): void {
    this.#activity.end();
    if (this.#answer !== null) this.#reply.resolve(this.#answer);
  }
}
