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

/** TRN-3, TRN-8: a visible page counts only for the person with the offer. */
export function relevantPresence(
  { turn }: MeetingState,
  person: PersonId,
  presence: Presence,
): Presence {
  const isOffered = turn?.state === 'offered' && turn.person === person;
  return presence === 'hidden' && !isOffered ? 'here' : presence;
}

/** Everyone who was in this meeting at some time; their membership counts again (PRV-11). */
export const attendeesOf = ({ people }: MeetingState): PersonId[] =>
  [...people.values()].filter(({ from }) => from !== null).map(({ id }) => id);
