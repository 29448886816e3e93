/**
 * What follows by itself from any change: the circle puts itself right. A turn ends when its
 * person has gone or lost their voice, space is held for a person who lost their connection, the
 * order follows who is there, people enter between turns, and the piece moves on. All of it
 * in the commit of its cause, so nobody ever sees a state in between (FLR-5).
 */

import type { Presence } from '../kernel.ts';
import { isConnected, oncePerSlices } from '../kernel.ts';
import { type SeededGenerator, seededGenerator } from '../seeded-random.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import {
  endTemporaryMode,
  hiddenOfferDeadline,
  offerDeadline,
  shownOfferDeadline,
  turnIdFor,
} from './floor.ts';
import { handQueue } from './hands.ts';
import { holdUnattended, reconcileLead } from './lead.ts';
import { unreachedPeople } from './round.ts';
import { giveSeats } from './seat-queue.ts';
import { trackWaitingPresence } from './seats.ts';
import type { Attendee, MeetingState, Round, Turn } from './state.ts';
import { isInMeeting, isMeetingOver, sharersIn } from './state.ts';

export interface ReactionContext {
  readonly state: MeetingState;
  readonly now: Millis;
  readonly present: (person: PersonId) => Presence;
  readonly draw: SeededGenerator;
  /** What this decision has led to so far. */
  readonly eventsSoFar: readonly MeetingEvent[];
}

type Reaction = (around: ReactionContext) => readonly MeetingEvent[];

/** A reaction to these slices alone: it is looked at again when one of them changes. */
function fromState<const Name extends keyof MeetingState>(
  slices: readonly [Name, ...Name[]],
  react: (state: Pick<MeetingState, Name>) => readonly MeetingEvent[],
): Reaction {
  const reacted = oncePerSlices<MeetingState, Name, readonly MeetingEvent[]>(slices, react);
  return ({ state }) => reacted(state);
}

/** RND-9 to RND-12: gone, stepped out or muted with the floor or an offer. */
function endTurnOfAbsent({ state: { turn, people }, now }: ReactionContext): MeetingEvent[] {
  const person = turn && people.get(turn.person);
  if (!turn || !person) return [];
  const end = (held: 'yielded' | 'stopped', offered: 'withdrawn' | 'aside'): MeetingEvent[] => [
    {
      type: 'TurnEnded',
      turn: turn.id,
      person: turn.person,
      how: turn.state === 'held' ? held : offered,
      at: now,
    },
  ];
  if (person.whereabouts !== 'in') return end('yielded', 'withdrawn');
  // AGR-2: their place stays first; a turn that is held is kept for them.
  if (person.mustAgree && turn.state === 'offered') return end('yielded', 'withdrawn');
  return person.mute ? end('stopped', 'aside') : [];
}

/** RND-6, RND-7: presence becomes a fact only for the one who is offered or holds. */
function trackTurnPresence({ state, now, present }: ReactionContext): MeetingEvent[] {
  const { turn, settings } = state;
  if (!turn) return [];
  // AGR-2: who reads changed agreements is away from their turn until they have agreed.
  const presence = state.people.get(turn.person)?.mustAgree ? 'away' : present(turn.person);
  if (turn.state === 'held') {
    if (presence === 'away' && turn.frozenUntil === null) {
      return [{ type: 'TurnFrozen', turn: turn.id, until: now + settings.frozenGrace, at: now }];
    }
    return isConnected(presence) && turn.frozenUntil !== null
      ? [{ type: 'TurnThawed', turn: turn.id, at: now }]
      : [];
  }
  if (presence === 'away' && turn.awaySince === null) {
    return [{ type: 'OfferedAway', turn: turn.id, since: now }];
  }
  if (isConnected(presence) && turn.awaySince !== null) {
    return [{ type: 'OfferedBack', turn: turn.id, until: offerDeadline({ state, now }) }];
  }
  return trackPageVisibility({ state, now }, turn, presence);
}

/** TRN-8: whether a page is in front becomes a fact for the one who is offered, and once. */
function trackPageVisibility(
  here: Pick<ReactionContext, 'state' | 'now'>,
  turn: Turn,
  presence: Presence,
): MeetingEvent[] {
  if (turn.until === null) return [];
  if (presence === 'hidden' && turn.hidden === undefined) {
    return [{ type: 'OfferHidden', turn: turn.id, until: hiddenOfferDeadline(here, turn) }];
  }
  return presence === 'here' && turn.hidden === 'now'
    ? [{ type: 'OfferShown', turn: turn.id, until: shownOfferDeadline(here, turn) }]
    : [];
}

/** RND-2: an admitted person enters between turns, never during one. */
const admitWaiting = fromState(['people', 'turn'], ({ people, turn }) =>
  turn?.state === 'held'
    ? []
    : [...people.values()]
        .filter(({ whereabouts }) => whereabouts === 'admitted')
        .map(({ id }) => ({ type: 'Entered', person: id })),
);

/** The order of a round follows who is in: latecomers at its end, those who left out of it. */
const reconcileRoundOrder = fromState(['people', 'round', 'turn', 'kept'], (state) => {
  const { round, turn, kept, people } = state;
  if (!round) return [];
  const ordered = new Set(round.upcoming.map(({ person }) => person));
  const events: MeetingEvent[] = [];
  for (const person of ordered) {
    if (!isInMeeting(state, person)) events.push({ type: 'LeftOrder', person });
    else if (people.get(person)?.mute && orderTierOf(round, person) === 0) {
      events.push({ type: 'SetBehind', person }); // RND-11
    }
  }
  for (const { id, whereabouts } of sharersIn(state)) {
    if (whereabouts !== 'in' || ordered.has(id) || round.finished.includes(id)) continue;
    if (turn?.person === id || kept.get('round')?.person === id) continue;
    events.push({ type: 'JoinedOrder', person: id });
  }
  return events;
});

/** Responses are over when everyone who could answer has. */
function endResponses(around: ReactionContext): MeetingEvent[] {
  const { state, present } = around;
  const { responses, floor } = state;
  if (floor.mode !== 'responses' || !responses) return [];
  const open = sharersIn(state).some(
    ({ id, whereabouts, mute }) =>
      id !== responses.to &&
      whereabouts === 'in' &&
      mute === null &&
      present(id) !== 'away' &&
      !responses.answered.includes(id),
  );
  return open ? [] : endTemporaryMode(around);
}

/** PHA-4: at the end the holder finishes, then closing begins. */
function beginClosing({ state, now }: ReactionContext): MeetingEvent[] {
  const { endReached, phase, turn } = state;
  if (!endReached || turn?.state === 'held' || (phase !== 'opening' && phase !== 'body')) return [];
  return [{ type: 'PhaseChanged', phase: 'closing', at: now }];
}

function advanceFloor(around: ReactionContext): MeetingEvent[] {
  // FAC-2: with nobody facilitating the piece goes no further.
  if (around.state.turn || around.state.unattended) return [];
  if (around.state.floor.mode === 'round') return offerNextInRound(around);
  return around.state.floor.mode === 'hands' ? giveFloorToNextHand(around) : [];
}

/** Those still to come in the round who are in the meeting, have not stepped out, and have voice. */
const expectedInRound = ({ round, people }: Pick<MeetingState, 'round' | 'people'>): Attendee[] =>
  (round?.upcoming ?? []).flatMap(({ person }) => {
    const attendee = people.get(person);
    return attendee?.whereabouts === 'in' && attendee.mute === null ? [attendee] : [];
  });

/** Those of them whose turn may come now: who must agree first keeps their place (AGR-2). */
export const eligibleInRound = (state: Pick<MeetingState, 'round' | 'people'>): PersonId[] =>
  expectedInRound(state)
    .filter(({ mustAgree }) => !mustAgree)
    .map(({ id }) => id);

/** The hands of those who have not stepped out, and need not agree first (AGR-2). */
export const activeHands = (state: Parameters<typeof handQueue>[0]): PersonId[] =>
  handQueue(state).filter((person) => {
    const attendee = state.people.get(person);
    return attendee?.whereabouts === 'in' && !attendee.mustAgree;
  });

function offerNextInRound(around: ReactionContext): MeetingEvent[] {
  const { state, now, present, draw } = around;
  const { round, settings } = state;
  if (!round) return [];
  const waiting = eligibleInRound(state);
  const [next] = waiting;
  if (next === undefined) {
    const isRead = expectedInRound(state).some(({ id }) => present(id) !== 'away');
    if (isRead) {
      // AGR-2: everybody still to come reads changed agreements; the space is held for them.
      const until = now + settings.frozenGrace;
      return round.waitsUntil === null ? [{ type: 'RoundWaits', until }] : [];
    }
    return [{ type: 'RoundEnded', round: round.id, unreached: unreachedPeople(round) }];
  }
  if (waiting.every((person) => present(person) === 'away')) {
    // Nobody present can get the offer: wait a moment instead of running through the order.
    return round.waitsUntil === null
      ? [{ type: 'RoundWaits', until: now + settings.offeredGrace }]
      : [];
  }
  if (present(next) === 'away') return [{ type: 'SetBehind', person: next }]; // RND-5
  const turn = turnIdFor({ state, draw }, next);
  return [
    { type: 'TurnOffered', turn, person: next, until: offerDeadline({ state, now }), at: now },
  ];
}

/** After a turn the next hand has the floor; the first one of all is given by a facilitator. */
function giveFloorToNextHand({
  state,
  now,
  present,
  draw,
  eventsSoFar: sofar,
}: ReactionContext): MeetingEvent[] {
  if (state.floor.handsOrder === 'facilitator') return [];
  const ended = sofar.some(
    (event) =>
      (event.type === 'TurnEnded' && event.how !== 'withdrawn') ||
      (event.type === 'FloorSet' && event.answered === true) ||
      (event.type === 'Attended' && event.finished === true),
  );
  if (!ended) return [];
  const next = activeHands(state).find((person) => present(person) !== 'away');
  if (next === undefined) return [];
  return [{ type: 'TurnTaken', turn: turnIdFor({ state, draw }, next), person: next, at: now }];
}

const orderTierOf = (round: Round, person: PersonId): Turn['stage'] =>
  round.upcoming.find((place) => place.person === person)?.stage ?? null;

const reactions: readonly Reaction[] = [
  reconcileLead,
  endTurnOfAbsent,
  trackTurnPresence,
  trackWaitingPresence,
  admitWaiting,
  giveSeats,
  reconcileRoundOrder,
  endResponses,
  holdUnattended,
  beginClosing,
  advanceFloor,
];

/** The next events that follow; empty when everything is as it should be. */
export function nextReaction(around: ReactionContext): readonly MeetingEvent[] {
  if (isMeetingOver(around.state)) return [];
  for (const consequence of reactions) {
    const events = consequence(around);
    if (events.length > 0) return events;
  }
  return [];
}

/** Whether something follows when the meeting is told of this presence. */
export const followsFromPresence = (
  state: MeetingState,
  { now, present }: Pick<ReactionContext, 'now' | 'present'>,
): boolean =>
  nextReaction({ state, now, present, draw: seededGenerator(''), eventsSoFar: [] }).length > 0;
