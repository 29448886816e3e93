/**
 * The end of one's own turn (TXT-2): it ends when one's words are there. When they are refused,
 * or their writer has to say first whether they still go, the piece stays where it is.
 */
import type { PendingMessages } from '@holdspace/client';
import { useRef, useState } from 'react';
import type { MessageSender } from '../composer/use-send-message.ts';
import { useCircle } from '../model/circle-context.ts';

export type TurnEnding = 'done' | 'yield';

export interface FinishTurn {
  /** Words are on their way, and the turn ends after them. */
  readonly isSending: boolean;
  /** Sends what is written, waits for all that is on its way, then ends the turn. */
  readonly finish: (how: TurnEnding) => void;
  /** What is on its way goes; the turn does not end by itself. */
  readonly cancel: () => void;
}

export function useFinishTurn(
  { draft, sendAll }: Pick<MessageSender, 'draft' | 'sendAll'>,
  pending: PendingMessages,
): FinishTurn {
  const { view, command } = useCircle();
  const [sending, setSending] = useState(false);
  const waits = useRef(false);
  const finish = async (how: TurnEnding) => {
    // Of this turn, whatever turn it is when the words are there.
    const { turn } = view;
    const end = { do: how, ...(turn !== null && { turn }) } as const;
    if (draft.text.trim() === '' && pending.length === 0) return void (await command.run(end));
    waits.current = true;
    setSending(true);
    const sent = await sendAll();
    setSending(false);
    if (sent && waits.current) await command.run(end);
  };
  const stay = () => {
    waits.current = false;
    setSending(false);
  };
  return { isSending: sending, finish: (how) => void finish(how), cancel: stay };
}
