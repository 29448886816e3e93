/**
 * One holding of the floor: offered, held, over (TRN-1, TRN-2, TRN-6), and the space that is
 * held for a holder whose connection is lost (RND-6, RND-7). Passing asks for no reason and
 * leaves none: what others see is that the piece moves on.
 */
import type { Refusal } from '../kernel.ts';
import { firstRefusal, isRefusal, refuse } from '../kernel.ts';
import { textRefusal } from '../text.ts';
import type { PersonId, RefusalCode, TurnId } from '../vocabulary.ts';
import type { MeetingEvent, TurnEnd } from './events.ts';
import { beginResponses, turnIdFor } from './floor.ts';
import { withHolderFinished } from './lead.ts';
import { withReceipt } from './outbox.ts';
import type { MeetingEvolvers, MeetingFact, MeetingRuleContext, MeetingRules } from './rule.ts';
import { createReceipt, floorFacilitatorGuard, participantGuard } from './rule.ts';
import { placeInOrder, postpone, withoutPerson } from './speaking-order.ts';
import type { MeetingState, OrderTier, Round, Turn } from './state.ts';
import { withAttendee } from './state.ts';
import { withClockStopped } from './turn-clock.ts';

const isOwnTurn = ({ state, who }: MeetingRuleContext, as: Turn['state']): boolean =>
  state.turn?.person === who && state.turn.state === as;

const notOffered = (asked: MeetingRuleContext): RefusalCode | false =>
  !isOwnTurn(asked, 'offered') && 'not-offered';
const noTurn = (asked: MeetingRuleContext): RefusalCode | false =>
  !isOwnTurn(asked, 'held') && 'no-turn';

/** Who may take the piece from the centre: not twice in a row while another person waits. */
function centreGuard({ state, who, me }: MeetingRuleContext): RefusalCode | null {
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
const isOtherTurn = (
  { turn }: { readonly turn?: TurnId },
  { state }: MeetingRuleContext,
): boolean => turn !== undefined && state.turn?.id !== turn;

const endTurn =
  (how: TurnEnd) =>
  (command: { readonly turn?: TurnId }, asked: MeetingRuleContext): MeetingEvent[] | Refusal => {
    const {
      state: { turn },
      now,
    } = asked;
    if (isOtherTurn(command, asked)) return refuse('stale');
    return turn ? [{ type: 'TurnEnded', turn: turn.id, person: turn.person, how, at: now }] : [];
  };

const whenOffered = {
  may: (asked: MeetingRuleContext) => firstRefusal(participantGuard(asked), notOffered(asked)),
};
const whenHolding = {
  may: (asked: MeetingRuleContext) => firstRefusal(participantGuard(asked), noTurn(asked)),
};

export const turnRules: MeetingRules<
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
        participantGuard(asked),
        !isOwnTurn(asked, 'held') &&
          (asked.state.floor.mode === 'centre' ? centreGuard(asked) : notOffered(asked)),
      ),
    decide(command, asked) {
      const { state, who, now } = asked;
      if (isOtherTurn(command, asked)) return refuse('stale');
      if (state.turn?.state === 'held') return [];
      const turn = state.turn?.id ?? turnIdFor(asked, who);
      return [{ type: 'TurnTaken', turn, person: who, at: now }];
    },
  },
  pass: { ...whenOffered, decide: endTurn('passed') },
  later: { ...whenOffered, decide: endTurn('later') },
  done: {
    ...whenHolding,
    decide(command, asked) {
      const { state } = asked;
      const { turn, floor } = state;
      const ended = endTurn('done')(command, asked);
      if (isRefusal(ended) || !turn || turn.ask === 'listen' || floor.mode === 'open') return ended;
      const about = { turn: turn.id, to: turn.person, ask: turn.ask };
      return [...ended, ...beginResponses(asked, about)];
    },
  },
  'set-ask': {
    ...whenHolding,
    decide(command, asked) {
      const { turn } = asked.state;
      const { ask } = command;
      if (isOtherTurn(command, asked)) return refuse('stale');
      return !turn || turn.ask === ask ? [] : [{ type: 'AskSet', turn: turn.id, ask }];
    },
  },
  'stop-turn': {
    may: floorFacilitatorGuard,
    decide(command, asked) {
      const { turn } = asked.state;
      if (turn?.person !== command.who || turn.state !== 'held') return refuse('no-turn');
      const wrong = textRefusal(command.note);
      if (wrong) return refuse(wrong);
      const { receipt, words } = createReceipt(asked, { reason: 'pace', note: command.note });
      return [
        { type: 'TurnStopped', person: turn.person, ...receipt, words },
        { type: 'TurnEnded', turn: turn.id, person: turn.person, how: 'stopped', at: asked.now },
      ];
    },
  },
  yield: { ...whenHolding, decide: endTurn('yielded') },
  'set-aside': {
    may: floorFacilitatorGuard,
    decide({ who }, { state, now }) {
      const { turn, round } = state;
      if (turn?.person === who) {
        // A connected holder is not set aside; nothing displaces a holder.
        if (turn.state === 'held' && turn.frozenUntil === null) return refuse('floor-closed');
        return [{ type: 'TurnEnded', turn: turn.id, person: who, how: 'aside', at: now }];
      }
      if (!round?.upcoming.some(({ person }) => person === who)) return refuse('unknown-person');
      return [{ type: 'SetBehind', person: who }];
    },
  },
  'wait-longer': {
    may: floorFacilitatorGuard,
    decide({ seconds }, { state: { turn }, now }) {
      if (turn?.frozenUntil == null) return refuse('no-turn');
      const until = Math.max(turn.frozenUntil, now) + seconds * 1000;
      return [{ type: 'TurnFrozen', turn: turn.id, until, at: now }];
    },
  },
  'extend-offer': {
    may: floorFacilitatorGuard,
    decide({ seconds }, { state: { turn }, now }) {
      if (turn?.state !== 'offered' || turn.until === null) return refuse('no-turn');
      const until = Math.max(turn.until, now) + seconds * 1000;
      return [{ type: 'OfferExtended', turn: turn.id, until }];
    },
  },
};

const withTurn = (state: MeetingState, part: Partial<Turn>): MeetingState =>
  state.turn ? { ...state, turn: { ...state.turn, ...part } } : state;

const addOnce = <T>(list: readonly T[], item: T): readonly T[] =>
  list.includes(item) ? list : [...list, item];

/** What the end of a turn does to the round it belongs to. */
function withRoundAfterTurn(state: MeetingState, turn: Turn, how: TurnEnd): MeetingState {
  const { round } = state;
  if (!round || turn.stage === null) return state;
  const { person, stage } = turn;
  switch (how) {
    case 'passed': // RND-3
      return withPassInRound(state, round, person, stage);
    case 'later':
    case 'aside': {
      // RND-4; the turn that was begun is resumed when its time comes again (RND-7).
      if (stage === 2) return finishPlace(state, person);
      const upcoming = postpone(round.upcoming, person, stage);
      const aside = turn.state === 'held' ? new Map(round.aside).set(person, turn) : round.aside;
      return { ...state, round: { ...round, upcoming, aside } };
    }
    case 'withdrawn':
      return {
        ...state,
        round: {
          ...round,
          upcoming: [{ person, stage }, ...withoutPerson(round.upcoming, person)],
        },
      };
    case 'done':
    case 'yielded':
    case 'stopped':
      return finishPlace(
        { ...state, round: { ...round, spoke: addOnce(round.spoke, person) } },
        person,
      );
  }
  how satisfies never;
}

function withPassInRound(
  state: MeetingState,
  before: Round,
  person: PersonId,
  stage: OrderTier,
): MeetingState {
  const round = { ...before, passed: addOnce(before.passed, person) };
  if (stage === 2) return finishPlace({ ...state, round }, person);
  return { ...state, round: { ...round, upcoming: placeInOrder(round.upcoming, person, 2) } };
}

const finishPlace = (state: MeetingState, person: Turn['person']): MeetingState =>
  state.round
    ? { ...state, round: { ...state.round, finished: [...state.round.finished, person] } }
    : state;

function withTurnBegun(
  state: MeetingState,
  { turn: id, person }: Extract<MeetingFact, { type: 'TurnOffered' | 'TurnTaken' }>,
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
      upcoming: running ? withoutPerson(round.upcoming, person) : round.upcoming,
      waitsUntil: null,
    },
  };
}

export const turnEvolvers: MeetingEvolvers<
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
    withTurnBegun(state, fact, {
      ...{ state: 'offered', until: fact.until, runningSince: null },
      ...(fact.at === undefined ? {} : { offeredAt: fact.at }),
    }),
  TurnTaken: (state, fact) => ({
    ...withTurnBegun(state, fact, { state: 'held', until: null, runningSince: fact.at }),
    // HND-1: a hand is lowered by itself when that person gets the floor.
    hands: state.hands.filter((person) => person !== fact.person),
  }),
  TurnEnded(state, { turn: id, person, how, at }) {
    const { turn } = state;
    if (turn?.id !== id) return state;
    const passed = withRoundAfterTurn({ ...state, turn: null }, withClockStopped(turn, at), how);
    if (turn.state === 'offered') return passed;
    const over = withHolderFinished(passed);
    const heard = over.resonance.indexOf(id) >= 0 ? id : over.heard;
    const turns = (over.people.get(person)?.turns ?? 0) + (how === 'aside' ? 0 : 1);
    const lastTurn = how === 'done' ? { turn: id, to: person, ask: turn.ask } : over.lastTurn;
    return withAttendee({ ...over, heard, lastTurn, lastHolder: person }, person, { turns });
  },
  OfferExtended: (state, { until }) => withTurn(state, { until }),
  OfferHidden: (state, { until }) => withTurn(state, { until, hidden: 'now' }),
  OfferShown: (state, { until }) => withTurn(state, { until, hidden: 'before' }),
  OfferedAway: (state, { since }) => withTurn(state, { awaySince: since }),
  OfferedBack(state, { until }) {
    if (!state.turn) return state;
    const { hidden: _, ...turn } = state.turn;
    return { ...state, turn: { ...turn, awaySince: null, until } };
  },
  TurnFrozen: (state, { until, at }) =>
    state.turn
      ? { ...state, turn: { ...withClockStopped(state.turn, at), frozenUntil: until } }
      : state,
  TurnThawed: (state, { at }) => withTurn(state, { frozenUntil: null, runningSince: at }),
  AskSet: (state, { ask }) => withTurn(state, { ask }),
  TurnNoted: (state, { share }) => withTurn(state, { noted: share }),
  TurnStopped: (state, fact) => withReceipt(state, fact, 'stop'),
};
