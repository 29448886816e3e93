/**
 * The people of a meeting: what everyone sees of them, and what facilitators see in addition,
 * the waiting room and the removed among it (VOI-11).
 */
import type { Words } from '../kernel.ts';
import type { Attendee, MeetingState } from '../meeting/state.ts';
import { isInMeeting, personLinkSlot, personNameSlot } from '../meeting/state.ts';
import { isLikeFacilitator } from '../names/index.ts';
import type { Care, FormerPerson, PublicPerson, RemovedPerson, WaitingAttendee } from '../view.ts';
import type { PersonId } from '../vocabulary.ts';
import { peopleOfferedAgain } from './personal-index.ts';
import { writersReadableBy } from './redaction.ts';

export const publicPersonOf = (
  attendee: Attendee,
  words: Words,
  isConfusable: ConfusableNameTest,
): PublicPerson => ({
  id: attendee.id,
  name: words.get(personNameSlot(attendee.id)) ?? '',
  role: attendee.role,
  seat: attendee.seat,
  steppedOut: attendee.whereabouts === 'stepped-out',
  ...(isConfusable(attendee) ? { likeness: true as const } : {}),
});

/** Whether the name of this person of the meeting is marked (VOI-11). */
export type ConfusableNameTest = (attendee: Attendee) => boolean;

/** The names of the facilitators of a meeting that have not been erased. */
export function facilitatorNamesIn({ people }: MeetingState, words: Words): readonly string[] {
  const names: string[] = [];
  for (const { id, role } of people.values()) {
    const name = role === 'facilitator' ? words.get(personNameSlot(id)) : undefined;
    if (name !== undefined && name !== '') names.push(name);
  }
  return names;
}

/**
 * The name can be taken for one of these facilitators' names, or for another name in the circle; a
 * facilitator's name always stands (VOI-11).
 */
export const confusableNameTest =
  (facilitators: readonly string[], words: Words): ConfusableNameTest =>
  ({ id, role, likeness }) => {
    if (role === 'facilitator') return false;
    if (likeness) return true;
    const name = words.get(personNameSlot(id)) ?? '';
    return facilitators.some((each) => isLikeFacilitator(name, each));
  };

const confusableNameTestOf = (state: MeetingState, words: Words): ConfusableNameTest =>
  confusableNameTest(facilitatorNamesIn(state, words), words);

/** Everyone who is in, in the order of their entering. */
export function peopleOf(state: MeetingState, words: Words): PublicPerson[] {
  const isConfusable = confusableNameTestOf(state, words);
  return [...state.people.values()]
    .filter(({ id }) => isInMeeting(state, id))
    .map((attendee) => publicPersonOf(attendee, words, isConfusable));
}

/** The facilitators among them. */
export const leadingPeopleOf = (state: MeetingState, words: Words): PublicPerson[] =>
  [...state.people.values()]
    .filter(({ id, role }) => role === 'facilitator' && isInMeeting(state, id))
    .map((attendee) => publicPersonOf(attendee, words, () => false));

/** Whose words this person may read, and who is no longer in. */
export const formerPeopleOf = (
  state: MeetingState,
  words: Words,
  person: PersonId,
): FormerPerson[] =>
  writersAmong(state, words, person, ({ id }) => !isInMeeting(state, id), state.messages.length);

/** Whose words they may read of the first `end` messages, for one to whom no people are shown. */
export const formerPeopleBefore = (
  state: MeetingState,
  words: Words,
  person: PersonId,
  end: number,
): FormerPerson[] => writersAmong(state, words, person, () => true, end);

function writersAmong(
  state: MeetingState,
  words: Words,
  person: PersonId,
  isWanted: (attendee: Attendee) => boolean,
  end: number,
): FormerPerson[] {
  const gone = [...state.people.values()].filter(
    // Who is not among the speakers has said nothing, so nobody looks through all messages.
    (attendee) => isWanted(attendee) && state.speech.indexOf(attendee.id) >= 0,
  );
  if (gone.length === 0) return [];
  const writers = writersReadableBy(state, person, new Set(gone.map(({ id }) => id)), end);
  return gone
    .filter(({ id }) => writers.has(id))
    .map(({ id, role }) => ({ id, name: words.get(personNameSlot(id)) ?? '', role }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function careOf(state: MeetingState, words: Words): Record<PersonId, Care> {
  const upcoming = state.round?.upcoming ?? [];
  const places = new Map(upcoming.map(({ person }, i) => [person, i + 1]));
  const again = peopleOfferedAgain(state);
  const care: Record<PersonId, Care> = {};
  for (const { id, turns, mute, warned, before } of state.people.values()) {
    if (!isInMeeting(state, id)) continue;
    const place = places.get(id);
    care[id] = {
      turns,
      link: words.get(personLinkSlot(id)) ?? '',
      ...(before ? { before } : {}),
      ...(mute ? { mutedUntil: mute.until } : {}),
      ...(warned ? { warned } : {}),
      ...exclusionRequestOf(state, words, id),
      ...(place === undefined ? {} : { place }),
      ...(again.has(id) ? { again: true as const } : {}),
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
  const isConfusable = confusableNameTestOf(state, words);
  return [...state.people.values()]
    .filter(({ whereabouts }) => whereabouts === 'waiting' || whereabouts === 'admitted')
    .map((attendee) => ({
      id: attendee.id,
      name: words.get(personNameSlot(attendee.id)) ?? '',
      seat: attendee.seat,
      since: attendee.since,
      firstTime: attendee.firstTime,
      admitted: attendee.whereabouts === 'admitted',
      ...(attendee.awaySince === null ? {} : { away: true as const }),
      link: words.get(personLinkSlot(attendee.id)) ?? '',
      came: attendee.came ?? null,
      known: attendee.before,
      ...(isConfusable(attendee) ? { likeness: true as const } : {}),
    }));
}
