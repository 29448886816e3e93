/// <reference lib="esnext.temporal" />
/** How a step names a meeting of its circle, and a moment in the circle's zone. */
import { z } from 'zod';

/** Whether what begins with a date begins with a day of the calendar: no 30 February. */
export function startsWithCalendarDay(written: string): boolean {
  const at = Date.parse(`${written.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(written.slice(0, 10));
}

const dateAndTime =
  'needs a date and a time, for example 2027-03-09T19:00 (in the circle’s zone) or 2027-03-09T18:00:00Z';
const dateOrMoment = 'needs a date, for example 2027-03-09, or a date and a time';
const which = 'Which meeting: 1 for the next, 2, 3, …, or its date, for example 2027-03-09';

/**
 * A number among the meetings that take place, 1 is the one that is now or comes next; or the local
 * date of a meeting, which finds cancelled ones and those that are over too.
 */
export const meetingReference = z
  .union(
    [
      z.number().int().min(1).max(60),
      z.literal('next').transform(() => 1),
      z
        .string()
        .regex(/^\d{4}-\d\d-\d\d$/, which)
        .refine(startsWithCalendarDay, which),
    ],
    { error: which },
  )
  .default(1);
export type MeetingReference = z.output<typeof meetingReference>;

/** `2027-03-09T19:00` in the circle's zone, or with an offset. */
export const localMoment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?$/, dateAndTime)
  .refine(startsWithCalendarDay, dateAndTime);
/** The same, or a date, which is 00:00 there. */
export const localMomentOrDate = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/, dateOrMoment)
  .refine(startsWithCalendarDay, dateOrMoment);

/** Epoch milliseconds. A local time means what it means in a rhythm: see RHY-2. */
export function momentIn(zone: string, written: string): number {
  const text = written.replace(' ', 'T');
  return /(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
}
