/**
 * The people who hold a seat, are admitted when many wait, or stop waiting (LIM-1). Only
 * people who were let in hold seats: a waiting person can neither fill a circle nor block it.
 */
import { isConnected } from '../kernel.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import type { ReactionContext } from './reactions.ts';
import type { Attendee, MeetingState } from './state.ts';
import { waitingAttendees } from './state.ts';

const admittedStatuses: readonly Attendee['whereabouts'][] = ['admitted', 'in', 'stepped-out'];

/** Was let in, has not gone, and shares. */
const holdsSeat = ({ role, seat, whereabouts }: Attendee): boolean =>
  role === 'participant' && seat === 'sharer' && admittedStatuses.includes(whereabouts);

/** How many seats to share nobody holds; never below 0. `except` counts as holding none. */
export const seatsLeft = (state: MeetingState, except?: PersonId): number =>
  Math.max(
    0,
    state.settings.seats -
      [...state.people.values()].filter((each) => each.id !== except && holdsSeat(each)).length,
  );

/** Those of them who can be let in now, in the order given: listeners, and sharers with a seat. */
export function admissible(state: MeetingState, waiting: readonly Attendee[]): Attendee[] {
  let left = seatsLeft(state);
  return waiting.filter(({ role, seat }) => {
    if (role === 'facilitator' || seat === 'listener') return true;
    left -= 1;
    return left >= 0;
  });
}

/** Presence becomes a fact for those who wait: who is gone is not waited with for ever. */
export function trackWaitingPresence({ state, now, present }: ReactionContext): MeetingEvent[] {
  return waitingAttendees(state).flatMap(({ id: person, awaySince }): MeetingEvent[] => {
    const presence = present(person);
    if (presence === 'away' && awaySince === null) {
      return [{ type: 'WaitingAway', person, since: now }];
    }
    return isConnected(presence) && awaySince !== null ? [{ type: 'WaitingBack', person }] : [];
  });
}

/** When each of those who are gone waits no longer. */
export const waitingDeadlines = (
  state: Pick<MeetingState, 'people' | 'settings'>,
): { readonly person: PersonId; readonly at: Millis }[] =>
  waitingAttendees(state).flatMap(({ id: person, awaySince }) =>
    awaySince === null ? [] : [{ person, at: awaySince + state.settings.waitingGrace }],
  );
