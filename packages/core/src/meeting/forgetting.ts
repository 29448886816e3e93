/**
 * The circle forgets a person (PRV-11): their messages are withdrawn, their name is erased,
 * and if they are in, they leave quietly, as by `leave`. That they had turns stays.
 */
import type { PersonId } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import type { MeetingEvolvers } from './rule.ts';
import type { MeetingState } from './state.ts';
import {
  isMeetingOver,
  messageNoteSlot,
  messageTextSlot,
  personLinkSlot,
  personNameSlot,
  withAttendee,
} from './state.ts';

/** Whether something was decided about this person here that must outlast their being forgotten. */
export function isRestrictedInMeeting(state: MeetingState, person: PersonId): boolean {
  const attendee = state.people.get(person);
  if (!attendee || isMeetingOver(state)) return false;
  const { mute, whereabouts } = attendee;
  return mute !== null || whereabouts === 'removed' || whereabouts === 'turned-away';
}

const departedStatuses = new Set(['left', 'removed', 'turned-away']);

export function forgetPerson(state: MeetingState, person: PersonId): readonly MeetingEvent[] {
  const attendee = state.people.get(person);
  if (!attendee || attendee.forgotten || state.phase === 'purged') return [];
  const mine = state.messages.filter(({ by, gone }) => by === person && !gone);
  const erases = mine.flatMap(({ id }) => [messageTextSlot(id), messageNoteSlot(id)]);
  return [
    ...(mine.length > 0 ? [{ type: 'MineErased', person, erases } as const] : []),
    ...(departedStatuses.has(attendee.whereabouts) ? [] : [{ type: 'Left', person } as const]),
    { type: 'PersonForgotten', person, erases: [personNameSlot(person), personLinkSlot(person)] },
  ];
}

export const forgettingEvolvers: MeetingEvolvers<'PersonForgotten'> = {
  PersonForgotten: (state, { person }) => withAttendee(state, person, { forgotten: true }),
};
