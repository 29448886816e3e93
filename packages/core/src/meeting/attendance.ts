/**
 * Coming and going: asking in at the threshold, being let in, entering between turns,
 * stepping out, leaving, being removed (PHA-1, PHA-2, RND-2, RND-9, RND-10, VOI-7).
 * Connections are not known here; a rule that needs presence gets it as an argument.
 */
import type { Refusal } from '../kernel.ts';
import { firstRefusal, refuse } from '../kernel.ts';
import { excessLength } from '../measure.ts';
import { textRefusal } from '../text.ts';
import type { PersonId, RefusalCode, Seat } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import { withdrawOffer } from './floor.ts';
import {
  isNewcomerBySharedLink,
  isTurnedAwayWithAll,
  joiningPausedGuard,
  pauseJoining,
} from './joining-pause.ts';
import type { MeetingRuleContext, MeetingRules } from './rule.ts';
import {
  closedGuard,
  createReceipt,
  excludedGuard,
  facilitatorGuard,
  notHereGuard,
  writesElsewhereGuard,
} from './rule.ts';
import { hasSeatList, listensFirst } from './seat-queue.ts';
import { admissible, seatsLeft } from './seats.ts';
import type { Attendee, MeetingState } from './state.ts';
import { personLinkSlot, personNameSlot, waitingAttendees } from './state.ts';

/** Not in any more, and free to ask again. */
const hasLeft = ({ whereabouts }: Attendee): boolean =>
  whereabouts === 'left' || whereabouts === 'outside';

/** Removed or turned away: not for this meeting. */
const isRemovedOrTurnedAway = (me: Attendee | null): boolean =>
  me?.whereabouts === 'removed' || me?.whereabouts === 'turned-away';

export const removedGuard = ({ me }: MeetingRuleContext): RefusalCode | false =>
  isRemovedOrTurnedAway(me) && 'not-here';

/** Who listens from now on is offered nothing; a turn that is held goes on to its end. */
function leaveOrder(asked: MeetingRuleContext): MeetingEvent[] {
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
function askIn(asked: MeetingRuleContext, wanted: Seat, firstTime: boolean): MeetingEvent[] {
  const { state, standing, now, who, facilitates } = asked;
  if (!standing) return [];
  const { hasSeat } = standing;
  const listens = !facilitates && listensFirst({ state, hasSeat, now, who }, wanted);
  const { role, link, name, known, newcomer, came, likeness, mutedUntil } = standing;
  const shared = isNewcomerBySharedLink({ standing }) ? ({ shared: true } as const) : {};
  return [
    {
      type: 'AskedIn',
      person: who,
      role,
      seat: listens ? 'listener' : wanted,
      known,
      firstTime,
      at: now,
      ...shared,
      ...(newcomer ? { newcomer } : {}),
      ...(came === undefined ? {} : { came }),
      ...(likeness ? { likeness } : {}),
      ...(mutedUntil === undefined ? {} : { mutedUntil }),
      ...(listens ? { wantsSeat: true } : {}),
      words: { [personNameSlot(who)]: name, [personLinkSlot(who)]: link },
    },
  ];
}

/** Facilitators enter without being admitted (PHA-2). */
export const enterMeeting = (
  asked: MeetingRuleContext,
  seat: Seat,
  firstTime: boolean,
): MeetingEvent[] => [...askIn(asked, seat, firstTime), { type: 'Entered', person: asked.who }];

/**
 * The people that `turn-away` names, without those turned away before. A listed person who
 * waits no longer is left out; with nobody left it is `unknown-person`.
 */
function turnAwayTargets(
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

const isAdmittedAutomatically = ({ state, standing, me }: MeetingRuleContext): boolean =>
  me?.from != null || // Who was in before comes back by themselves.
  state.settings.admit === 'everyone' ||
  (state.settings.admit === 'members' && standing?.known === true);

/** A participant who asked in, also one who was removed or turned away since. */
export const anyParticipant = (state: MeetingState, who: PersonId): Attendee | Refusal => {
  const person = state.people.get(who);
  if (!person) return refuse('unknown-person');
  return person.role === 'facilitator' ? refuse('not-yours') : person;
};

/** A participant that a facilitator may act on within this meeting. */
export const currentParticipant = (state: MeetingState, who: PersonId): Attendee | Refusal =>
  isRemovedOrTurnedAway(state.people.get(who) ?? null)
    ? refuse('unknown-person')
    : anyParticipant(state, who);

/** In the meeting, stepped out or not. */
const inOrSteppedOutGuard = (asked: MeetingRuleContext) =>
  firstRefusal(
    closedGuard(asked),
    asked.me?.whereabouts !== 'stepped-out' && notHereGuard(asked),
    writesElsewhereGuard(asked),
  );

/** Where the circle has a list of seats, they wait for one instead (RHY-6). */
const isWithoutFreeSeat = (asked: MeetingRuleContext, seat: Seat): boolean =>
  seat === 'sharer' && !hasSeatList(asked) && seatsLeft(asked.state, asked.who) === 0;

const waitingNamed = (state: MeetingState, who: PersonId | 'all'): Attendee[] =>
  waitingAttendees(state).filter(({ id }) => who === 'all' || id === who);

export const attendanceRules: MeetingRules<
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
        closedGuard(asked),
        state.phase === 'scheduled' && !facilitates && 'not-open-yet',
        excludedGuard(asked),
        (standing === null || isRemovedOrTurnedAway(me)) && 'not-here',
        state.locked && !facilitates && me?.from == null && 'locked',
        joiningPausedGuard(asked),
        writesElsewhereGuard(asked),
      );
    },
    refuses: ({ seat }, asked) =>
      (asked.me === null || hasLeft(asked.me)) &&
      !asked.facilitates &&
      isWithoutFreeSeat(asked, seat) &&
      'full',
    decide({ seat, firstTime = false }, asked) {
      const { me, who } = asked;
      if (me && !hasLeft(me)) return [];
      if (asked.facilitates) return enterMeeting(asked, seat, false);
      return [
        ...askIn(asked, seat, firstTime),
        ...pauseJoining(asked),
        ...(isAdmittedAutomatically(asked) ? [{ type: 'Admitted', person: who } as const] : []),
      ];
    },
  },
  leave: {
    // Leaving is possible at any time, also when the meeting is over.
    may: ({ me }) =>
      !me || isRemovedOrTurnedAway(me) || me.whereabouts === 'outside' ? 'not-here' : null,
    decide: (_command, { who, me }) =>
      me?.whereabouts === 'left' ? [] : [{ type: 'Left', person: who }],
  },
  'step-out': {
    may: inOrSteppedOutGuard,
    decide: (_command, { who, me }) =>
      me?.whereabouts === 'stepped-out' ? [] : [{ type: 'SteppedOut', person: who }],
  },
  'come-back': {
    may: inOrSteppedOutGuard,
    decide: (_command, { who, me }) =>
      me?.whereabouts === 'in' ? [] : [{ type: 'CameBack', person: who }],
  },
  'set-seat': {
    may: (asked) =>
      firstRefusal(
        closedGuard(asked),
        (!asked.me || isRemovedOrTurnedAway(asked.me) || hasLeft(asked.me)) && 'not-here',
        writesElsewhereGuard(asked),
      ),
    refuses: ({ seat }, asked) =>
      asked.me?.seat !== seat && isWithoutFreeSeat(asked, seat) && 'full',
    decide({ seat }, asked) {
      const { who, me, state, now, standing } = asked;
      const waits = state.seatQueue.includes(who);
      if (me?.seat === seat && !waits) return [];
      const hasSeat = standing?.hasSeat;
      if (me?.role === 'participant' && listensFirst({ state, hasSeat, now, who }, seat)) {
        return waits ? [] : [{ type: 'SeatAwaited', person: who }];
      }
      const leaves = seat === 'listener' ? leaveOrder(asked) : [];
      return [{ type: 'SeatSet', person: who, seat }, ...leaves];
    },
  },
  admit: {
    may: facilitatorGuard,
    // LIM-1: admits only as many people as there are seats; the others go on waiting.
    refuses({ who }, { state }) {
      const waiting = waitingNamed(state, who);
      return waiting.length > 0 && admissible(state, waiting).length === 0 && 'full';
    },
    decide({ who }, { state }) {
      const person = who === 'all' ? null : state.people.get(who);
      if (person === undefined || isRemovedOrTurnedAway(person)) return refuse('unknown-person');
      if (person?.whereabouts === 'outside') return refuse('unknown-person');
      const fit = admissible(state, waitingNamed(state, who));
      return fit.map(({ id }) => ({ type: 'Admitted', person: id }));
    },
  },
  'turn-away': {
    may: facilitatorGuard,
    decide(command, asked) {
      const { who, reason, note = '' } = command;
      const meant = turnAwayTargets(asked.state, who);
      if ('refused' in meant) return meant;
      if (excessLength(note) > 0) return refuse('too-long');
      return meant.map((person) => {
        const { receipt, words } = createReceipt(asked, { reason, note });
        return { type: 'TurnedAway', person, ...receipt, words };
      });
    },
  },
  remove: {
    may: facilitatorGuard,
    decide(command, asked) {
      const { state } = asked;
      if (state.people.get(command.who)?.whereabouts === 'removed') return [];
      const person = currentParticipant(state, command.who);
      if ('refused' in person) return person;
      const unfitting = textRefusal(command.note);
      if (unfitting) return refuse(unfitting);
      const { receipt, words } = createReceipt(asked, command);
      return [{ type: 'Removed', person: command.who, ...receipt, words }];
    },
  },
  lock: {
    may: facilitatorGuard,
    decide: (_command, { state }) => (state.locked ? [] : [{ type: 'LockSet', locked: true }]),
  },
  unlock: {
    may: facilitatorGuard,
    /** Also ends a pause of joining (LIM-2). */
    decide: (_command, { state, now }) => [
      ...(state.locked ? [{ type: 'LockSet', locked: false } as const] : []),
      ...(state.pausedAt === null ? [] : [{ type: 'JoiningResumed', at: now } as const]),
    ],
  },
};
