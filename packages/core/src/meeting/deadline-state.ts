/** What the deadlines of a meeting follow from, and what they ask of it. */
import type { MeetingState } from './state.ts';
import { facilitatorsThere } from './state.ts';

/**
 * What deadlines follow from. A message changes none of these, so the deadlines of a meeting are
 * not gone through again for it.
 */
export const deadlineSlices = [
  'people',
  'seatQueue',
  'seatsReleased',
  'phase',
  'phaseSince',
  'start',
  'end',
  'endReached',
  'settings',
  'wordsUntil',
  'turn',
  'round',
  'floor',
  'leadAway',
  'unattended',
  'noShow',
  'pausedAt',
  'closingPrompted',
] as const satisfies readonly (keyof MeetingState)[];
export type DeadlineState = Pick<MeetingState, (typeof deadlineSlices)[number]>;

export const isGathered = ({ phase }: DeadlineState): boolean =>
  phase === 'opening' || phase === 'body' || phase === 'closing';
export const isBeforeBegin = ({ phase }: DeadlineState): boolean =>
  phase === 'scheduled' || phase === 'doors';

/** A facilitator is in, and the lead is connected or has a co-facilitator. */
export const isFacilitated = (state: DeadlineState): boolean =>
  state.leadAway === null && facilitatorsThere(state).length > 0;
