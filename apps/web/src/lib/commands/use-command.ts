/**
 * The only way a screen sends a command of a circle and shows its result:
 *
 *     const command = useCommand();
 *     <Button busy={command.busy} onClick={() => command.run({ do: 'forget-me' })}>…</Button>
 *     <CommandError command={command} />
 *
 * - `run` sends one command and resolves with true when it was done; when it was not, `state`,
 *   `refusal` and `errorText` say why. It never rejects.
 * - `errorText` is one sentence in the words of the screen around it (`CommandProvider`).
 * - The refusal stays until the next `run` or `reset`. A component that mounts anew is idle.
 * - Screens of a circle share one handle (`useCircle().command`); its refusal is shown above the
 *   composer. Forms and sheets use a handle of their own and show the refusal beside the button.
 * - HTTP requests use `lib/api/use-request.ts`; loading uses `lib/api/use-query.ts`; what is kept
 *   in the browser uses `lib/storage/storage.ts`. There is no other way for any of them.
 */
import type { CommandAnswer, RefusalCode, WireCommand } from '@holdspace/protocol';
import { useCallback, useMemo, useRef, useState } from 'react';
import { type CommandFailure, type CommandRuntime, useCommandRuntime } from './command-context.ts';

export type AcceptedAnswer = Extract<CommandAnswer, { readonly ok: true }>;

export interface CommandHandle {
  /** `unknown`: no answer came, it may have been done. `invalid`: the packet was malformed. */
  readonly state: 'idle' | 'sending' | 'done' | 'refused' | 'invalid' | 'unknown';
  readonly busy: boolean;
  /** The code of the last refusal, for forms that can do more about it than show it. */
  readonly refusal: RefusalCode | null;
  /** Why the last command was not done; null while there is nothing to show. */
  readonly errorText: string | null;
  /**
   * Sends one command; true when it was done.
   * `knownRefusal`: a refusal that the view shows already; it is shown and nothing is sent.
   */
  readonly run: (command: WireCommand, knownRefusal?: RefusalCode | null) => Promise<boolean>;
  /** The same for a command whose answer carries data; null when it was not done. */
  readonly runForAnswer: (
    command: WireCommand,
    knownRefusal?: RefusalCode | null,
  ) => Promise<AcceptedAnswer | null>;
  /** Shows a refusal that was found before sending. */
  readonly refuse: (refusal: RefusalCode) => void;
  /** Removes what is shown. */
  readonly reset: () => void;
}

export const useCommand = (): CommandHandle => useCommandWith(useCommandRuntime());

type CommandOutcome = 'none' | 'done' | CommandFailure;

/** For the screen that provides the runtime itself. */
export function useCommandWith(runtime: CommandRuntime): CommandHandle {
  const latest = useRef(runtime);
  latest.current = runtime;
  const runs = useRef(0);
  const [sending, setSending] = useState(0);
  const [outcome, setOutcome] = useState<CommandOutcome>('none');

  const reset = useCallback(() => setOutcome('none'), []);
  const refuse = useCallback((refused: RefusalCode) => setOutcome({ refused }), []);
  const runForAnswer: CommandHandle['runForAnswer'] = useCallback(
    async (command, knownRefusal = null) => {
      const { send, confirm, knownRefusal: refusalInView } = latest.current;
      const refused = refusalInView(command) ?? knownRefusal;
      if (refused) {
        refuse(refused);
        return null;
      }
      runs.current += 1;
      const ownRun = runs.current;
      reset();
      const confirmed = confirm(command);
      if (confirmed !== true && !(await confirmed)) return null;
      setSending((count) => count + 1);
      const answer = await send(command);
      setSending((count) => count - 1);
      // A late success of an earlier command does not remove the refusal of a later one.
      if (!('ok' in answer)) setOutcome(answer);
      else if (ownRun === runs.current) setOutcome('done');
      return 'ok' in answer ? answer : null;
    },
    [refuse, reset],
  );
  const run: CommandHandle['run'] = useCallback(
    async (...args) => (await runForAnswer(...args)) !== null,
    [runForAnswer],
  );

  const failure = typeof outcome === 'string' ? null : outcome;
  const errorText = failure && runtime.failureText(failure);
  return useMemo(
    () => ({
      state: sending > 0 ? 'sending' : outcomeState(outcome),
      busy: sending > 0,
      refusal: typeof outcome === 'object' && 'refused' in outcome ? outcome.refused : null,
      errorText,
      ...{ run, runForAnswer, refuse, reset },
    }),
    [sending, outcome, errorText, run, runForAnswer, refuse, reset],
  );
}

function outcomeState(outcome: CommandOutcome): CommandHandle['state'] {
  if (outcome === 'none') return 'idle';
  if (outcome === 'done') return 'done';
  return 'refused' in outcome ? 'refused' : 'invalid' in outcome ? 'invalid' : 'unknown';
}
