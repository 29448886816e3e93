/**
 * What a circle's ledger knows of its meetings before and beside their own ledgers: when they are, by
 * which rhythm, and whether the circle is paused or ends (RHY-1, RHY-3, RHY-4).
 */
import type { MeetingId, Millis } from '../vocabulary.ts';
import type { LocalDate } from './civil-date.ts';
import type { Rhythm } from './rhythm.ts';

/**
 * Why a planned meeting does not take place. `cancelled`: by hand; `paused`: the circle is paused
 * then; `rhythm`: the rhythm has this date no more; `ended`: the circle ends before.
 */
export type OffReason = 'cancelled' | 'paused' | 'rhythm' | 'ended';

export interface PlannedMeeting {
  readonly meeting: MeetingId;
  readonly start: Millis;
  readonly end: Millis;
  /** Over, or off: nothing is to come of it. */
  readonly ended: boolean;
  /** The date of the rhythm that it is the meeting of; absent for one that was added by hand. */
  readonly date?: LocalDate;
  /** Its time was set by hand: a change of the rhythm leaves it as it is (RHY-3). */
  readonly moved?: true;
  /** It does not take place. `noted`: a sentence says why. */
  readonly off?: { readonly why: OffReason; readonly at: Millis; readonly noted?: true };
  /** Rises with each change; absent is 0. The SEQUENCE of a calendar (RHY-5). */
  readonly revision?: number;
}

export interface CircleRhythm {
  readonly rule: Rhythm;
  /** How long each meeting is. */
  readonly minutes: number;
  /** Another one with each `set-rhythm`; never given twice in a circle. */
  readonly revision: number;
  /** All slots before it are planned, or need not be; null: so are all there are. */
  readonly next: Millis | null;
}

export interface CirclePause {
  readonly since: Millis;
  /** Null: until it is resumed. */
  readonly until: Millis | null;
}

export interface CircleEnding {
  /** When it was decided. */
  readonly at: Millis;
  /** Null: no meeting is left to come. */
  readonly last: MeetingId | null;
  /** When the last meeting was over; null while it is to come or goes on. */
  readonly over: Millis | null;
  /** The words of the circle and its members are gone (PRV-11). */
  readonly gone?: true;
}

/** What `CircleState` has of all that. */
export interface CirclePlan {
  /** In the order in which they were scheduled. */
  readonly meetings: readonly PlannedMeeting[];
  /** Null: each meeting is planned by hand. */
  readonly rhythm: CircleRhythm | null;
  /** How often a rhythm was set: the revision of the last one. */
  readonly rhythmsSet: number;
  readonly pause: CirclePause | null;
  readonly ending: CircleEnding | null;
}

export const emptyPlan: CirclePlan = {
  meetings: [],
  rhythm: null,
  rhythmsSet: 0,
  pause: null,
  ending: null,
};

/** How far ahead the meetings of a rhythm exist (RHY-1). */
export const planningHorizon: Millis = 12 * 7 * 24 * 60 * 60 * 1000;

/** So long after the last change a calendar still shows a meeting that is off (RHY-5). */
export const cancelledInFeeds: Millis = 60 * 24 * 60 * 60 * 1000;

/** A meeting that nobody ended is not waited for longer than this after its planned end. */
export const unendedMeetingLimit: Millis = 4 * 60 * 60 * 1000;

/** Without a meeting to come the end of a circle can be taken back for so long. */
const endingGrace: Millis = 24 * 60 * 60 * 1000;

/** Changed, cancelled or added by hand: no change of the rhythm touches it (RHY-3). */
export const isPlannedByHand = ({ date, moved, off }: PlannedMeeting): boolean =>
  date === undefined || moved === true || off?.why === 'cancelled';

/** Was held and is over. */
export const isHeldAndOver = ({ ended, off }: PlannedMeeting): boolean => ended && !off;

/** Whether this time lies in the pause of the circle. */
export const isInPause = ({ pause }: Pick<CirclePlan, 'pause'>, start: Millis): boolean =>
  pause !== null && start >= pause.since && (pause.until === null || start < pause.until);

/** Whether the last meeting is over: nothing is planned, and no invitation opens (RHY-4). */
export const hasCircleEnded = ({ ending }: Pick<CirclePlan, 'ending'>): boolean =>
  ending !== null && ending.over !== null;

/**
 * Whether the end of the circle can still be taken back (RHY-4): until the last meeting is over.
 * Where no meeting was left to wait for, or it was cancelled, for a day.
 */
export function mayTakeBackEnd(
  { ending, meetings }: Pick<CirclePlan, 'ending' | 'meetings'>,
  now: Millis,
): boolean {
  if (ending === null || ending.gone) return false;
  const { last, over } = ending;
  if (over === null) return true;
  const wasHeld = meetings.some((each) => each.meeting === last && isHeldAndOver(each));
  return !wasHeld && now < over + endingGrace;
}

export type CircleStatus = 'open' | 'paused' | 'ending' | 'ended';

/** What a circle is between its meetings (RHY-4); an end comes before a pause. */
export function circleStatusAt(
  plan: Pick<CirclePlan, 'pause' | 'ending'>,
  now: Millis,
): CircleStatus {
  if (plan.ending) return hasCircleEnded(plan) ? 'ended' : 'ending';
  const { pause } = plan;
  return pause && (pause.until === null || now < pause.until) ? 'paused' : 'open';
}

export type PlannedMeetingStatus = 'planned' | 'moved' | 'cancelled' | 'running' | 'over';

/**
 * What lists of meetings show. `running`: its doors are open, or it goes on. `isUnderWay` is known to
 * the meeting's own ledger alone.
 */
export function plannedMeetingStatus(
  planned: PlannedMeeting,
  {
    doorsLead,
    now,
    isUnderWay,
  }: {
    readonly doorsLead: Millis;
    readonly now: Millis;
    readonly isUnderWay: boolean;
  },
): PlannedMeetingStatus {
  const { start, end, ended, moved, off } = planned;
  if (off) return 'cancelled';
  if (ended) return 'over';
  if (isUnderWay) return 'running';
  if (end + unendedMeetingLimit <= now) return 'over';
  if (start - doorsLead <= now) return 'running';
  return moved ? 'moved' : 'planned';
}

/**
 * Whether lists of the circle's meetings show it: one that was cancelled or falls into a pause stays
 * visible; a date that the rhythm has no more, or that comes after the end, is not.
 */
export const isListedMeeting = ({ off }: PlannedMeeting): boolean =>
  !off || off.why === 'cancelled' || off.why === 'paused';
