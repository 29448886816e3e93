/**
 * Seats of a meeting whose circle keeps a list of them (RHY-6). For some time after the start a seat
 * is kept for everybody who has one by the list; others come in as listeners. Then the seats that
 * nobody took go to listeners who want one, in the order in which they asked here: the meeting knows
 * nothing of the list but whether the person who asks has a seat by it. Without a list a meeting has
 * no queue (LIM-1).
 */
import type { Millis, PersonId, Seat } from '../vocabulary.ts';
import type { MeetingEvent } from './events.ts';
import type { ReactionContext } from './reactions.ts';
import type { MeetingEvolvers, MeetingRuleContext } from './rule.ts';
import { seatsLeft } from './seats.ts';
import {
  type Attendee,
  isAttending,
  isMeetingOver,
  type MeetingState,
  waitingAttendees,
} from './state.ts';

type SeatQueueState = Pick<MeetingState, 'people' | 'seatQueue'>;

/** From then on no seat is kept for anybody. */
export const seatsKeptUntil = ({ start, settings }: Pick<MeetingState, 'start' | 'settings'>) =>
  start + settings.seatsHeld;

const mayBeGivenSeat = (attendee: Attendee | undefined): attendee is Attendee =>
  attendee?.role === 'participant' && attendee.seat === 'listener' && isAttending(attendee);

/** Listeners who want a seat, in the order in which they asked; those who left are not among them. */
export const seatQueueOf = ({ people, seatQueue }: SeatQueueState): readonly PersonId[] =>
  seatQueue.length === 0 ? [] : seatQueue.filter((person) => mayBeGivenSeat(people.get(person)));

export const waitsForSeat = (state: SeatQueueState, person: PersonId): boolean =>
  seatQueueOf(state).includes(person);

/** Whether the circle has a list of seats for this meeting: then nobody is refused for want of one. */
export const hasSeatList = ({ standing }: Pick<MeetingRuleContext, 'standing'>): boolean =>
  standing?.hasSeat !== undefined;

/** The same, also when the circle has given up its rhythm meanwhile. */
export const hasSeatQueue = (
  { seatQueue, seatsReleased }: Pick<MeetingState, 'seatQueue' | 'seatsReleased'>,
  standing: MeetingRuleContext['standing'],
): boolean => hasSeatList({ standing }) || seatsReleased || seatQueue.length > 0;

interface QueuedSeatRequest extends Pick<MeetingRuleContext, 'state' | 'now'> {
  /** By the list; undefined where there is none. */
  readonly hasSeat: boolean | undefined;
  /** Undefined for a person who has not joined. */
  readonly who: PersonId | undefined;
}

/**
 * Whether somebody who wants to share listens first: the seats are kept for others, or are taken, or
 * others asked before. False where there is no list.
 */
export function listensFirst(
  { state, hasSeat, now, who }: QueuedSeatRequest,
  wanted: Seat,
): boolean {
  if (wanted === 'listener' || hasSeat === undefined) return false;
  if (seatsLeft(state, who) === 0) return true;
  if (now < seatsKeptUntil(state)) return !hasSeat;
  return seatQueueOf(state).some((person) => person !== who);
}

/** When the queue is looked at without anybody's doing. */
export const seatsReleaseDeadline = (
  state: SeatQueueState & Pick<MeetingState, 'seatsReleased' | 'start' | 'settings' | 'phase'>,
): Millis | null =>
  state.seatsReleased || isMeetingOver(state) || seatQueueOf(state).length === 0
    ? null
    : seatsKeptUntil(state);

/** Seats of people who came in time and wait to be let in; newcomers by a shared link keep none. */
const keptAtDoor = (state: MeetingState): number =>
  waitingAttendees(state).filter(
    ({ role, seat, shared, awaySince }) =>
      role === 'participant' && seat === 'sharer' && !shared && awaySince === null,
  ).length;

/** RHY-6: free seats go to listeners who are there, in their order. */
export function giveSeats({ state, now, present }: ReactionContext): MeetingEvent[] {
  const queue = seatQueueOf(state);
  if (queue.length === 0 || now < seatsKeptUntil(state)) return [];
  if (!state.seatsReleased) return [{ type: 'SeatsReleased', at: now }];
  const left = Math.max(0, seatsLeft(state) - keptAtDoor(state));
  return queue
    .filter((person) => {
      const attendee = state.people.get(person);
      // AGR-2: who reads changed agreements keeps their place, and so does who lost the connection.
      return attendee?.whereabouts === 'in' && !attendee.mustAgree && present(person) !== 'away';
    })
    .slice(0, left)
    .map((person) => ({ type: 'SeatSet', person, seat: 'sharer' }));
}

/** The queue without this person, or with them at its end. */
export const withSeatWish = (
  { seatQueue }: Pick<MeetingState, 'seatQueue'>,
  person: PersonId,
  wants: boolean,
): readonly PersonId[] => {
  const others = seatQueue.includes(person)
    ? seatQueue.filter((each) => each !== person)
    : seatQueue;
  return wants ? [...others, person] : others;
};

export const seatQueueEvolvers: MeetingEvolvers<'SeatAwaited' | 'SeatsReleased'> = {
  SeatAwaited: (state, { person }) => ({
    ...state,
    seatQueue: withSeatWish(state, person, true),
  }),
  SeatsReleased: (state) => ({ ...state, seatsReleased: true }),
};
