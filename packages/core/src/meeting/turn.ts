/**
 * One holding of the floor: offered, held, over (TRN-1, TRN-2, TRN-6), and the space that is
 * held for somebody whose connection went (RND-6, RND-7). Passing asks for no reason and
 * leaves none: what others see is that the piece moves on.
 */
import type { Refusal } from '../kernel.ts';
import { firstRefusal, isRefusal, refuse } from '../kernel.ts';
import { unfitText } from '../text.ts';
import type { PersonId, RefusalCode, TurnId } from '../vocabulary.ts';
import type { MeetingEvent, TurnEnd } from './events.ts';
import { asksResponses, turnFor } from './floor.ts';
import { placed, putOff, without } from './order.ts';
import { withReceipt } from './outgoing.ts';
import type { Asked, Evolvers, FactOf, Rules } from './rule.ts';
import { leadingFloor, receipted, taking } from './rule.ts';
import type { MeetingState, Round, Stage, Turn } from './state.ts';
import { withPerson } from './state.ts';
import { hasFinished } from './succession.ts';
import { paused } from './time.ts';

const mine = ({ state, who }: Asked, as: Turn['state']): boolean =>
  state.turn?.person === who && state.turn.state === as;

const notOffered = (asked: Asked): RefusalCode | false => !mine(asked, 'offered') && 'not-offered';
const noTurn = (asked: Asked): RefusalCode | false => !mine(asked, 'held') && 'no-turn';

/** Who may take the piece from the centre: not twice in a row while somebody else waits. */
function atCentre({ state, who, me }: Asked): RefusalCode | null {
  const { turn, hands, lastHolder, people } = state;
  // Offered by a facilitator, it is theirs to take as anywhere else.
  if (turn) return turn.person === who ? null : 'not-offered';
  const others = hands.some((person) => person !== who && people.get(person)?.whereabouts === 'in');
  return firstRefusal(
    (me?.mute != null || me?.seat === 'listener') && 'no-voice',
    lastHolder === who && others && 'not-offered',
  );
}

/** It was meant for another turn than the one that is now (TXT-5). */
const ofAnother = ({ turn }: { readonly turn?: TurnId }, { state }: Asked): boolean =>
  turn !== undefined && state.turn?.id !== turn;

const ends =
  (how: TurnEnd) =>
  (command: { readonly turn?: TurnId }, asked: Asked): MeetingEvent[] | Refusal => {
    const {
      state: { turn },
      now,
    } = asked;
    if (ofAnother(command, asked)) return refuse('stale');
    return turn ? [{ type: 'TurnEnded', turn: turn.id, person: turn.person, how, at: now }] : [];
  };

const offered = {
  may: (asked: Asked) => firstRefusal(taking(asked), notOffered(asked)),
};
const holding = {
  may: (asked: Asked) => firstRefusal(taking(asked), noTurn(asked)),
};

export const turnRules: Rules<
  | 'take'
  | 'pass'
  | 'later'
  | 'done'
  | 'yield'
  | 'set-ask'
  | 'stop-turn'
  | 'set-aside'
  | 'wait-longer'
  | 'extend-offer'
> = {
  take: {
    // Taking what one holds already is safe to send twice.
    may: (asked) =>
      firstRefusal(
        taking(asked),
        !mine(asked, 'held') &&
          (asked.state.floor.mode === 'centre' ? atCentre(asked) : notOffered(asked)),
      ),
    decide(command, asked) {
      const { state, who, now } = asked;
      if (ofAnother(command, asked)) return refuse('stale');
      if (state.turn?.state === 'held') return [];
      const turn = state.turn?.id ?? turnFor(asked, who);
      return [{ type: 'TurnTaken', turn, person: who, at: now }];
    },
  },
  pass: { ...offered, decide: ends('passed') },
  later: { ...offered, decide: ends('later') },
  done: {
    ...holding,
    decide(command, asked) {
      const { state } = asked;
      const { turn, floor } = state;
      const ended = ends('done')(command, asked);
      if (isRefusal(ended) || !turn || turn.ask === 'listen' || floor.mode === 'open') return ended;
      const about = { turn: turn.id, to: turn.person, ask: turn.ask };
      return [...ended, ...asksResponses(asked, about)];
    },
  },
  'set-ask': {
    ...holding,
    decide(command, asked) {
      const { turn } = asked.state;
      const { ask } = command;
      if (ofAnother(command, asked)) return refuse('stale');
      return !turn || turn.ask === ask ? [] : [{ type: 'AskSet', turn: turn.id, ask }];
    },
  },
  'stop-turn': {
    may: leadingFloor,
    decide(command, asked) {
      const { turn } = asked.state;
      if (turn?.person !== command.who || turn.state !== 'held') return refuse('no-turn');
      const wrong = unfitText(command.note);
      if (wrong) return refuse(wrong);
      const { receipt, words } = receipted(asked, { reason: 'pace', note: command.note });
      return [
        { type: 'TurnStopped', person: turn.person, ...receipt, words },
        { type: 'TurnEnded', turn: turn.id, person: turn.person, how: 'stopped', at: asked.now },
      ];
    },
  },
  yield: { ...holding, decide: ends('yielded') },
  'set-aside': {
    may: leadingFloor,
    decide({ who }, { state, now }) {
      const { turn, round } = state;
      if (turn?.person === who) {
        // Somebody who is here and speaks is not set aside; nothing displaces a holder.
        if (turn.state === 'held' && turn.frozenUntil === null) return refuse('floor-closed');
        return [{ type: 'TurnEnded', turn: turn.id, person: who, how: 'aside', at: now }];
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
      return [{ type: 'TurnFrozen', turn: turn.id, until, at: now }];
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

const add = <T>(list: readonly T[], item: T): readonly T[] =>
  list.includes(item) ? list : [...list, item];

/** What the end of a turn does to the round it belongs to. */
function afterTurn(state: MeetingState, turn: Turn, how: TurnEnd): MeetingState {
  const { round } = state;
  if (!round || turn.stage === null) return state;
  const { person, stage } = turn;
  switch (how) {
    case 'passed': // RND-3
      return pass(state, round, person, stage);
    case 'later':
    case 'aside': {
      // RND-4; the turn that was begun is resumed when its time comes again (RND-7).
      if (stage === 2) return finish(state, person);
      const upcoming = putOff(round.upcoming, person, stage);
      const aside = turn.state === 'held' ? new Map(round.aside).set(person, turn) : round.aside;
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
      return finish({ ...state, round: { ...round, spoke: add(round.spoke, person) } }, person);
  }
  how satisfies never;
}

function pass(state: MeetingState, before: Round, person: PersonId, stage: Stage): MeetingState {
  const round = { ...before, passed: add(before.passed, person) };
  if (stage === 2) return finish({ ...state, round }, person);
  return { ...state, round: { ...round, upcoming: placed(round.upcoming, person, 2) } };
}

const finish = (state: MeetingState, person: Turn['person']): MeetingState =>
  state.round
    ? { ...state, round: { ...state.round, finished: [...state.round.finished, person] } }
    : state;

function begin(
  state: MeetingState,
  { turn: id, person }: FactOf<'TurnOffered' | 'TurnTaken'>,
  as: Pick<Turn, 'state' | 'until' | 'runningSince' | 'offeredAt'>,
): MeetingState {
  const { round } = state;
  const running = state.floor.mode === 'round' ? round : null;
  const stage =
    state.turn?.id === id
      ? state.turn.stage
      : (running?.upcoming.find((place) => place.person === person)?.stage ?? null);
  // RND-7: what was set aside while held goes on with the time left.
  const resumed = running?.aside.get(person);
  const { used = 0, noted = 0, ask = 'listen' } = resumed?.id === id ? resumed : {};
  const turn: Turn = {
    ...{ id, person, stage, used, noted, ask, ...as },
    ...{ awaySince: null, frozenUntil: null },
  };
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
  | 'OfferHidden'
  | 'OfferShown'
  | 'OfferedAway'
  | 'OfferedBack'
  | 'TurnFrozen'
  | 'TurnThawed'
  | 'AskSet'
  | 'TurnNoted'
  | 'TurnStopped'
> = {
  TurnOffered: (state, fact) =>
    begin(state, fact, {
      ...{ state: 'offered', until: fact.until, runningSince: null },
      ...(fact.at === undefined ? {} : { offeredAt: fact.at }),
    }),
  TurnTaken: (state, fact) => ({
    ...begin(state, fact, { state: 'held', until: null, runningSince: fact.at }),
    // HND-1: a hand is lowered by itself when that person gets the floor.
    hands: state.hands.filter((person) => person !== fact.person),
  }),
  TurnEnded(state, { turn: id, person, how, at }) {
    const { turn } = state;
    if (turn?.id !== id) return state;
    const passed = afterTurn({ ...state, turn: null }, paused(turn, at), how);
    if (turn.state === 'offered') return passed;
    const over = hasFinished(passed);
    const heard = over.resonance.some((each) => each.turn === id) ? id : over.heard;
    const turns = (over.people.get(person)?.turns ?? 0) + (how === 'aside' ? 0 : 1);
    const lastTurn = how === 'done' ? { turn: id, to: person, ask: turn.ask } : over.lastTurn;
    return withPerson({ ...over, heard, lastTurn, lastHolder: person }, person, { turns });
  },
  OfferExtended: (state, { until }) => change(state, { until }),
  OfferHidden: (state, { until }) => change(state, { until, hidden: 'now' }),
  OfferShown: (state, { until }) => change(state, { until, hidden: 'before' }),
  OfferedAway: (state, { since }) => change(state, { awaySince: since }),
  OfferedBack(state, { until }) {
    if (!state.turn) return state;
    const { hidden: _, ...turn } = state.turn;
    return { ...state, turn: { ...turn, awaySince: null, until } };
  },
  TurnFrozen: (state, { until, at }) =>
    state.turn ? { ...state, turn: { ...paused(state.turn, at), frozenUntil: until } } : state,
  TurnThawed: (state, { at }) => change(state, { frozenUntil: null, runningSince: at }),
  AskSet: (state, { ask }) => change(state, { ask }),
  TurnNoted: (state, { share }) => change(state, { noted: share }),
  TurnStopped: (state, fact) => withReceipt(state, fact, 'stop'),
};
