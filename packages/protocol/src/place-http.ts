/**
 * HTTP bodies of the place page (RHY-7): what a member is told of their circle between meetings, without
 * entering; and of their seat in a meeting to come (RHY-6). Nothing of other people is in them. Times
 * are ISO 8601 in UTC.
 */
import { intentionOutcomes } from '@holdspace/core';
import { z } from 'zod';
import { feedTitle } from './feed-http.ts';

/** A readonly list, as in core. */
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

const instant = z.iso.datetime();

/**
 * `over` is a meeting that has ended; `running` one that has begun, or whose doors are open;
 * `moved` one that is not at the time of the rhythm.
 */
const placeMeetingState = z.enum(['planned', 'moved', 'cancelled', 'running', 'over']);

/**
 * One's own seat in a meeting (RHY-6). `seat`: there is one. `waiting`: all are taken, and one waits for
 * one. `not-this-time`: one said so. Null: this meeting has no list of seats, or one needs none, as a
 * facilitator.
 */
const ownSeat = z.enum(['seat', 'waiting', 'not-this-time']).nullable();

const placeMeeting = z.object({
  id: z.string(),
  start: instant,
  end: instant,
  /** What clocks show at the start in the zone of the circle, `YYYY-MM-DDTHH:MM`; null without one. */
  local: z.string().nullable(),
  state: placeMeetingState,
  /** Why it is cancelled, in the words of the circle. */
  note: z.string().optional(),
  seat: ownSeat,
});

const nextMeeting = placeMeeting.extend({
  doorsAt: instant,
  /** One can go in now. */
  open: z.boolean(),
  /** One is in it, in its waiting room, or has stepped out of it, on this device or another one. */
  inside: z.boolean(),
  /** One's own place on the waiting list, from 1; null when one does not wait. */
  waitingPlace: z.number().int().nullable(),
});

/** A resource for support, as everywhere in the circle. */
const shelfItem = z.object({
  name: z.string(),
  detail: z.string(),
  contact: z.string().optional(),
});

export const placeBody = z.object({
  circle: z.string(),
  name: z.string(),
  purpose: z.string(),
  /** Who asks. */
  me: z.object({
    member: z.string(),
    name: z.string(),
    role: z.enum(['facilitator', 'participant']),
  }),
  /** BCP 47. */
  language: z.string(),
  /** The time zone of the rhythm; null without one. */
  zone: z.string().nullable(),
  /**
   * `out` was removed from the meeting that is now, or turned away; `excluded` is so from the circle,
   * and learns its name and where support is. Both keep the way to the desk.
   */
  viewer: z.enum(['member', 'out', 'excluded']),
  /** `ending`: the last meeting is still to come, or not over. `ended`: it is. */
  state: z.enum(['open', 'paused', 'ending', 'ended']),
  /** Absent unless the circle is paused; null: no end of the pause is planned. */
  pausedUntil: instant.nullable().optional(),
  /** What the circle says to its end. */
  closing: z.string().optional(),
  /** The meeting that is under way or comes next and is not cancelled. */
  next: nextMeeting.nullable(),
  /** Further dates from now on in order, at most 6; the cancelled ones too, also before `next`. */
  coming: list(placeMeeting),
  /** One's own seat in `next`. */
  seat: ownSeat,
  agreements: z.object({
    version: z.number(),
    /** What one agreed to last; null when that is not known. */
    agreed: z.number().nullable(),
    /** Their meaning has changed since: one reads and writes nothing further before one agrees (AGR-2). */
    changed: z.boolean(),
  }),
  /** The small thing that one took along last time (PHA-5). */
  intention: z
    .object({ text: z.string(), outcome: z.enum(intentionOutcomes).nullable() })
    .nullable(),
  shelf: list(shelfItem),
  /** One's own calendar feed (RHY-5); null for who is excluded. */
  feed: z.object({ exists: z.boolean(), title: feedTitle }).nullable(),
});

/** `wanted: false` says *not this time*; `true` takes that back, at the end of the list. */
export const seatRequest = z.strictObject({ wanted: z.boolean() });
export const seatResponse = z.object({ seat: ownSeat, waitingPlace: z.number().int().nullable() });

/** How the small thing of last time went (PHA-5). */
export const intentionRequest = z.strictObject({ outcome: z.enum(intentionOutcomes) });

/** The circle forgets the member who asks (PRV-11). */
export const leaveForGoodRequest = z.strictObject({}).optional();

export type PlaceBody = z.infer<typeof placeBody>;
export type PlaceMeeting = z.infer<typeof placeMeeting>;
export type PlaceNextMeeting = z.infer<typeof nextMeeting>;
export type PlaceSeat = z.infer<typeof ownSeat>;
export type SeatRequest = z.input<typeof seatRequest>;
export type SeatResponse = z.infer<typeof seatResponse>;
