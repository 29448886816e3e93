/**
 * Joins a meeting and its desk, so that a moderation act and its receipt show in the same view
 * (VOI-3). The meeting decides the act and keeps the sentence until the desk has filed the
 * receipt. A pending receipt is one that the desk has not filed yet.
 */
import type { CircleEvent } from '../circle/index.ts';
import { type DeskState, type FileReceipt, withFiled } from '../desk/index.ts';
import type { Fact, Words } from '../kernel.ts';
import { type MeetingState, meetingOutbox } from '../meeting/index.ts';
import type { ReceiptId } from '../vocabulary.ts';

/** What a node knows of one ledger. */
export interface Readable<State> {
  readonly state: State;
  readonly words: Words;
}

/** The commands that file the pending receipts of these meetings, oldest first. */
export function pendingReceipts(meetings: readonly Readable<MeetingState>[]): FileReceipt[] {
  return meetings.flatMap(({ state, words }) =>
    meetingOutbox(state, words).flatMap(({ to, command }) =>
      to === 'desk' && command.do === 'file-receipt' ? [command] : [],
    ),
  );
}

/**
 * The desk with the pending receipts of its meetings: what `deskViewOf` shows from it stays the same
 * when the desk files them.
 */
export const deskWithPending = (
  { state, words }: Readable<DeskState>,
  meetings: readonly Readable<MeetingState>[],
): Readable<DeskState> => withFiled(state, words, pendingReceipts(meetings));

/** Receipts that a meeting knows as filed and this state of the desk lacks: the desk is behind. */
export function missingReceipts(desk: DeskState, meetings: readonly MeetingState[]): ReceiptId[] {
  const has = (receipt: ReceiptId) => desk.receipts.findLast(({ id }) => id === receipt);
  return meetings.flatMap(({ filed }) => [...filed].filter((receipt) => !has(receipt)));
}

/** Whether these facts of a circle follow from a moderation act, which has a receipt (VOI-3). */
export const followsModeration = (facts: readonly Fact<CircleEvent>[]): boolean =>
  facts.some(({ type }) => type === 'MemberExcluded' || type === 'MuteCarried');

/** Whether one of these meetings has decided the act behind this receipt. */
export const isDecided = (receipt: ReceiptId, meetings: readonly MeetingState[]): boolean =>
  meetings.some(({ filed, outgoing }) => filed.has(receipt) || outgoing.has(receipt));
