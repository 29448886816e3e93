/**
 * The end of one's own turn (TXT-2): it ends when one's words are there. When they are refused,
 * or their writer has to say first whether they still go, the piece stays where it is.
 */
import type { PendingMessages } from '@holdspace/client';
import { useRef, useState } from 'react';
import { useHere } from './context.ts';
import type { Saying } from './use-saying.ts';

export type Ending = 'done' | 'yield';

export interface Finishing {
  /** Words are on their way, and the turn ends after them. */
  readonly sending: boolean;
  /** Sends what is written, waits for all that is on its way, then ends the turn. */
  readonly finish: (how: Ending) => void;
  /** What is on its way goes; the turn does not end by itself. */
  readonly stay: () => void;
}

export function useFinishing(
  { draft, sayAll }: Pick<Saying, 'draft' | 'sayAll'>,
  pending: PendingMessages,
): Finishing {
  const { view, act } = useHere();
  const [sending, setSending] = useState(false);
  const waits = useRef(false);
  const finish = async (how: Ending) => {
    // Of this turn, whatever turn it is when the words are there.
    const { turn } = view;
    const end = { do: how, ...(turn !== null && { turn }) } as const;
    if (draft.text.trim() === '' && pending.length === 0) return void (await act(end));
    waits.current = true;
    setSending(true);
    const sent = await sayAll();
    setSending(false);
    if (sent && waits.current) await act(end);
  };
  const stay = () => {
    waits.current = false;
    setSending(false);
  };
  return { sending, finish: (how) => void finish(how), stay };
}
