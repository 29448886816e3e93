/**
 * A rhythm as a rehearsal writes it: that of the HTTP interface, where the zone is UTC when absent, and
 * what else is left out follows from the first meeting.
 */
import { maxInterval, weekdays } from '@holdspace/core';
import { z } from 'zod';
import { startsWithCalendarDay } from './meeting-reference.ts';

const dayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const shortNames = new Map(
  weekdays.flatMap((short) => {
    const long = dayNames.find((name) => name.startsWith(short)) ?? short;
    return [short, long.slice(0, 3), long].map((name) => [name, short] as const);
  }),
);
const aDate = 'needs a date, for example 2027-03-02';
const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, aDate)
  .refine(startsWithCalendarDay, aDate);
/** `tu`, also written as `tue` or `Tuesday`. */
const weekday = z.preprocess(
  (written) =>
    typeof written === 'string' ? (shortNames.get(written.toLowerCase()) ?? written) : written,
  z.enum(weekdays, { error: `A day is one of: ${weekdays.join(', ')}` }),
);
const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
};

export const rhythmFields = {
  every: z.enum(['week', 'month']),
  interval: z.number().int().min(1).max(52).optional(),
  /** Of a week: a day, or several in a list. Of a month: which one of its days. */
  on: z
    .union(
      [
        weekday.transform((day) => [day]),
        z.array(weekday).min(1).max(7),
        z.strictObject({
          nth: z.union([
            z.literal('last').transform(() => -1 as const),
            z.literal([1, 2, 3, 4, -1]),
          ]),
          day: weekday,
        }),
      ],
      {
        error: `needs days of the week, for example [tu], or {nth: -1, day: tu} of a month. A day is one of: ${weekdays.join(', ')}`,
      },
    )
    .optional(),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'needs a time of day, for example 19:00')
    .optional(),
  zone: z
    .string()
    .refine(isZone, 'needs the IANA name of a time zone, for example Europe/Berlin')
    .optional(),
  from: date.optional(),
  until: date.optional(),
  count: z.number().int().min(1).max(1000).optional(),
  /** How long each meeting is. */
  minutes: z.number().int().min(5).max(480).optional(),
} as const;

const fits = ({ every, on }: { readonly every?: unknown; readonly on?: unknown }): boolean =>
  every === undefined || on === undefined || (every === 'week') === Array.isArray(on);
const misfit = {
  path: ['on'],
  error: 'Each week has days, on: [tu]; each month has one, on: {nth: -1, day: tu}',
};

interface Ends {
  readonly until?: unknown;
  readonly count?: unknown;
}
const hasOneEnd = ({ until, count }: Ends): boolean => until === undefined || count === undefined;
const twoEnds = { path: ['count'], error: 'Say until when or how many times, not both' };
interface Interval {
  readonly every?: 'week' | 'month' | undefined;
  readonly interval?: number | undefined;
}
const isInterval = ({ every = 'week', interval = 1 }: Interval): boolean =>
  interval <= maxInterval[every];
const tooLong = {
  path: ['interval'],
  error: `needs a number from 1 to ${maxInterval.month} for months`,
};

export const rhythmForm = z
  .strictObject(rhythmFields)
  .refine(fits, misfit)
  .refine(hasOneEnd, twoEnds)
  .refine(isInterval, tooLong);
/** A change: what is left out stays as it was. */
export const rhythmChange = z
  .strictObject({ ...rhythmFields, every: rhythmFields.every.optional() })
  .refine(fits, misfit)
  .refine(hasOneEnd, twoEnds)
  .refine(isInterval, tooLong);
export type RhythmForm = z.output<typeof rhythmForm>;
export type RhythmPatch = z.output<typeof rhythmChange>;
