/**
 * When a circle meets (RHY-1, RHY-2): the dates of a rhythm, and the instants that they are at. Pure
 * functions; what a local time means in a time zone is asked of `ZoneRules`. Which of these meetings
 * exist, were moved or are off is not decided here.
 */
import type { Millis } from '../vocabulary.ts';
import {
  dateOfDay,
  dayOfDate,
  type LocalDate,
  type LocalTime,
  monthOf,
  nthWeekdayOf,
  padded,
  type Weekday,
  weekdays,
  weekStartOf,
} from './civil-date.ts';

/** Which such weekday of a month; -1 is the last. */
export const monthPlaces = [1, 2, 3, 4, -1] as const;
export type MonthPlace = (typeof monthPlaces)[number];

interface RhythmBounds {
  /** Every n weeks or months, counted from the week or the month of `from`. */
  readonly interval: number;
  /** The local time at which a meeting begins. */
  readonly at: LocalTime;
  /** The name of an IANA time zone. */
  readonly zone: string;
  /** No date before this one. */
  readonly from: LocalDate;
  /** No date after this one. */
  readonly until?: LocalDate;
  /** So many dates, counted from `from`, those in the past too. */
  readonly count?: number;
}

export type WeeklyRhythm = RhythmBounds & {
  readonly every: 'week';
  readonly on: readonly Weekday[];
};
export type MonthlyRhythm = RhythmBounds & {
  readonly every: 'month';
  readonly on: { readonly nth: MonthPlace; readonly day: Weekday };
};
export type Rhythm = WeeklyRhythm | MonthlyRhythm;

/**
 * Why a meeting is not at the local time that was asked for (RHY-2). `gap`: the time does not exist
 * on this day, and is later by the gap. `twice`: it exists twice, and this is the first.
 */
export type TimeAdjustment = 'gap' | 'twice';

/** The time zones of the world, by the server's data. `zone` is one for which `isZone` holds. */
export interface ZoneRules {
  instantOf(
    date: LocalDate,
    at: LocalTime,
    zone: string,
  ): { readonly at: Millis; readonly adjusted: TimeAdjustment | null };
  /** The local date at an instant. */
  dateOf(at: Millis, zone: string): LocalDate;
  /** How much later the clocks of the zone show it than those of UTC. */
  offsetOf(at: Millis, zone: string): Millis;
  /** Whether it is the name of a time zone; an offset such as `+02:00` is none. */
  isZone(zone: string): boolean;
}

/** One date of a rhythm. `date` is the one that was asked for, also where the gap led beyond it. */
export interface RhythmSlot {
  readonly date: LocalDate;
  readonly start: Millis;
  readonly adjusted: TimeAdjustment | null;
}

/**
 * The days of the period `index`, ascending, where 0 is the week or the month of `from`; and the
 * last period that does not begin after a day.
 */
type Periods = [daysOf: (index: number) => readonly number[], indexOf: (day: number) => number];

function periodsOf(rhythm: Rhythm, from: number): Periods {
  const { interval } = rhythm;
  if (rhythm.every === 'week') {
    const week = weekStartOf(from);
    const offsets = weekdays.flatMap((day, offset) => (rhythm.on.includes(day) ? [offset] : []));
    return [
      (index) => offsets.map((offset) => week + 7 * interval * index + offset),
      (day) => Math.floor((day - week) / (7 * interval)),
    ];
  }
  const { nth, day: weekday } = rhythm.on;
  const month = monthOf(from);
  return [
    (index) => [nthWeekdayOf(month + interval * index, weekday, nth)],
    (day) => Math.floor((monthOf(day) - month) / interval),
  ];
}

/** No meeting is later: its end must have a year of four digits, in every zone. */
const lastDay = dayOfDate('9998-12-31') ?? 0;

/** The days of a rhythm from `since` on, ascending. */
function* daysFrom(rhythm: Rhythm, since: number): Generator<number> {
  const from = dayOfDate(rhythm.from);
  if (from === null) return;
  const until = dayOfDate(rhythm.until ?? '') ?? lastDay;
  const count = rhythm.count ?? Number.POSITIVE_INFINITY;
  const [daysOf, indexOf] = periodsOf(rhythm, from);
  const inFirst = daysOf(0);
  const beforeFrom = inFirst.filter((day) => day < from).length;
  for (let index = Math.max(0, indexOf(since)); inFirst.length > 0; index++) {
    for (const [place, day] of daysOf(index).entries()) {
      /** How many dates of the rhythm come before this one; negative before `from`. */
      const ordinal = index * inFirst.length + place - beforeFrom;
      if (day > until || ordinal >= count) return;
      if (ordinal >= 0 && day >= since) yield day;
    }
  }
}

function* slotsFrom(rhythm: Rhythm, zones: ZoneRules, from: Millis): Generator<RhythmSlot> {
  const { at, zone } = rhythm;
  // A gap leads at most a day beyond its date, and a zone that changed sides of the date line has
  // one date twice.
  const since = (dayOfDate(zones.dateOf(from, zone)) ?? lastDay) - 2;
  for (const day of daysFrom(rhythm, since)) {
    const date = dateOfDay(day);
    const { at: start, adjusted } = zones.instantOf(date, at, zone);
    if (start >= from) yield { date, start, adjusted };
  }
}

/** The slots that begin at `from` or later, and before `to`; ascending (RHY-1, RHY-2). */
export function slotsOf(rhythm: Rhythm, zones: ZoneRules, from: Millis, to: Millis): RhythmSlot[] {
  const slots: RhythmSlot[] = [];
  for (const slot of slotsFrom(rhythm, zones, from)) {
    if (slot.start >= to) break;
    slots.push(slot);
  }
  return slots;
}

/** The first `most` slots that begin at `from` or later; fewer when the rhythm ends before. */
export function firstSlotsFrom(
  rhythm: Rhythm,
  zones: ZoneRules,
  from: Millis,
  most: number,
): RhythmSlot[] {
  const slots: RhythmSlot[] = [];
  for (const slot of slotsFrom(rhythm, zones, from)) {
    if (slots.push(slot) >= most) break;
  }
  return slots;
}

/** The first slot that begins at `at` or later; null when the rhythm ends before. */
export const nextSlotFrom = (rhythm: Rhythm, zones: ZoneRules, at: Millis): RhythmSlot | null =>
  firstSlotsFrom(rhythm, zones, at, 1)[0] ?? null;

/** What the clocks of a zone show at an instant, `YYYY-MM-DDTHH:MM`. */
export function localTimeAt(at: Millis, zone: string, zones: ZoneRules): string {
  const minutes = Math.floor((at + zones.offsetOf(at, zone)) / 60_000);
  const day = Math.floor(minutes / 1440);
  const hour = Math.floor((minutes - day * 1440) / 60);
  return `${dateOfDay(day)}T${padded(hour, 2)}:${padded(minutes - day * 1440 - hour * 60, 2)}`;
}
