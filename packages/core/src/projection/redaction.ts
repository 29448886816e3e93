/**
 * Which messages a person reads, and what of a message is left: nothing from before they entered
 * (PRV-2), nothing of people they hide (VOI-9), a tombstone for what was removed (VOI-6).
 */
import type { Words } from '../kernel.ts';
import { canReadMessage, heardFrom } from '../meeting/message-access.ts';
import type { Attendee, MeetingMessage, MeetingState } from '../meeting/state.ts';
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

/** Messages of a timeline that follow one another. */
export interface ReadableMessages {
  readonly messages: readonly MeetingMessage[];
  /** The index of the first of them in the list of all messages; the length of the list for none. */
  readonly from: number;
}

/**
 * The last messages that this person may read, oldest first, at most `most`, before the message at
 * index `before`; nothing from before they entered (PRV-2), and nothing said under agreements that
 * they have not agreed to: for that the caller gives a `before` (`readableEnd`). It looks no further
 * back than it must.
 */
export function messagesReadableBy(
  state: MeetingState,
  person: PersonId,
  most = Number.POSITIVE_INFINITY,
  before = state.messages.length,
): ReadableMessages {
  const me = state.people.get(person);
  const messages: MeetingMessage[] = [];
  let from = state.messages.length;
  if (!me || !isInMeeting(state, person) || state.phase === 'purged') return { messages, from };
  for (let at = before - 1; at >= firstReadableIndex(me) && messages.length < most; at--) {
    const said = state.messages.at(at);
    if (!said || !isReadable(me, said, at)) continue;
    messages.push(said);
    from = at;
  }
  messages.reverse();
  return { messages, from };
}

const isReadable = (me: Attendee, said: MeetingMessage, at: number): boolean =>
  canReadMessage(me, said, at) && !me.hidden.includes(said.by);

/** Before it a facilitator may read what waits, and nobody else anything (VOI-10). */
const firstReadableIndex = (me: Attendee): number =>
  me.role === 'facilitator' && me.from !== null ? 0 : heardFrom(me);

/** Those of these people whose words this person may read, looked for from the message at `end`. */
export function writersReadableBy(
  state: MeetingState,
  person: PersonId,
  wanted: ReadonlySet<PersonId>,
  end = state.messages.length,
): ReadonlySet<PersonId> {
  const found = new Set<PersonId>();
  const me = state.people.get(person);
  if (!me || !isInMeeting(state, person) || state.phase === 'purged') return found;
  const first = firstReadableIndex(me);
  for (let at = end - 1; at >= first && found.size < wanted.size; at--) {
    const said = state.messages.at(at);
    if (said && wanted.has(said.by) && isReadable(me, said, at)) found.add(said.by);
  }
  return found;
}

export const timelineOf = (state: MeetingState, words: Words, person: PersonId): Message[] =>
  messagesReadableBy(state, person).messages.map((said) => messageOf(said, words));
