/**
 * The floor: its mode, who is given it, and the hand queue (FLR-1, FLR-2, HND-1, HND-3).
 * How a turn goes once it is offered is in turn.ts; who comes next in a round is in follow.ts.
 */
import { firstRefusal, refuse } from '../kernel.ts';
import type { PersonId, TurnId } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import { isPermutation } from './order.ts';
import type { Asked, Evolvers, Rules } from './rule.ts';
import { held, leadingFloor, taking } from './rule.ts';
import type { MeetingState } from './state.ts';

/** An offer that was not taken up goes back to where it came from. */
export const withdrawOffer = ({ turn }: MeetingState): MeetingEvent[] =>
  turn?.state === 'offered'
    ? [{ type: 'TurnEnded', turn: turn.id, person: turn.person, how: 'withdrawn' }]
    : [];

/** The turn of this round that was set aside while held is resumed, else a new one begins. */
export const turnFor = ({ state, draw }: Pick<Asked, 'state' | 'draw'>, person: PersonId): TurnId =>
  (state.floor.mode === 'round' ? state.round?.aside.get(person) : undefined) ??
  draw.id<TurnId>('t');

export const offerUntil = ({ state, now }: Pick<Asked, 'state' | 'now'>): number | null =>
  state.settings.offer === 0 ? null : now + state.settings.offer;

export const floorRules: Rules<
  'set-floor' | 'give-floor' | 'raise-hand' | 'lower-hand' | 'reorder'
> = {
  'set-floor': {
    may: leadingFloor,
    decide({ mode, slow = null, order }, { state }) {
      const { floor } = state;
      const handsOrder = order ?? floor.handsOrder;
      const pace = mode === 'open' ? slow : null;
      if (mode === floor.mode && pace === floor.slow && handsOrder === floor.handsOrder) return [];
      return [
        ...(mode === floor.mode ? [] : withdrawOffer(state)),
        { type: 'FloorSet', mode, slow: pace, handsOrder },
      ];
    },
  },
  'give-floor': {
    may: leadingFloor,
    decide({ who }, asked) {
      const { state } = asked;
      if (state.turn?.person === who) return [];
      const person = state.people.get(who);
      const refusal = firstRefusal(
        person?.mute != null && 'no-voice',
        held(asked),
        person?.whereabouts !== 'in' && 'unknown-person',
      );
      if (refusal) return refuse(refusal);
      const turn = turnFor(asked, who);
      return [
        ...withdrawOffer(state),
        state.hands.includes(who)
          ? { type: 'TurnTaken', turn, person: who }
          : { type: 'TurnOffered', turn, person: who, until: offerUntil(asked) },
      ];
    },
  },
  'raise-hand': {
    may: (asked) => firstRefusal(taking(asked), asked.me?.mute != null && 'no-voice'),
    decide: (_command, { state, who }) =>
      state.hands.includes(who) || state.turn?.person === who
        ? []
        : [{ type: 'HandRaised', person: who }],
  },
  'lower-hand': {
    may: taking,
    decide({ who: other }, { state, who, standing }) {
      const person = other ?? who;
      if (person !== who && standing?.role !== 'facilitator') return refuse('not-facilitator');
      if (!state.people.has(person)) return refuse('unknown-person');
      return state.hands.includes(person) ? [{ type: 'HandLowered', person }] : [];
    },
  },
  reorder: {
    may: leadingFloor,
    decide({ order }, { state }) {
      const { round, hands } = state;
      const present = round ? round.upcoming.map(({ person }) => person) : hands;
      if (!isPermutation(order, present)) return refuse('bad-order');
      if (order.every((person, i) => person === present[i])) return [];
      if (!round) return [{ type: 'HandsReordered', order }];
      const places = new Map(round.upcoming.map((place) => [place.person, place]));
      return [{ type: 'OrderSet', upcoming: order.flatMap((person) => places.get(person) ?? []) }];
    },
  },
};

export const floorEvolvers: Evolvers<'FloorSet' | 'HandRaised' | 'HandLowered' | 'HandsReordered'> =
  {
    FloorSet(state, { mode, slow, handsOrder }) {
      const floor = { mode, slow, handsOrder };
      if (mode === state.floor.mode) return { ...state, floor };
      // FLR-2: an unfinished turn is kept with its mode and comes back with it.
      const kept = new Map(state.kept);
      if (state.turn?.state === 'held') {
        kept.set(state.floor.mode, { ...state.turn, frozenUntil: null });
      }
      const turn = kept.get(mode) ?? null;
      kept.delete(mode);
      return {
        ...state,
        floor,
        turn,
        kept,
        round: state.round && { ...state.round, waitsUntil: null },
      };
    },
    HandRaised: (state, { person }) => ({ ...state, hands: [...state.hands, person] }),
    HandLowered: (state, { person }) => ({
      ...state,
      hands: state.hands.filter((each) => each !== person),
    }),
    HandsReordered: (state, { order }) => ({ ...state, hands: order }),
  };
