/**
 * The one small thing that somebody takes along (PHA-5): theirs alone, words beside the
 * membership. It stays until they have said how it went; with the end of that meeting, or with
 * the next intention, its words are gone, as when they erase what is theirs (PRV-4). Whoever
 * misses a meeting finds it again.
 */
import type { Refusal, Slot, Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { textRefusal } from '../text.ts';
import type { Intention } from '../view.ts';
import type { PersonId } from '../vocabulary.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import type { CircleState, Member } from './state.ts';
import { circleSlots } from './state.ts';

type IntentionCommand = Extract<CircleCommand, { do: 'intend' | 'intention' | 'forget-intention' }>;

export const isIntentionCommand = (command: CircleCommand): command is IntentionCommand =>
  command.do === 'intend' || command.do === 'intention' || command.do === 'forget-intention';

type CircleDecision = readonly CircleEvent[] | Refusal;

export function intend(
  member: PersonId,
  { text, meeting: since }: CircleCommand & { do: 'intend' },
): CircleDecision {
  const wrong = textRefusal(text);
  if (wrong) return refuse(wrong);
  return [{ type: 'Intended', member, since, words: { [circleSlots.intention(member)]: text } }];
}

export function answerIntention(
  { members }: CircleState,
  member: PersonId,
  { outcome }: CircleCommand & { do: 'intention' },
): CircleDecision {
  const intention = members.get(member)?.intention;
  if (!intention) return refuse('unknown-message');
  return intention.outcome === outcome ? [] : [{ type: 'IntentionAnswered', member, outcome }];
}

export const forgetIntention = ({ members }: CircleState, member: PersonId): CircleDecision =>
  members.get(member)?.intention
    ? [{ type: 'IntentionForgotten', member, erases: [circleSlots.intention(member)] }]
    : [];

const isAnswered = ({ intention }: Member): boolean =>
  intention !== undefined && intention.outcome !== null;

/** Slots of what is over when a meeting is. */
export const answeredIntentionSlots = ({ members }: CircleState): Slot[] =>
  [...members].filter(([, member]) => isAnswered(member)).map(([id]) => circleSlots.intention(id));

export const withoutAnsweredIntentions = (
  members: CircleState['members'],
): CircleState['members'] =>
  new Map(
    [...members].map(([id, member]) => {
      const { intention: _, ...rest } = member;
      return [id, isAnswered(member) ? rest : member];
    }),
  );

/** To be shown to that person and to nobody else; null when there is none. */
export function intentionOf(state: CircleState, words: Words, member: PersonId): Intention | null {
  const intention = state.members.get(member)?.intention;
  if (!intention) return null;
  return { ...intention, text: words.get(circleSlots.intention(member)) ?? '' };
}
