/**
 * The settings of a circle with their defaults (docs/spec.md). A meeting copies
 * them when it is scheduled, so that a change never moves the ground under a live one.
 */
import type { Millis } from './vocabulary.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

export type AdmissionPolicy = 'everyone' | 'members' | 'facilitator';

/** All durations in milliseconds. */
export interface CircleSettings {
  readonly admit: AdmissionPolicy;
  readonly seats: number;
  /** So many facilitators a meeting wants (CVR-1). */
  readonly carers: number;
  readonly doorsLead: Millis;
  readonly offer: Millis;
  /** How long an offer lasts when the person's page is hidden (TRN-8). */
  readonly offerHidden: Millis;
  readonly offeredGrace: Millis;
  readonly frozenGrace: Millis;
  readonly settle: Millis;
  /** Soft length of a turn; null is none. */
  readonly turn: Millis | null;
  readonly responses: Millis;
  readonly leadGrace: Millis;
  readonly holdLimit: Millis;
  readonly helpAlert: Millis;
  readonly helpPlain: Millis;
  readonly noShow: Millis;
  /**
   * So long after the start a seat is kept for who has one by the circle's list; then it goes to a
   * listener who wants one (RHY-6).
   */
  readonly seatsHeld: Millis;
  /** Who waits to be let in and is gone for so long waits no longer (LIM-1). */
  readonly waitingGrace: Millis;
  /**
   * More newcomers by shared links than this, or than there are seats, asking in within
   * `raidWindow` pause joining (LIM-2).
   */
  readonly raidCount: number;
  readonly raidWindow: Millis;
  readonly aftercare: Millis;
  readonly retention: Millis;
  /** How long the desk keeps words (PRV-1); those of a meeting have `retention`. */
  readonly deskRetention: Millis;
  /**
   * How long a membership is kept after the last meeting that the member was in, or after joining
   * (PRV-11): name, intention, and the way back.
   */
  readonly memberRetention: Millis;
  readonly resonances: readonly string[];
  readonly holdNewcomer: boolean;
  /** What the circle calls its talking piece. */
  readonly piece: string;
  /** BCP 47. */
  readonly language: string;
}

/** Lists of words are equal when all their words are. */
const isEqualData = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The settings among these that differ from those that stand. */
export const changedSettings = (
  standing: CircleSettings,
  wanted: Partial<CircleSettings>,
): Partial<CircleSettings> =>
  Object.fromEntries(
    Object.entries(wanted).filter(
      ([key, value]) =>
        value !== undefined && !isEqualData(value, standing[key as keyof CircleSettings]),
    ),
  );

export const defaultSettings: CircleSettings = {
  admit: 'facilitator',
  seats: 8,
  carers: 2,
  doorsLead: 10 * minute,
  offer: 60 * second,
  offerHidden: 3 * minute,
  offeredGrace: 15 * second,
  frozenGrace: 90 * second,
  settle: 30 * second,
  turn: null,
  responses: 2 * minute,
  leadGrace: 20 * second,
  holdLimit: 10 * minute,
  helpAlert: 60 * second,
  helpPlain: 3 * minute,
  noShow: 10 * minute,
  seatsHeld: 10 * minute,
  waitingGrace: 2 * minute,
  raidCount: 6,
  raidWindow: 20 * second,
  aftercare: 15 * minute,
  retention: 24 * hour,
  deskRetention: 30 * 24 * hour,
  memberRetention: 180 * 24 * hour,
  resonances: ['I hear you', 'me too', 'thank you', 'with you'],
  holdNewcomer: false,
  piece: 'talking piece',
  language: 'en',
};
