/** An answer that leaves after all packets that follow from its command (WIRE-1). */
import type { CommandReply } from '../ledger/command-reply.ts';

export interface FlushWaiter {
  /** Everything that had changed when it began to wait is sent. Must not throw. */
  flushed(): void;
}

export class ReplyAfterFlush<Answer> implements CommandReply<Answer>, FlushWaiter {
  readonly #broadcaster: { whenFlushed(waiter: FlushWaiter): void };
  readonly #reply: CommandReply<Answer>;
  #answer: Answer | null = null;

  constructor(
    broadcaster: { whenFlushed(waiter: FlushWaiter): void },
    reply: CommandReply<Answer>,
  ) {
    this.#broadcaster = broadcaster;
    this.#reply = reply;
  }

  resolve(answer: Answer): void {
    this.#answer = answer;
    this.#broadcaster.whenFlushed(this);
  }

  reject(fault: unknown): void {
    this.#reply.reject(fault);
  }

  flushed(): void {
    if (this.#answer !== null) this.#reply.resolve(this.#answer);
  }
}
