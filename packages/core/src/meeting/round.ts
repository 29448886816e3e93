/**
 * A round: the floor once around the circle, on a prompt (RND-1, RND-13, RND-14). This file
 * starts and shapes it; who comes next follows by itself, in reactions.ts.
 */
import type { Slot } from '../kernel.ts';
import { firstRefusal, refuse } from '../kernel.ts';
import { textRefusal } from '../text.ts';
import type { PersonId, RoundId } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import { withdrawOffer } from './floor.ts';
import type { MeetingEvolvers, MeetingRuleContext, MeetingRules } from './rule.ts';
import { floorFacilitatorGuard, floorHeldGuard } from './rule.ts';
import { placeInOrder, postpone, withoutPerson } from './speaking-order.ts';
import type { OrderEntry, Round } from './state.ts';
import { isInMeeting, sharersIn } from './state.ts';
import { withRoundEndTrace, withTrace } from './traces.ts';

/** Everyone named, then those the last round did not reach, then the other sharers, shuffled. */
function speakingOrder(
  { state, who, draw }: MeetingRuleContext,
  named: readonly PersonId[],
  unreached: readonly PersonId[],
  facilitator: 'first' | 'last' | 'none',
): PersonId[] {
  const others = sharersIn(state)
    .filter(({ whereabouts }) => whereabouts === 'in')
    .map(({ id }) => id);
  const first = unreached.filter((person) => others.includes(person));
  const order = [...new Set([...named, ...first, ...draw.shuffle(others)])];
  if (facilitator === 'none' || named.includes(who)) return order;
  return facilitator === 'first' ? [who, ...order] : [...order, who];
}

const newPrompt = (
  { draw }: MeetingRuleContext,
  prompt: string,
): { slot: Slot; words: Record<Slot, string> } => {
  const slot = `${draw.id('prompt')}.text`;
  return { slot, words: { [slot]: prompt } };
};

/** Who neither spoke nor passed: first in the next round, also the closing one (RND-8, RND-15). */
export const unreachedPeople = (round: Round): PersonId[] =>
  [...round.upcoming.map(({ person }) => person), ...round.finished].filter(
    (person) => !round.spoke.includes(person) && !round.passed.includes(person),
  );

/** Ends the round that runs; those not reached go first in the next (RND-15). */
const endRound = ({
  state,
}: Pick<MeetingRuleContext, 'state'>): Extract<MeetingEvent, { type: 'RoundEnded' }>[] => {
  const { round, turn, floor } = state;
  if (!round) return [];
  const offered = turn?.state === 'offered' && floor.mode === 'round' ? [turn.person] : [];
  return [
    { type: 'RoundEnded', round: round.id, unreached: [...offered, ...unreachedPeople(round)] },
  ];
};

export const roundRules: MeetingRules<'start-round' | 'end-round' | 'insert' | 'set-prompt'> = {
  'start-round': {
    may: (asked) => firstRefusal(floorFacilitatorGuard(asked), floorHeldGuard(asked)),
    decide({ prompt, order = [], facilitator = 'none' }, asked) {
      const { state } = asked;
      const known = order.every((person) => state.people.get(person)?.whereabouts === 'in');
      const refusal = firstRefusal(
        (!known || new Set(order).size !== order.length) && 'bad-order',
        textRefusal(prompt),
      );
      if (refusal) return refuse(refusal);
      const { slot, words } = newPrompt(asked, prompt);
      const ended = endRound(asked);
      // Of the round that this one cuts short, else of the one before (RND-15).
      const unreached = ended[0]?.unreached ?? state.unreached;
      return [
        ...withdrawOffer(asked),
        ...ended,
        {
          type: 'RoundStarted',
          round: asked.draw.id<RoundId>('round'),
          prompt: slot,
          order: speakingOrder(asked, order, unreached, facilitator),
          words,
        },
      ];
    },
  },
  'end-round': {
    may: floorFacilitatorGuard,
    decide: (_command, asked) => [
      ...(asked.state.round && asked.state.floor.mode === 'round' ? withdrawOffer(asked) : []),
      ...endRound(asked),
    ],
  },
  insert: {
    may: floorFacilitatorGuard,
    decide({ who }, { state }) {
      const { round, turn, kept } = state;
      if (!round) return refuse('floor-closed');
      if (!isInMeeting(state, who)) return refuse('unknown-person');
      if (turn?.person === who || kept.get('round')?.person === who) return [];
      if (round.upcoming.some(({ person }) => person === who)) return [];
      return [{ type: 'JoinedOrder', person: who }];
    },
  },
  'set-prompt': {
    may: (asked) => {
      const { round, kept } = asked.state;
      // RND-14: a turn that waits for its mode to return is not over.
      const between = round && !floorHeldGuard(asked) && !kept.has('round');
      return firstRefusal(floorFacilitatorGuard(asked), !between && 'floor-closed');
    },
    decide({ prompt }, asked) {
      const refusal = textRefusal(prompt);
      if (refusal) return refuse(refusal);
      const { slot, words } = newPrompt(asked, prompt);
      return [{ type: 'PromptSet', prompt: slot, words }];
    },
  },
};

export const roundEvolvers: MeetingEvolvers<
  | 'RoundStarted'
  | 'PromptSet'
  | 'JoinedOrder'
  | 'LeftOrder'
  | 'SetBehind'
  | 'OrderSet'
  | 'RoundWaits'
  | 'RoundEnded'
> = {
  RoundStarted: (state, { round: id, prompt, order }) => ({
    ...state,
    floor: { ...state.floor, mode: 'round', slow: null, until: null, before: null },
    // A turn of the round before is over with it; those of other modes wait for them.
    kept: new Map([...state.kept].filter(([mode]) => mode !== 'round')),
    responses: null,
    rounds: state.rounds + 1,
    unreached: [],
    quietRound: false,
    traces: withTrace({ ...state, traces: withRoundEndTrace(state) }, 'round-began', {
      number: state.rounds + 1,
      prompt,
    }),
    round: {
      id,
      number: state.rounds + 1,
      prompt,
      upcoming: order.map((person): OrderEntry => ({ person, stage: 0 })),
      finished: [],
      spoke: [],
      passed: [],
      aside: new Map(),
      waitsUntil: null,
    },
  }),
  PromptSet: (state, { prompt }) =>
    state.round
      ? {
          ...state,
          round: { ...state.round, prompt },
          traces: withTrace(state, 'prompt-set', { ...state.round, prompt }),
        }
      : state,
  JoinedOrder(state, { person }) {
    const { round } = state;
    if (!round) return state;
    const upcoming = placeInOrder(round.upcoming, person, 0);
    const finished = round.finished.filter((each) => each !== person);
    return { ...state, round: { ...round, upcoming, finished } };
  },
  LeftOrder: (state, { person }) =>
    state.round
      ? {
          ...state,
          round: { ...state.round, upcoming: withoutPerson(state.round.upcoming, person) },
        }
      : state,
  SetBehind(state, { person }) {
    const { round } = state;
    const place = round?.upcoming.find((each) => each.person === person);
    if (!round || !place) return state;
    // RND-5: who is away keeps a place while the round lasts.
    return {
      ...state,
      round: { ...round, upcoming: postpone(round.upcoming, person, place.stage) },
    };
  },
  OrderSet: (state, { upcoming }) =>
    state.round ? { ...state, round: { ...state.round, upcoming } } : state,
  RoundWaits: (state, { until }) =>
    state.round ? { ...state, round: { ...state.round, waitsUntil: until } } : state,
  RoundEnded: (state, { unreached }) => ({
    ...state,
    round: null,
    unreached,
    traces: withRoundEndTrace(state),
    // RND-15: everyone passed; who was not reached has not.
    quietRound:
      state.round?.spoke.length === 0 && state.round.passed.length > 0 && unreached.length === 0,
  }),
};
