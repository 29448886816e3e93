/**
 * The hand queue: visible, ordered, one hand a person (HND-1 to HND-3). Quiet-first counts
 * turns and words and never looks at what was said.
 */
import { firstRefusal, refuse } from '../kernel.ts';
import type { PersonId } from '../vocabulary.ts';
import type { MeetingEvolvers, MeetingRules } from './rule.ts';
import { floorFacilitatorGuard, participantGuard } from './rule.ts';
import { isPermutation } from './speaking-order.ts';
import type { MeetingState } from './state.ts';

/** Hands as they stand in line. */
export function handQueue({
  hands,
  floor,
  people,
  speech,
}: Pick<MeetingState, 'hands' | 'floor' | 'people' | 'speech'>): readonly PersonId[] {
  if (floor.handsOrder !== 'quiet-first' || hands.length < 2) return hands;
  const turns = (person: PersonId) => people.get(person)?.turns ?? 0;
  const words = (person: PersonId) => speech.get(person)?.count ?? 0;
  // The sort is stable, so between equals the earlier hand comes first.
  return [...hands].sort((a, b) => turns(a) - turns(b) || words(a) - words(b));
}

export const handRules: MeetingRules<'raise-hand' | 'lower-hand' | 'reorder'> = {
  'raise-hand': {
    may: (asked) => firstRefusal(participantGuard(asked), asked.me?.mute != null && 'no-voice'),
    decide: (_command, { state, who }) =>
      state.hands.includes(who) || state.turn?.person === who
        ? []
        : [{ type: 'HandRaised', person: who }],
  },
  'lower-hand': {
    may: participantGuard,
    refuses: ({ who: other }, { who, facilitates }) =>
      other !== undefined && other !== who && !facilitates && 'not-facilitator',
    decide({ who: other }, { state, who }) {
      const person = other ?? who;
      if (!state.people.has(person)) return refuse('unknown-person');
      return state.hands.includes(person) ? [{ type: 'HandLowered', person }] : [];
    },
  },
  /** Of the round, or of the hands when there is no round (RND-13). */
  reorder: {
    may: floorFacilitatorGuard,
    decide({ order }, { state }) {
      const { round } = state;
      const present = round ? round.upcoming.map(({ person }) => person) : handQueue(state);
      if (!isPermutation(order, present)) return refuse('bad-order');
      if (order.every((person, i) => person === present[i])) return [];
      if (!round) return [{ type: 'HandsReordered', order }];
      const places = new Map(round.upcoming.map((place) => [place.person, place]));
      return [{ type: 'OrderSet', upcoming: order.flatMap((person) => places.get(person) ?? []) }];
    },
  },
};

export const handEvolvers: MeetingEvolvers<'HandRaised' | 'HandLowered' | 'HandsReordered'> = {
  HandRaised: (state, { person }) => ({ ...state, hands: [...state.hands, person] }),
  HandLowered: (state, { person }) => ({
    ...state,
    hands: state.hands.filter((each) => each !== person),
  }),
  // An order made by hand is kept: it is not sorted by words any more.
  HandsReordered: (state, { order }) => ({
    ...state,
    hands: order,
    floor: {
      ...state.floor,
      handsOrder: state.floor.handsOrder === 'quiet-first' ? 'first-come' : state.floor.handsOrder,
    },
  }),
};
