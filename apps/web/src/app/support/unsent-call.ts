/**
 * A call for help that was on its way when the page was loaded again: its words and its kind
 * stay together, and it goes at once, as it would have without the reload (TXT-1, DSK-5).
 */
import type { CommandAnswer, HelpKind, OwnState } from '@holdspace/protocol';
import { useCallback, useEffect, useRef } from 'react';
import { tabStorage } from '../../lib/storage/storage.ts';
import { now } from '../../lib/time/now.ts';

export interface UnsentCall {
  readonly kind: HelpKind;
  readonly text: string;
  /** By the clock of the device, in ms. */
  readonly at: number;
}

/** As long as a page that stays open asks again, in ms. */
const resendWindow = 15 * 60_000;
const keyOf = (circle: string) => `call.${circle}`;
/** Where the help line keeps what is being written. */
export const helpDraftKey = (circle: string) => `help.${circle}`;

/** Whether it has to be sent again: it is not old, and the facilitators do not have it. */
export function isUnsent(
  call: UnsentCall,
  { threads, person }: Pick<OwnState, 'threads' | 'person'>,
  now: number,
): boolean {
  if (now - call.at > resendWindow) return false;
  const own = threads.filter(({ by, kind }) => by === person && kind === 'help');
  const last = own.at(-1)?.entries.findLast(({ by }) => by === person);
  const open = own.some(({ state }) => state !== 'closed');
  // A thread keeps the most urgent thing that was asked in it (DSK-7).
  const help = own.at(-1)?.help;
  const arrived = last?.text === call.text && (help === call.kind || help === 'unsafe');
  return !(open && arrived);
}

type SendHelpRequest = (kind: HelpKind, text: string) => Promise<CommandAnswer>;

/** `ask` that keeps what it asks until there is an answer; what is kept from before goes now. */
export function useResendUnsentCall(
  circle: string,
  mine: OwnState,
  ask: SendHelpRequest,
): SendHelpRequest {
  const keeping: SendHelpRequest = useCallback(
    async (kind, text) => {
      tabStorage.write(keyOf(circle), { kind, text, at: now() } satisfies UnsentCall);
      const answer = await ask(kind, text);
      tabStorage.write(keyOf(circle), null);
      return answer;
    },
    [circle, ask],
  );
  const looked = useRef(false);
  const may = mine.can['ask-help'] === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as it can be asked
  useEffect(() => {
    if (!may || looked.current) return;
    looked.current = true;
    const call = tabStorage.read<UnsentCall>(keyOf(circle));
    if (!call) return;
    tabStorage.write(keyOf(circle), null);
    if (!isUnsent(call, mine, now())) return;
    void keeping(call.kind, call.text).then((answer) => {
      if ('ok' in answer) tabStorage.write(helpDraftKey(circle), null);
    });
  }, [may]);
  return keeping;
}
