/**
 * A call for help that was being sent when the page was reloaded: its text and kind stay together,
 * and it is sent again at once (TXT-1, DSK-5).
 */
import type { HelpKind, OwnState, WireCommand } from '@holdspace/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SendCommand } from '../../lib/commands/command-context.ts';
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

export interface HelpRequests {
  /** Sends any command; a call for help is stored in this tab until it is answered. */
  readonly send: SendCommand;
  /** A call or an answer to the facilitators is being sent. */
  readonly isSending: boolean;
}

/** A call that an earlier load of this page did not get answered is sent again, once. */
export function useHelpRequests(circle: string, mine: OwnState, send: SendCommand): HelpRequests {
  const [sending, setSending] = useState(0);
  const sendStored: SendCommand = useCallback(
    async (command) => {
      if (command.do !== 'ask-help' && command.do !== 'answer') return send(command);
      setSending((count) => count + 1);
      if (command.do === 'ask-help') {
        const { kind, text = '' } = command;
        tabStorage.write(keyOf(circle), { kind, text, at: now() } satisfies UnsentCall);
      }
      const answer = await send(command);
      if (command.do === 'ask-help') tabStorage.write(keyOf(circle), null);
      setSending((count) => count - 1);
      return answer;
    },
    [circle, send],
  );
  const checked = useRef(false);
  const canAsk = mine.can['ask-help'] === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as it can be asked
  useEffect(() => {
    if (!canAsk || checked.current) return;
    checked.current = true;
    const call = tabStorage.read<UnsentCall>(keyOf(circle));
    if (!call) return;
    tabStorage.write(keyOf(circle), null);
    if (!isUnsent(call, mine, now())) return;
    void sendStored(helpRequest(call.kind, call.text)).then((answer) => {
      if ('ok' in answer) tabStorage.write(helpDraftKey(circle), null);
    });
  }, [canAsk]);
  return { send: sendStored, isSending: sending > 0 };
}

/** The command of a call for help; empty text is not sent. */
export const helpRequest = (kind: HelpKind, text: string): WireCommand => ({
  do: 'ask-help',
  kind,
  ...(text && { text }),
});
