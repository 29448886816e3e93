/**
 * The people of a meeting: what everyone sees of them, and what facilitators see in addition,
 * the waiting room and the removed among it (VOI-11).
 */
import type { Words } from '../kernel.ts';
import type { Attendee, MeetingMessage, MeetingState } from '../meeting/state.ts';
import { isInMeeting, personLinkSlot, personNameSlot } from '../meeting/state.ts';
import { isLikeFacilitator } from '../names/index.ts';
import type { Care, FormerPerson, PublicPerson, RemovedPerson, WaitingAttendee } from '../view.ts';
import type { PersonId } from '../vocabulary.ts';
import { isOfferedAgain } from './queue-place.ts';

export const publicPersonOf = (
  { id, role, seat, whereabouts }: Attendee,
  words: Words,
  alike: ReadonlySet<PersonId>,
): PublicPerson => ({
  id,
  name: words.get(personNameSlot(id)) ?? '',
  role,
  seat,
  steppedOut: whereabouts === 'stepped-out',
  ...(alike.has(id) ? { likeness: true as const } : {}),
});

/**
 * The people whose name can be taken for a facilitator's in this meeting, or for another name in
 * the circle; a facilitator's name always stands (VOI-11).
 */
export function confusableNamesIn(state: MeetingState, words: Words): ReadonlySet<PersonId> {
  const name = (id: PersonId) => words.get(personNameSlot(id)) ?? '';
  const everybody = [...state.people.values()];
  const facilitators = everybody.filter(({ role }) => role === 'facilitator');
  const names = facilitators.map(({ id }) => name(id)).filter((each) => each !== '');
  const alike = everybody.filter(
    ({ id, role, likeness }) =>
      role !== 'facilitator' &&
      (likeness || names.some((each) => isLikeFacilitator(name(id), each))),
  );
  return new Set(alike.map(({ id }) => id));
}

/** Everyone who is in, in the order of their entering. */
export function peopleOf(state: MeetingState, words: Words): PublicPerson[] {
  const alike = confusableNamesIn(state, words);
  return [...state.people.values()]
    .filter(({ id }) => isInMeeting(state, id))
    .map((attendee) => publicPersonOf(attendee, words, alike));
}

/** Whose words are in this timeline, and who is no longer in. */
export function formerPeopleOf(
  state: MeetingState,
  words: Words,
  read: readonly MeetingMessage[],
): FormerPerson[] {
  const writers = new Set(read.map(({ by }) => by));
  return [...state.people.values()]
    .filter(({ id }) => writers.has(id) && !isInMeeting(state, id))
    .map(({ id, role }) => ({ id, name: words.get(personNameSlot(id)) ?? '', role }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function careOf(state: MeetingState, words: Words): Record<PersonId, Care> {
  const places = state.round?.upcoming.map(({ person }) => person) ?? [];
  const care: Record<PersonId, Care> = {};
  for (const { id, turns, mute, warned, before } of state.people.values()) {
    if (!isInMeeting(state, id)) continue;
    care[id] = {
      turns,
      link: words.get(personLinkSlot(id)) ?? '',
      ...(before ? { before } : {}),
      ...(mute ? { mutedUntil: mute.until } : {}),
      ...(warned ? { warned } : {}),
      ...exclusionRequestOf(state, words, id),
      ...(places.includes(id) ? { place: places.indexOf(id) + 1 } : {}),
      ...(isOfferedAgain(state, id) ? { again: true as const } : {}),
    };
  }
  return care;
}

function exclusionRequestOf(
  state: MeetingState,
  words: Words,
  person: PersonId,
): Pick<Care, 'exclusionAsked'> {
  const asked = state.exclusions.get(person);
  return asked ? { exclusionAsked: { ...asked, note: words.get(asked.note) ?? '' } } : {};
}

export const removedPeople = (state: MeetingState, words: Words): RemovedPerson[] =>
  [...state.people.values()]
    .filter(({ whereabouts }) => whereabouts === 'removed' || whereabouts === 'turned-away')
    .map(({ id, excluded, barred }) => ({
      ...{ id, name: words.get(personNameSlot(id)) ?? '' },
      ...(excluded ? { excluded } : {}),
      ...(barred ? { byOrganisation: true as const } : {}),
      ...exclusionRequestOf(state, words, id),
    }));

/** Who asks in, with the link they came by and whether they were here before (VOI-11). */
export function waitingPeople(state: MeetingState, words: Words): WaitingAttendee[] {
  const alike = confusableNamesIn(state, words);
  return [...state.people.values()]
    .filter(({ whereabouts }) => whereabouts === 'waiting' || whereabouts === 'admitted')
    .map(({ id, seat, since, firstTime, before, came, whereabouts, awaySince }) => ({
      id,
      name: words.get(personNameSlot(id)) ?? '',
      seat,
      since,
      firstTime,
      admitted: whereabouts === 'admitted',
      ...(awaySince === null ? {} : { away: true as const }),
      link: words.get(personLinkSlot(id)) ?? '',
      came: came ?? null,
      known: before,
      ...(alike.has(id) ? { likeness: true as const } : {}),
    }));
}
