/**
 * One's own messages on their way. A message shows as sending until it is acknowledged,
 * and as not sent when it is refused or given up: then its text is here to go back to
 * the draft (FLR-3), and stays here until it was collected. No optimistic anything else.
 */
import type { CommandAnswer, RefusalCode } from '@holdspace/protocol';

export interface PendingMessage {
  /** The id of the command that says it. */
  readonly id: string;
  readonly text: string;
  readonly state: 'sending' | 'not-sent';
  /** Why it was not sent; `unknown` when no answer came in time. */
  readonly why?: RefusalCode | 'invalid' | 'unknown';
}

export type PendingMessages = readonly PendingMessage[];

export const sending = (pending: PendingMessages, id: string, text: string): PendingMessages => [
  ...pending,
  { id, text, state: 'sending' },
];

export function answered(
  pending: PendingMessages,
  id: string,
  answer: CommandAnswer,
): PendingMessages {
  if ('ok' in answer) return collected(pending, id);
  const why =
    'refused' in answer ? answer.refused : 'invalid' in answer ? 'invalid' : ('unknown' as const);
  return pending.map((each) => (each.id === id ? { ...each, state: 'not-sent', why } : each));
}

/** The text is back in the draft. */
export const collected = (pending: PendingMessages, id: string): PendingMessages =>
  pending.filter((each) => each.id !== id);
