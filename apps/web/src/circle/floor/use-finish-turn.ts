/**
 * Ends the own turn after all pending messages have arrived (TXT-2). When a message is refused or
 * needs a confirmation of its writer, the turn does not end.
 */
import type { PendingMessages } from '@holdspace/client';
import { useRef, useState } from 'react';
import { hasDraftText } from '../composer/message-draft.ts';
import type { MessageSender } from '../composer/use-send-message.ts';
import { useCircle } from '../model/circle-context.ts';

export type TurnEnding = 'done' | 'yield';

export interface FinishTurn {
  /** True while messages are pending and the turn will end after them. */
  readonly isSending: boolean;
  /** Sends the draft, waits for all pending messages, then ends the turn. */
  readonly finish: (how: TurnEnding) => void;
  /** Cancels the end of the turn; pending messages are still sent. */
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
    // Ends this turn only, also when another turn has begun meanwhile.
    const { turn } = view;
    const end = { do: how, ...(turn !== null && { turn }) } as const;
    if (!hasDraftText(draft.getWritten()) && pending.length === 0)
      return void (await command.run(end));
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
