/**
 * Days of the Gregorian calendar as whole numbers: 0 is 1970-01-01, a Thursday. No clock and no
 * time zone: what a date means in a zone is the concern of `ZoneRules`.
 */

/** In the order of the week, which begins on Monday (ISO 8601). */
export const weekdays = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;
export type Weekday = (typeof weekdays)[number];

/** A day of the calendar, `YYYY-MM-DD`, in whatever zone it is read. */
export type LocalDate = string;
/** A time of day, `HH:MM`, from `00:00` to `23:59`. */
export type LocalTime = string;

/** The number of a day; a month is the number of months since January of the year 0. */
type Day = number;
type Month = number;

const daysInEra = 146_097;
const epochDay = 719_468;

/** `month` from 1, `dayOfMonth` from 1. Years begin in March here, so that a leap day is the last. */
function dayOfCivil(year: number, month: number, dayOfMonth: number): Day {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * daysInEra + yearOfEra * 365 + leapDays + dayOfYear - epochDay;
}

interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
}

function civilOf(day: Day): CivilDate {
  const shifted = day + epochDay;
  const era = Math.floor(shifted / daysInEra);
  const dayOfEra = shifted - era * daysInEra;
  const leaps =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** A whole number with zeros before it. */
export const padded = (value: number, length: number): string =>
  String(value).padStart(length, '0');

/** The date of a day of the years 0 to 9999. */
export function dateOfDay(day: Day): LocalDate {
  const { year, month, dayOfMonth } = civilOf(day);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`;
}

/** The day of a date; null for anything that is not written `YYYY-MM-DD` or that no calendar has. */
export function dayOfDate(date: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const month = Number(date.slice(5, 7));
  if (month < 1 || month > 12) return null;
  const day = dayOfCivil(Number(date.slice(0, 4)), month, Number(date.slice(8)));
  return dateOfDay(day) === date ? day : null;
}

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7;

/** The Monday of the week of this day. */
export const weekStartOf = (day: Day): Day => day - weekdayOf(day);

export function monthOf(day: Day): Month {
  const { year, month } = civilOf(day);
  return year * 12 + month - 1;
}

const firstDayOf = (month: Month): Day => dayOfCivil(Math.floor(month / 12), (month % 12) + 1, 1);

/** The nth such weekday of a month, or its last one (-1): every month has four of each. */
export function nthWeekdayOf(month: Month, weekday: Weekday, nth: 1 | 2 | 3 | 4 | -1): Day {
  const wanted = weekdays.indexOf(weekday);
  if (nth === -1) {
    const last = firstDayOf(month + 1) - 1;
    return last - ((weekdayOf(last) - wanted + 7) % 7);
  }
  const first = firstDayOf(month);
  return first + ((wanted - weekdayOf(first) + 7) % 7) + (nth - 1) * 7;
}
