/** Where a person stands in the order of the round or in the hand queue; shown to them alone (FLR-6). */
import { handQueue } from '../meeting/hands.ts';
import { eligibleInRound } from '../meeting/reactions.ts';
import type { MeetingState } from '../meeting/state.ts';
import type { PersonId } from '../vocabulary.ts';

/** 1 for the one who is offered or holds; then those still to come, or the hands. */
export function queuePlaceOf(state: MeetingState, person: PersonId): number | null {
  const { turn, floor } = state;
  const queue = floor.mode === 'round' ? eligibleInRound(state) : handQueue(state);
  const line = turn ? [turn.person, ...queue.filter((each) => each !== turn.person)] : queue;
  const place = line.indexOf(person);
  return place < 0 ? null : place + 1;
}

/** Why they come once more is not said: after a pass, `later` and an offer that ran out alike (TRN-6). */
export function isOfferedAgain({ round, turn, floor }: MeetingState, person: PersonId): boolean {
  const place = round?.upcoming.find((each) => each.person === person);
  const offered = turn?.state === 'offered' && floor.mode === 'round' && turn.person === person;
  return ((offered ? turn.stage : place?.stage) ?? 0) > 0;
}
