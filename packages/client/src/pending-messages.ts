/**
 * One's own messages on their way. A message shows as sending until it is acknowledged,
 * and as not sent when it is refused or given up: then it is here to go back to the draft
 * (FLR-3), and stays here until it was collected. Text, content note and ask stay together
 * (TXT-1). No optimistic anything else.
 */
import type { Ask, CommandAnswer, RefusalCode, WireCommand } from '@holdspace/protocol';
import type { LateReason } from './lateness.ts';
import type { SendAnswer } from './outbox.ts';

/** What a person says: the text, what it is about, what they ask of the others. */
export interface MessageContent {
  readonly text: string;
  /** A content note. */
  readonly note?: string;
  readonly ask?: Ask;
}

export interface PendingMessage extends MessageContent {
  /** The id of the command that says it. */
  readonly id: string;
  /** `asking`: it waited, and its writer says whether it still goes (TXT-5). */
  readonly state: 'sending' | 'asking' | 'not-sent';
  /** How long it had waited when its writer was asked, in ms. */
  readonly waited?: number;
  /**
   * Why it was not sent, or is asked about; `unknown` when no answer came in time, `line` when
   * the connection broke twice while it was on its way (TXT-3).
   */
  readonly why?: RefusalCode | 'invalid' | 'unknown' | 'line' | LateReason;
}

export type PendingMessages = readonly PendingMessage[];

export const messageContentOf = ({
  text,
  note,
  ask,
}: Extract<WireCommand, { do: 'say' }>): MessageContent => ({
  text,
  ...(note !== undefined && { note }),
  ...(ask !== undefined && { ask }),
});

export const addPending = (
  pending: PendingMessages,
  id: string,
  words: MessageContent,
): PendingMessages => [...removePending(pending, id), { id, ...words, state: 'sending' }];

const updatePending = (
  pending: PendingMessages,
  id: string,
  to: Pick<PendingMessage, 'state' | 'why' | 'waited'>,
): PendingMessages => pending.map((each) => (each.id === id ? { ...each, ...to } : each));

export const markAsking = (
  pending: PendingMessages,
  id: string,
  why: LateReason,
  waited: number,
): PendingMessages => updatePending(pending, id, { state: 'asking', why, waited });

/** Its writer said that it goes. */
export const markSending = (pending: PendingMessages, id: string): PendingMessages =>
  pending.map((each) => {
    const { why: _, waited: __, ...rest } = each;
    return each.id === id ? { ...rest, state: 'sending' } : each;
  });

export function applyAnswer(
  pending: PendingMessages,
  id: string,
  answer: SendAnswer,
): PendingMessages {
  if ('ok' in answer) return removePending(pending, id);
  return updatePending(pending, id, { state: 'not-sent', why: notSentReason(answer) });
}

function notSentReason(answer: Exclude<SendAnswer, Extract<CommandAnswer, { ok: true }>>) {
  if ('refused' in answer) return answer.refused;
  if ('invalid' in answer) return 'invalid';
  return 'why' in answer && answer.why === 'line' ? 'line' : 'unknown';
}

/** The words are back in the draft. */
export const removePending = (pending: PendingMessages, id: string): PendingMessages =>
  pending.filter((each) => each.id !== id);
