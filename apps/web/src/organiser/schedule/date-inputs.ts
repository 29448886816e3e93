/** Days and times as the fields of a form hold them, in the time zone of the browser. */
import { now } from '../../lib/time/now.ts';

/** `2026-05-12` and `18:30`, as they are typed; `minutes` is the length. */
export interface ScheduleDraft {
  readonly date: string;
  readonly time: string;
  readonly minutes: string;
}

const quarter = 15 * 60_000;
const week = 7 * 24 * 60 * 60_000;
const twoDigits = (number: number) => String(number).padStart(2, '0');

export const toDateInput = (moment: Date): string =>
  `${moment.getFullYear()}-${twoDigits(moment.getMonth() + 1)}-${twoDigits(moment.getDate())}`;
export const toTimeInput = (moment: Date): string =>
  `${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}`;

/** The next full quarter of an hour. `at`: epoch ms. */
export const nextQuarterHour = (at = now()): Date => new Date(Math.ceil(at / quarter) * quarter);

/**
 * The same weekday and time of day as `start`, in the organiser's zone, at least one week later and
 * not before `at`. It counts in days, since a clock change makes one day shorter or longer.
 * `start` and `at`: epoch ms.
 */
export function sameTimeNextWeek(start: number, at = now()): Date {
  const last = new Date(start);
  const [year, month, day] = [last.getFullYear(), last.getMonth(), last.getDate()];
  const [hours, minutes] = [last.getHours(), last.getMinutes()];
  for (let weeks = Math.max(1, Math.floor((at - start) / week)); ; weeks++) {
    const next = new Date(year, month, day + 7 * weeks, hours, minutes);
    if (next.getTime() >= at) return next;
  }
}

/** Null while date or time are not complete. */
export function draftStart({ date, time }: Pick<ScheduleDraft, 'date' | 'time'>): Date | null {
  const start = new Date(`${date}T${time}`);
  return date && time && !Number.isNaN(start.getTime()) ? start : null;
}

/** The schedule that begins at `start`, for so many minutes. */
export const toScheduleDraft = (start: Date, minutes: number): ScheduleDraft => ({
  date: toDateInput(start),
  time: toTimeInput(start),
  minutes: String(minutes),
});
