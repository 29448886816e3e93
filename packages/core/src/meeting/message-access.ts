/**
 * Which messages and turns a person may know of, by when they came in and by what still waits for
 * a facilitator (PRV-2, VOI-10). The projection leaves out the people that a viewer hides.
 */
import type { MessageId, PersonId, TurnId } from '../vocabulary.ts';
import type { Attendee, MeetingMessage, MeetingState } from './state.ts';
import { messageIndexOf } from './state.ts';

/** The place of the first message that was said to everybody while this person was in. */
export const heardFrom = ({ from }: Pick<Attendee, 'from'>): number =>
  from ?? Number.POSITIVE_INFINITY;

/**
 * Whether a person may read the message at this place. What was said before their entering does
 * not exist for them (PRV-2), but for what still waits for a facilitator: it was said to none
 * but them, whenever they came (VOI-10).
 */
export const canReadMessage = (me: Attendee, said: MeetingMessage, at: number): boolean => {
  if (me.from === null) return false;
  const isHeard = at >= heardFrom(me);
  if (!said.held) return isHeard;
  const waits = me.role === 'facilitator' && (isHeard || said.gone === null);
  return waits || (said.by === me.id && isHeard);
};

/** A message this person may read. */
export const readableMessage = (
  state: MeetingState,
  who: PersonId,
  id: MessageId,
): MeetingMessage | undefined => {
  const me = state.people.get(who);
  const at = messageIndexOf(state, id);
  const said = state.messages.at(at);
  return me && said && canReadMessage(me, said, at) ? said : undefined;
};

/** Whose turn that is, if this person could have seen it. */
export function turnOwnerOf(
  state: MeetingState,
  who: PersonId,
  turn: TurnId,
): PersonId | undefined {
  if (state.turn?.id === turn && state.turn.state === 'held') return state.turn.person;
  const from = state.people.get(who)?.from ?? Number.POSITIVE_INFINITY;
  // All words of a turn are of one person, so the last ones tell whose it was.
  const at = state.messages.indexOf(turn);
  const last = at >= from ? state.messages.at(at) : undefined;
  return last?.turn === turn ? last.by : undefined;
}
