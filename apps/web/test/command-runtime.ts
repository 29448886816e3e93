/** Runtimes of `useCommand` for tests of components. */
import type { CommandAnswer, WireCommand } from '@holdspace/protocol';
import type { CommandRuntime } from '../src/lib/commands/command-context.ts';

/** Accepts every command. */
export const acceptingRuntime: CommandRuntime = {
  send: () => Promise.resolve({ ok: true }),
  confirm: () => true,
  knownRefusal: () => null,
  failureText: (failure) => JSON.stringify(failure),
};

export interface RecordedRuntime extends CommandRuntime {
  /** The commands that were sent, in order. */
  readonly sent: readonly WireCommand[];
}

/** Records what is sent; `answers` are used one after the other, the last one stays. */
export function recordedRuntime(...answers: readonly CommandAnswer[]): RecordedRuntime {
  const sent: WireCommand[] = [];
  return {
    ...acceptingRuntime,
    sent,
    send: (command) => {
      sent.push(command);
      return Promise.resolve(answers[Math.min(sent.length, answers.length) - 1] ?? { ok: true });
    },
  };
}
