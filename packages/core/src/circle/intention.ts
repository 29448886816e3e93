/**
 * The one small thing that a person takes along (PHA-5): theirs alone, words beside the
 * membership. It stays until they have said how it went; with the end of that meeting, or with
 * the next intention, its words are gone, as when they erase what is theirs (PRV-4). Whoever
 * misses a meeting finds it again.
 */
import type { Slot, Words } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { textRefusal } from '../text.ts';
import type { Intention } from '../view.ts';
import type { PersonId } from '../vocabulary.ts';
import { type CircleEvolvers, type CircleRules, memberRule } from './rule.ts';
import type { CircleState, Member } from './state.ts';
import { changeMember, circleSlots } from './state.ts';

export const intentionRules: CircleRules<'intend' | 'intention' | 'forget-intention'> = {
  intend: memberRule(({ text, meeting: since }, member) => {
    const wrong = textRefusal(text);
    if (wrong) return refuse(wrong);
    return [{ type: 'Intended', member, since, words: { [circleSlots.intention(member)]: text } }];
  }),
  intention: memberRule(({ outcome }, member, { state }) => {
    const intention = state.members.get(member)?.intention;
    if (!intention) return refuse('unknown-message');
    return intention.outcome === outcome ? [] : [{ type: 'IntentionAnswered', member, outcome }];
  }),
  'forget-intention': memberRule((_command, member, { state }) =>
    state.members.get(member)?.intention
      ? [{ type: 'IntentionForgotten', member, erases: [circleSlots.intention(member)] }]
      : [],
  ),
};

export const intentionEvolvers: CircleEvolvers<
  'Intended' | 'IntentionAnswered' | 'IntentionForgotten'
> = {
  Intended: (state, { member: id, since }) =>
    changeMember(state, id, (member) => ({ ...member, intention: { since, outcome: null } })),
  IntentionAnswered: (state, { member: id, outcome }) =>
    changeMember(state, id, (member) =>
      member.intention ? { ...member, intention: { ...member.intention, outcome } } : member,
    ),
  IntentionForgotten: (state, { member: id }) =>
    changeMember(state, id, ({ intention: _, ...member }) => member),
};

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
