/** What the house keeps about cover: answers to meetings, and what carers set for themselves. */
import type { CircleId, MeetingId, Millis, PersonId } from '../vocabulary.ts';
import { type CarerLimits, ceilingWindow } from './cover-limits.ts';

/** The answers to one meeting. */
export interface MeetingCover {
  readonly circle: CircleId;
  /** When it was to be when they answered. */
  readonly start: Millis;
  readonly end: Millis;
  /** Who can't: they are not asked again. */
  readonly cant: ReadonlySet<PersonId>;
  /** Who carries it because they said so, since when; in this order. */
  readonly yes: ReadonlyMap<PersonId, Millis>;
  /** Who had said yes, and is asked again, because the meeting was moved since. */
  readonly lapsed: ReadonlySet<PersonId>;
}

/** What somebody set for themselves. */
export interface CarerSettings extends CarerLimits {
  /** Circles in which they carry what they said yes to, and nothing by default. */
  readonly onlyWhenAsked: ReadonlySet<CircleId>;
}

/** A meeting that is near and that nobody carries (CVR-4). */
export interface MissingCover {
  readonly circle: CircleId;
  readonly start: Millis;
  /** From when on it is an alert, unless somebody says yes before. */
  readonly alertAt: Millis;
}

export interface CoverState {
  /** Only meetings that somebody answered; until `coverMemory` after their end. */
  readonly meetings: ReadonlyMap<MeetingId, MeetingCover>;
  /** Only people who have set something. */
  readonly carers: ReadonlyMap<PersonId, CarerSettings>;
  readonly missing: ReadonlyMap<MeetingId, MissingCover>;
  /** Circles whose cover is to be looked at again (CVR-4), with the number of the request. */
  readonly reviews: ReadonlyMap<CircleId, number>;
  readonly nextReview: number;
}

export const emptyCover: CoverState = {
  meetings: new Map(),
  carers: new Map(),
  missing: new Map(),
  reviews: new Map(),
  nextReview: 0,
};

/** Answers are dropped then: until that time a ceiling counts the meeting. */
export const coverMemory: Millis = ceilingWindow;
