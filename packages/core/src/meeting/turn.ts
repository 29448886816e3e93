/**
 * One holding of the floor: offered, held, over (TRN-1, TRN-2, TRN-6), and the space that is
 * held for somebody whose connection went (RND-6, RND-7). Passing asks for no reason and
 * leaves none: what others see is that the piece moves on.
 */
import { firstRefusal, refuse } from '../kernel.ts';
import type { RefusalCode } from '../vocabulary.ts';
import type { MeetingEvent, TurnEnd } from './events.ts';
import { placed, putOff, without } from './order.ts';
import type { Asked, Evolvers, FactOf, Rules } from './rule.ts';
import { leadingFloor, taking } from './rule.ts';
import type { MeetingState, Turn } from './state.ts';
import { withPerson } from './state.ts';

const mine = ({ state, who }: Asked, as: Turn['state']): boolean =>
  state.turn?.person === who && state.turn.state === as;

const notOffered = (asked: Asked): RefusalCode | false => !mine(asked, 'offered') && 'not-offered';
const noTurn = (asked: Asked): RefusalCode | false => !mine(asked, 'held') && 'no-turn';

const ends =
  (how: TurnEnd) =>
  (_command: unknown, { state: { turn } }: Asked): MeetingEvent[] =>
    turn ? [{ type: 'TurnEnded', turn: turn.id, person: turn.person, how }] : [];

const offered = {
  may: (asked: Asked) => firstRefusal(taking(asked), notOffered(asked)),
};
const holding = {
  may: (asked: Asked) => firstRefusal(taking(asked), noTurn(asked)),
};

export const turnRules: Rules<
  'take' | 'pass' | 'later' | 'done' | 'yield' | 'set-aside' | 'wait-longer' | 'extend-offer'
> = {
  take: {
    // Taking what one holds already is safe to send twice.
    may: (asked) => firstRefusal(taking(asked), !mine(asked, 'held') && notOffered(asked)),
    decide: (_command, { state: { turn } }) =>
      turn?.state === 'offered' ? [{ type: 'TurnTaken', turn: turn.id, person: turn.person }] : [],
  },
  pass: { ...offered, decide: ends('passed') },
  later: { ...offered, decide: ends('later') },
  done: { ...holding, decide: ends('done') },
  yield: { ...holding, decide: ends('yielded') },
  'set-aside': {
    may: leadingFloor,
    decide({ who }, { state }) {
      const { turn, round } = state;
      if (turn?.person === who) {
        // Somebody who is here and speaks is not set aside; nothing displaces a holder.
        if (turn.state === 'held' && turn.frozenUntil === null) return refuse('floor-closed');
        return [{ type: 'TurnEnded', turn: turn.id, person: who, how: 'aside' }];
      }
      if (!round?.upcoming.some(({ person }) => person === who)) return refuse('unknown-person');
      return [{ type: 'SetBehind', person: who }];
    },
  },
  'wait-longer': {
    may: leadingFloor,
    decide({ seconds }, { state: { turn }, now }) {
      if (turn?.frozenUntil == null) return refuse('no-turn');
      const until = Math.max(turn.frozenUntil, now) + seconds * 1000;
      return [{ type: 'TurnFrozen', turn: turn.id, until }];
    },
  },
  'extend-offer': {
    may: leadingFloor,
    decide({ seconds }, { state: { turn }, now }) {
      if (turn?.state !== 'offered' || turn.until === null) return refuse('no-turn');
      const until = Math.max(turn.until, now) + seconds * 1000;
      return [{ type: 'OfferExtended', turn: turn.id, until }];
    },
  },
};

const change = (state: MeetingState, part: Partial<Turn>): MeetingState =>
  state.turn ? { ...state, turn: { ...state.turn, ...part } } : state;

/** What the end of a turn does to the round it belongs to. */
function afterTurn(state: MeetingState, turn: Turn, how: TurnEnd): MeetingState {
  const { round } = state;
  if (!round || turn.stage === null) return state;
  const { person, stage } = turn;
  switch (how) {
    case 'passed': // RND-3
      return stage === 2
        ? finish(state, person)
        : { ...state, round: { ...round, upcoming: placed(round.upcoming, person, 2) } };
    case 'later':
    case 'aside': {
      // RND-4; the turn that was begun is resumed when its time comes again (RND-7).
      if (stage === 2) return finish(state, person);
      const upcoming = putOff(round.upcoming, person, stage);
      const aside = turn.state === 'held' ? new Map(round.aside).set(person, turn.id) : round.aside;
      return { ...state, round: { ...round, upcoming, aside } };
    }
    case 'withdrawn':
      return {
        ...state,
        round: { ...round, upcoming: [{ person, stage }, ...without(round.upcoming, person)] },
      };
    case 'done':
    case 'yielded':
    case 'stopped':
      return finish(state, person);
  }
  how satisfies never;
}

const finish = (state: MeetingState, person: Turn['person']): MeetingState =>
  state.round
    ? { ...state, round: { ...state.round, finished: [...state.round.finished, person] } }
    : state;

function begin(
  state: MeetingState,
  { turn: id, person }: FactOf<'TurnOffered' | 'TurnTaken'>,
  as: Pick<Turn, 'state' | 'until'>,
): MeetingState {
  const { round } = state;
  const running = state.floor.mode === 'round' ? round : null;
  const stage =
    state.turn?.id === id
      ? state.turn.stage
      : (running?.upcoming.find((place) => place.person === person)?.stage ?? null);
  const turn: Turn = { id, person, stage, ...as, awaySince: null, frozenUntil: null };
  return {
    ...state,
    turn,
    round: round && {
      ...round,
      upcoming: running ? without(round.upcoming, person) : round.upcoming,
      waitsUntil: null,
    },
  };
}

export const turnEvolvers: Evolvers<
  | 'TurnOffered'
  | 'TurnTaken'
  | 'TurnEnded'
  | 'OfferExtended'
  | 'OfferedAway'
  | 'OfferedBack'
  | 'TurnFrozen'
  | 'TurnThawed'
> = {
  TurnOffered: (state, fact) => begin(state, fact, { state: 'offered', until: fact.until }),
  TurnTaken: (state, fact) => ({
    ...begin(state, fact, { state: 'held', until: null }),
    // HND-1: a hand is lowered by itself when that person gets the floor.
    hands: state.hands.filter((person) => person !== fact.person),
  }),
  TurnEnded(state, { turn: id, person, how }) {
    const { turn } = state;
    if (turn?.id !== id) return state;
    const over = afterTurn({ ...state, turn: null }, turn, how);
    if (turn.state === 'offered') return over;
    const heard = over.resonance.some((each) => each.turn === id) ? id : over.heard;
    const turns = (over.people.get(person)?.turns ?? 0) + (how === 'aside' ? 0 : 1);
    return withPerson({ ...over, heard }, person, { turns });
  },
  OfferExtended: (state, { until }) => change(state, { until }),
  OfferedAway: (state, { since }) => change(state, { awaySince: since }),
  OfferedBack: (state, { until }) => change(state, { awaySince: null, until }),
  TurnFrozen: (state, { until }) => change(state, { frozenUntil: until }),
  TurnThawed: (state) => change(state, { frozenUntil: null }),
};
