/** Whose presence a meeting needs to know, and how finely. */
import { oncePerSlices, type Presence } from '../kernel.ts';
import type { PersonId } from '../vocabulary.ts';
import { isInMeeting, type MeetingState } from './state.ts';

/** Everyone who is in, or waits to be admitted; the same list until the people change. */
export const peopleWithPresence = oncePerSlices<MeetingState, 'people', readonly PersonId[]>(
  ['people'],
  (state) =>
    [...state.people.values()]
      .filter(({ id, whereabouts }) => isInMeeting(state, id) || whereabouts === 'waiting')
      .map(({ id }) => id),
);

export const hasPeopleWithPresence = (state: MeetingState): boolean => {
  for (const { id, whereabouts } of state.people.values()) {
    if (whereabouts === 'waiting' || isInMeeting(state, id)) return true;
  }
  return false;
};

/**
 * What a meeting knows of presence when it is told now, as a text to compare: the presence of everybody
 * who is in or waits, and what theirs counts for. A command of another ledger knows nothing of presence
 * and can change the latter; what follows is decided when the meeting is told (RND-7, AGR-2, FAC-1).
 */
export function presenceReport(
  state: MeetingState,
  present: (person: PersonId) => Presence,
): string {
  const { turn, lead, agreements } = state;
  const each = peopleWithPresence(state).map((person) => {
    const isTheirs = turn?.person === person;
    // TRN-3, TRN-8: a visible page counts only for the person with the offer.
    const counts = isTheirs && turn.state === 'offered';
    const presence = present(person);
    return [
      person,
      presence === 'hidden' && !counts ? 'here' : presence,
      isTheirs && turn.id,
      lead === person && 'leads',
      state.people.get(person)?.mustAgree && 'must agree',
    ];
  });
  return JSON.stringify([agreements.version, each]);
}

/** Everyone who was in this meeting at some time; their membership counts again (PRV-11). */
export const attendeesOf = ({ people }: MeetingState): PersonId[] =>
  [...people.values()].filter(({ from }) => from !== null).map(({ id }) => id);
