/**
 * How much somebody carries at most (CVR-3): a ceiling of meetings in any seven days, and a rest
 * between two of them. Both are the person's own, and hold for every yes over all circles. Seven
 * days in a row, and no calendar week, since a week begins on another day in another zone, and a
 * Sunday with the Monday after it is no rest.
 */
import type { MeetingId, Millis } from '../vocabulary.ts';

const hour: Millis = 60 * 60_000;

/** A clock change takes an hour from a week, and the same weekday is not twice in one. */
export const ceilingWindow: Millis = 7 * 24 * hour - hour;
/** The most that can be set. */
export const maxMeetingsAWeek = 14;
export const maxHoursBetween = 7 * 24;

/** Null: no limit of this kind. With a ceiling of 0 they are asked for nothing. */
export interface CarerLimits {
  readonly meetingsAWeek: number | null;
  readonly hoursBetween: number | null;
}

export const noLimits: CarerLimits = { meetingsAWeek: null, hoursBetween: null };

export interface MeetingTime {
  readonly meeting: MeetingId;
  readonly start: Millis;
  readonly end: Millis;
}

/** `overlap`: they carry another meeting at the same time. */
export type LimitProblem = 'overlap' | 'rest' | 'ceiling';

/** Between the end of one and the start of the other; negative when they overlap. */
const restBetween = (a: MeetingTime, b: MeetingTime): Millis =>
  Math.max(a.start - b.end, b.start - a.end);

function exceedsCeiling(
  most: number,
  carried: readonly MeetingTime[],
  asked: MeetingTime,
): boolean {
  const starts = [...carried, asked].map(({ start }) => start).sort((a, b) => a - b);
  // One more than the ceiling, `asked` among them, within one window.
  return starts.some((first, n) => {
    const last = starts[n + most];
    const isAround = last !== undefined && first <= asked.start && asked.start <= last;
    return isAround && last - first < ceilingWindow;
  });
}

/**
 * What keeps somebody who carries these meetings from one more; null when nothing does. The meeting
 * itself is not counted among those that are carried.
 */
export function limitProblem(
  { meetingsAWeek, hoursBetween }: CarerLimits,
  carried: readonly MeetingTime[],
  asked: MeetingTime,
): LimitProblem | null {
  const others = carried.filter(({ meeting }) => meeting !== asked.meeting);
  const rests = others.map((each) => restBetween(each, asked));
  if (rests.some((rest) => rest < 0)) return 'overlap';
  if (rests.some((rest) => rest < (hoursBetween ?? 0) * hour)) return 'rest';
  return meetingsAWeek !== null && exceedsCeiling(meetingsAWeek, others, asked) ? 'ceiling' : null;
}
