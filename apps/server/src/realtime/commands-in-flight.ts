/**
 * The commands that have no answer yet, the oldest first. One timer looks at the oldest, instead
 * of one timer for each command.
 */
import type { Millis } from '@holdspace/core';

export interface CommandInFlight {
  /** As `performance.now()` has it. */
  readonly begun: Millis;
  /** It has waited too long for its answer. It removes itself. */
  expire(): void;
}

/** Shorter than the client's timeout, so that it gets `unknown` from the server. */
export const commandDeadline: Millis = 3000;

export class CommandsInFlight {
  /** A set keeps the order in which they were added, and so the order of their deadlines. */
  readonly #commands = new Set<CommandInFlight>();
  readonly #waiters = new Set<{ readonly left: Set<CommandInFlight>; readonly done: () => void }>();
  #timer: NodeJS.Timeout | null = null;

  add(command: CommandInFlight): void {
    this.#commands.add(command);
    this.#timer ??= this.#wait(commandDeadline);
  }

  remove(command: CommandInFlight): void {
    this.#commands.delete(command);
    for (const waiter of this.#waiters) {
      waiter.left.delete(command);
      if (waiter.left.size > 0) continue;
      this.#waiters.delete(waiter);
      waiter.done();
    }
  }

  /** Answers when all that are in flight now have their answers. */
  async settled(): Promise<void> {
    if (this.#commands.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiters.add({ left: new Set(this.#commands), done: resolve });
    await promise;
  }

  readonly #sweep = (): void => {
    this.#timer = null;
    const now = performance.now();
    for (const command of this.#commands) {
      const wait = command.begun + commandDeadline - now;
      if (wait > 0) {
        this.#timer = this.#wait(wait);
        return;
      }
      command.expire();
    }
  };

  #wait(ms: Millis): NodeJS.Timeout {
    return setTimeout(this.#sweep, Math.ceil(ms));
  }
}
