import type { PersonId } from '../vocabulary.ts';
import { withReceipt } from './outbox.ts';
import type { MeetingEvolvers } from './rule.ts';
import { withSeatWish } from './seat-queue.ts';
import type { Attendee, MeetingState } from './state.ts';
import { withAttendee } from './state.ts';

const withoutItem = <T>(list: readonly T[], item: T): readonly T[] =>
  list.includes(item) ? list.filter((each) => each !== item) : list;

/** LIM-3: the circle gets the place back of a person who was never admitted here. */
function withLinkPlaceReturned(state: MeetingState, person: PersonId): MeetingState {
  const attendee = state.people.get(person);
  if (!attendee || attendee.from !== null || attendee.known) return state;
  const outgoing = new Map(state.outgoing);
  outgoing.set(`place.${person}`, { to: 'circle', person, turnedAway: true });
  return { ...state, outgoing };
}

export const attendanceEvolvers: MeetingEvolvers<
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
      // A person who leaves and asks again counts once as a newcomer (LIM-2).
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
    };
    const seatQueue = withSeatWish(state, person, fact.wantsSeat === true);
    return { ...state, people: new Map(state.people).set(person, attendee), seatQueue };
  },
  Admitted: (state, { person }) =>
    withAttendee(state, person, { whereabouts: 'admitted', awaySince: null }),
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
      withLinkPlaceReturned(withDeparture(state, fact.person, 'turned-away'), fact.person),
      fact,
      'turn-away',
    ),
  Removed: (state, fact) =>
    withReceipt(
      withLinkPlaceReturned(withDeparture(state, fact.person, 'removed'), fact.person),
      fact,
      'remove',
    ),
  Left: (state, { person }) => withDeparture(state, person, 'left'),
  SteppedOut: (state, { person }) => withAttendee(state, person, { whereabouts: 'stepped-out' }),
  CameBack: (state, { person }) => withAttendee(state, person, { whereabouts: 'in' }),
  SeatSet: (state, { person, seat }) => ({
    ...withAttendee(state, person, { seat }),
    seatQueue: withSeatWish(state, person, false),
  }),
  LockSet: (state, { locked }) => ({ ...state, locked }),
  WaitingAway: (state, { person, since }) => withAttendee(state, person, { awaySince: since }),
  WaitingBack: (state, { person }) => withAttendee(state, person, { awaySince: null }),
  WaitingEnded: (state, { person }) =>
    withAttendee(state, person, { whereabouts: 'outside', awaySince: null }),
  JoiningPaused: (state, { at }) => ({ ...state, pausedAt: at }),
  JoiningResumed: (state, { at }) => ({ ...state, pausedAt: null, resumedAt: at }),
};

const withDeparture = (
  state: MeetingState,
  person: PersonId,
  whereabouts: 'left' | 'removed' | 'turned-away',
) => withAttendee({ ...state, hands: withoutItem(state.hands, person) }, person, { whereabouts });
