/**
 * Coming and going: asking in at the threshold, being let in, entering between turns,
 * stepping out, leaving, being removed (PHA-1, PHA-2, RND-2, RND-9, RND-10, VOI-7).
 * Who is connected is not known here; presence comes in as an argument where a rule needs it.
 */
import type { Refusal } from '../kernel.ts';
import { firstRefusal, refuse } from '../kernel.ts';
import { excessOf } from '../measure.ts';
import { unfitText } from '../text.ts';
import type { PersonId, RefusalCode, Seat } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import { withdrawOffer } from './floor.ts';
import { withReceipt } from './outgoing.ts';
import { isNewByShared, isTurnedAwayWithAll, paused, pauses } from './raid.ts';
import type { Asked, Evolvers, Rules } from './rule.ts';
import { closed, elsewhere, excluded, leading, notHere, receipted } from './rule.ts';
import { fitting, seatsLeft, waitingIn } from './seats.ts';
import type { Attendee, MeetingState } from './state.ts';
import { linkSlot, nameSlot, withPerson } from './state.ts';

const without = <T>(list: readonly T[], item: T): readonly T[] =>
  list.includes(item) ? list.filter((each) => each !== item) : list;

/** Not in any more, and free to ask again. */
const hasGone = ({ whereabouts }: Attendee): boolean =>
  whereabouts === 'left' || whereabouts === 'outside';

/** Removed or turned away: not for this meeting. */
const isOut = (me: Attendee | null): boolean =>
  me?.whereabouts === 'removed' || me?.whereabouts === 'turned-away';

export const outOfIt = ({ me }: Asked): RefusalCode | false => isOut(me) && 'not-here';

/** Who listens from now on is offered nothing; a turn that is held goes on to its end. */
function leavesOrder(asked: Asked): MeetingEvent[] {
  const { state, who: person } = asked;
  const { turn, round } = state;
  const offered = turn?.state === 'offered' && turn.person === person;
  const places = offered ? turn.stage !== null : round?.upcoming.some((p) => p.person === person);
  return [
    ...(offered ? withdrawOffer(asked) : []),
    ...(places ? [{ type: 'LeftOrder', person } as const] : []),
  ];
}

/** At the threshold: known to facilitators, sees nothing that is said. */
function asksIn({ standing, now, who }: Asked, seat: Seat, firstTime: boolean): MeetingEvent[] {
  if (!standing) return [];
  const { role, link, name, known, newcomer, came, likeness, mutedUntil } = standing;
  const shared = isNewByShared({ standing }) ? ({ shared: true } as const) : {};
  return [
    {
      type: 'AskedIn',
      person: who,
      role,
      seat,
      known,
      firstTime,
      at: now,
      ...shared,
      ...(newcomer ? { newcomer } : {}),
      ...(came === undefined ? {} : { came }),
      ...(likeness ? { likeness } : {}),
      ...(mutedUntil === undefined ? {} : { mutedUntil }),
      words: { [nameSlot(who)]: name, [linkSlot(who)]: link },
    },
  ];
}

/** Facilitators enter without being admitted (PHA-2). */
export const enters = (asked: Asked, seat: Seat, firstTime: boolean): MeetingEvent[] => [
  ...asksIn(asked, seat, firstTime),
  { type: 'Entered', person: asked.who },
];

/**
 * Whom `turn-away` means, without those who were turned away before. Somebody of a list who
 * waits no longer is left out; with nobody left it is `unknown-person`.
 */
function turnedAway(
  { people }: MeetingState,
  who: PersonId | readonly PersonId[] | 'all',
): readonly PersonId[] | Refusal {
  if (who === 'all') {
    const all = [...people.values()].filter(isTurnedAwayWithAll).map(({ id }) => id);
    return all.length > 0 ? all : refuse('unknown-person');
  }
  const named = [...new Set(typeof who === 'string' ? [who] : who)];
  const at = (person: PersonId) => people.get(person)?.whereabouts;
  if (named.every((person) => at(person) === 'turned-away')) return [];
  const waiting = named.filter((person) => at(person) === 'waiting');
  return waiting.length > 0 ? waiting : refuse('unknown-person');
}

/** LIM-3: the circle is told of whoever was let into nothing here. */
function givesPlaceBack(state: MeetingState, person: PersonId): MeetingState {
  const attendee = state.people.get(person);
  if (!attendee || attendee.from !== null || attendee.known) return state;
  const outgoing = new Map(state.outgoing);
  outgoing.set(`place.${person}`, { to: 'circle', person, turnedAway: true });
  return { ...state, outgoing };
}

const admitsAlone = ({ state, standing, me }: Asked): boolean =>
  me?.from != null || // Who was in before comes back by themselves.
  state.settings.admit === 'everyone' ||
  (state.settings.admit === 'members' && standing?.known === true);

/** A participant who asked in, also one who was removed or turned away since. */
export const everAsked = (state: MeetingState, who: PersonId): Attendee | Refusal => {
  const person = state.people.get(who);
  if (!person) return refuse('unknown-person');
  return person.role === 'facilitator' ? refuse('not-yours') : person;
};

/** Somebody a facilitator may act upon within this meeting. */
export const participant = (state: MeetingState, who: PersonId): Attendee | Refusal =>
  isOut(state.people.get(who) ?? null) ? refuse('unknown-person') : everAsked(state, who);

/** In the meeting, stepped out or not. */
const withinReach = (asked: Asked) =>
  firstRefusal(
    closed(asked),
    asked.me?.whereabouts !== 'stepped-out' && notHere(asked),
    elsewhere(asked),
  );

export const attendanceRules: Rules<
  | 'join'
  | 'leave'
  | 'step-out'
  | 'come-back'
  | 'set-seat'
  | 'admit'
  | 'turn-away'
  | 'remove'
  | 'lock'
  | 'unlock'
> = {
  join: {
    may: (asked) => {
      const { state, me, standing, facilitates } = asked;
      return firstRefusal(
        closed(asked),
        state.phase === 'scheduled' && !facilitates && 'not-open-yet',
        excluded(asked),
        (standing === null || isOut(me)) && 'not-here',
        state.locked && !facilitates && me?.from == null && 'locked',
        paused(asked),
        elsewhere(asked),
      );
    },
    decide({ seat, firstTime = false }, asked) {
      const { state, me, who } = asked;
      if (me && me.whereabouts !== 'left' && me.whereabouts !== 'outside') return [];
      if (asked.facilitates) return enters(asked, seat, false);
      if (seat === 'sharer' && seatsLeft(state, who) === 0) return refuse('full');
      return [
        ...asksIn(asked, seat, firstTime),
        ...pauses(asked),
        ...(admitsAlone(asked) ? [{ type: 'Admitted', person: who } as const] : []),
      ];
    },
  },
  leave: {
    // Also when it is over: whoever wants to go goes.
    may: ({ me }) => (!me || isOut(me) || me.whereabouts === 'outside' ? 'not-here' : null),
    decide: (_command, { who, me }) =>
      me?.whereabouts === 'left' ? [] : [{ type: 'Left', person: who }],
  },
  'step-out': {
    may: withinReach,
    decide: (_command, { who, me }) =>
      me?.whereabouts === 'stepped-out' ? [] : [{ type: 'SteppedOut', person: who }],
  },
  'come-back': {
    may: withinReach,
    decide: (_command, { who, me }) =>
      me?.whereabouts === 'in' ? [] : [{ type: 'CameBack', person: who }],
  },
  'set-seat': {
    may: (asked) =>
      firstRefusal(
        closed(asked),
        (!asked.me || isOut(asked.me) || hasGone(asked.me)) && 'not-here',
        elsewhere(asked),
      ),
    decide({ seat }, asked) {
      const { state, who, me } = asked;
      if (me?.seat === seat) return [];
      if (seat === 'sharer' && seatsLeft(state, who) === 0) return refuse('full');
      const leaves = seat === 'listener' ? leavesOrder(asked) : [];
      return [{ type: 'SeatSet', person: who, seat }, ...leaves];
    },
  },
  admit: {
    may: leading,
    decide({ who }, { state }) {
      const person = who === 'all' ? null : state.people.get(who);
      if (person === undefined || isOut(person)) return refuse('unknown-person');
      if (person?.whereabouts === 'outside') return refuse('unknown-person');
      const waiting = waitingIn(state).filter(({ id }) => who === 'all' || id === who);
      // LIM-1: nobody is let in to find their seat taken; the others go on waiting.
      const fit = fitting(state, waiting);
      if (waiting.length > 0 && fit.length === 0) return refuse('full');
      return fit.map(({ id }) => ({ type: 'Admitted', person: id }));
    },
  },
  'turn-away': {
    may: leading,
    decide(command, asked) {
      const { who, reason, note = '' } = command;
      const meant = turnedAway(asked.state, who);
      if ('refused' in meant) return meant;
      if (excessOf(note) > 0) return refuse('too-long');
      return meant.map((person) => {
        const { receipt, words } = receipted(asked, { reason, note });
        return { type: 'TurnedAway', person, ...receipt, words };
      });
    },
  },
  remove: {
    may: leading,
    decide(command, asked) {
      const { state } = asked;
      if (state.people.get(command.who)?.whereabouts === 'removed') return [];
      const person = participant(state, command.who);
      if ('refused' in person) return person;
      const unfitting = unfitText(command.note);
      if (unfitting) return refuse(unfitting);
      const { receipt, words } = receipted(asked, command);
      return [{ type: 'Removed', person: command.who, ...receipt, words }];
    },
  },
  lock: {
    may: leading,
    decide: (_command, { state }) => (state.locked ? [] : [{ type: 'LockSet', locked: true }]),
  },
  unlock: {
    may: leading,
    /** Goes on after a pause too: whoever is held back may come (LIM-2). */
    decide: (_command, { state, now }) => [
      ...(state.locked ? [{ type: 'LockSet', locked: false } as const] : []),
      ...(state.pausedAt === null ? [] : [{ type: 'JoiningResumed', at: now } as const]),
    ],
  },
};

export const attendanceEvolvers: Evolvers<
  | 'AskedIn'
  | 'Admitted'
  | 'Entered'
  | 'TurnedAway'
  | 'Removed'
  | 'Left'
  | 'SteppedOut'
  | 'CameBack'
  | 'SeatSet'
  | 'LockSet'
  | 'WaitingAway'
  | 'WaitingBack'
  | 'WaitingEnded'
  | 'JoiningPaused'
  | 'JoiningResumed'
> = {
  AskedIn(state, fact) {
    const { person, role, seat, known, firstTime, at, came, likeness, mutedUntil } = fact;
    const { shared = false } = fact;
    const before = state.people.get(person);
    const attendee: Attendee = {
      id: person,
      // FAC-3: who accepted to stand in does so for the whole of this meeting.
      role: before?.role === 'facilitator' ? 'facilitator' : role,
      seat,
      known,
      firstTime,
      before: known,
      ...(came === undefined ? {} : { came }),
      ...(likeness ? { likeness } : {}),
      whereabouts: 'waiting',
      // Leaving and asking again is the same asking: it makes nobody another newcomer (LIM-2).
      since: before?.since ?? at,
      awaySince: null,
      shared,
      from: before?.from ?? null,
      ...(before?.tracesFrom === undefined ? {} : { tracesFrom: before.tracesFrom }),
      // What came along counts once: a mute that was lifted here does not come back with them.
      mute: before
        ? before.mute
        : mutedUntil === undefined
          ? null
          : { until: mutedUntil, resonance: false },
      warned: before?.warned ?? false,
      excluded: before?.excluded ?? false,
      barred: before?.barred ?? null,
      newcomer: before?.newcomer ?? (fact.newcomer || !known),
      hidden: before?.hidden ?? [],
      turns: before?.turns ?? 0,
      count: before?.count ?? 0,
      lastSaid: before?.lastSaid ?? null,
    };
    return { ...state, people: new Map(state.people).set(person, attendee) };
  },
  Admitted: (state, { person }) =>
    withPerson(state, person, { whereabouts: 'admitted', awaySince: null }),
  Entered(state, { person }) {
    const attendee = state.people.get(person);
    if (!attendee) return state;
    // People stand in the order of their entering, so one who enters is always the last.
    const people = new Map(state.people);
    people.delete(person);
    const from = attendee.from ?? state.messages.length;
    const tracesFrom = attendee.tracesFrom ?? state.traces.length;
    people.set(person, { ...attendee, whereabouts: 'in', known: true, from, tracesFrom });
    if (attendee.known) return { ...state, people };
    const outgoing = new Map(state.outgoing);
    outgoing.set(`known.${person}`, {
      to: 'circle',
      person,
      known: true,
      ...(attendee.newcomer && { newcomer: true as const }),
    });
    return { ...state, people, outgoing };
  },
  TurnedAway: (state, fact) =>
    withReceipt(
      givesPlaceBack(gone(state, fact.person, 'turned-away'), fact.person),
      fact,
      'turn-away',
    ),
  Removed: (state, fact) =>
    withReceipt(givesPlaceBack(gone(state, fact.person, 'removed'), fact.person), fact, 'remove'),
  Left: (state, { person }) => gone(state, person, 'left'),
  SteppedOut: (state, { person }) => withPerson(state, person, { whereabouts: 'stepped-out' }),
  CameBack: (state, { person }) => withPerson(state, person, { whereabouts: 'in' }),
  SeatSet: (state, { person, seat }) => withPerson(state, person, { seat }),
  LockSet: (state, { locked }) => ({ ...state, locked }),
  WaitingAway: (state, { person, since }) => withPerson(state, person, { awaySince: since }),
  WaitingBack: (state, { person }) => withPerson(state, person, { awaySince: null }),
  WaitingEnded: (state, { person }) =>
    withPerson(state, person, { whereabouts: 'outside', awaySince: null }),
  JoiningPaused: (state, { at }) => ({ ...state, pausedAt: at }),
  JoiningResumed: (state, { at }) => ({ ...state, pausedAt: null, resumedAt: at }),
};

const gone = (
  state: MeetingState,
  person: PersonId,
  whereabouts: 'left' | 'removed' | 'turned-away',
) => withPerson({ ...state, hands: without(state.hands, person) }, person, { whereabouts });
