/**
 * Which messages a person reads, and what of a message is left: nothing from before they entered
 * (PRV-2), nothing of people they hide (VOI-9), a tombstone for what was removed (VOI-6).
 */
import type { Words } from '../kernel.ts';
import { canReadMessage } from '../meeting/speech.ts';
import type { MeetingMessage, MeetingState } from '../meeting/state.ts';
import { isInMeeting, messageNoteSlot, messageTextSlot } from '../meeting/state.ts';
import type { Message } from '../view.ts';
import type { PersonId } from '../vocabulary.ts';

export const messageOf = (said: MeetingMessage, words: Words): Message => ({
  id: said.id,
  by: said.by,
  text: said.gone ? '' : (words.get(messageTextSlot(said.id)) ?? ''),
  turn: said.turn,
  at: said.at,
  ...(said.facilitation ? { facilitation: true as const } : {}),
  ...(said.noted && !said.gone ? { note: words.get(messageNoteSlot(said.id)) ?? '' } : {}),
  ...(said.held && !said.gone ? { held: true as const } : {}),
  ...(said.gone === 'withdrawn' ? { withdrawn: true as const } : {}),
  ...(said.gone === 'removed' ? { removed: true as const } : {}),
});

/** All that this person may read, oldest first; nothing from before they entered (PRV-2). */
export function messagesReadableBy(
  state: MeetingState,
  person: PersonId,
): readonly MeetingMessage[] {
  const me = state.people.get(person);
  if (!me || !isInMeeting(state, person) || state.phase === 'purged') return [];
  return state.messages.filter(
    (said, at) => canReadMessage(me, said, at) && !me.hidden.includes(said.by),
  );
}

export const timelineOf = (state: MeetingState, words: Words, person: PersonId): Message[] =>
  messagesReadableBy(state, person).map((said) => messageOf(said, words));
