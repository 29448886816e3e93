/**
 * HTTP bodies about when a circle meets: its rhythm, its meetings, a pause, its end (RHY-1 to RHY-4).
 * Times are ISO 8601 in UTC; `local` is what the clocks of the circle's zone show, without an offset.
 */
import { monthPlaces, weekdays } from '@holdspace/core';
import { z } from 'zod';
import { moment, requestId } from './http-fields.ts';
import { maxClosingTextLength, maxMeetingNoteLength } from './lengths.ts';
import { mostPerPage } from './list-http.ts';

const dayNames = `${weekdays.slice(0, -1).join(', ')} or ${weekdays.at(-1)}`;
const weekday = z.enum(weekdays, { error: `A day of the week is ${dayNames}.` });
const monthDay = z.strictObject(
  {
    nth: z.literal(monthPlaces, {
      error: 'Which one of the month: 1, 2, 3, 4, or -1 for the last.',
    }),
    day: weekday,
  },
  { error: 'Which one of the month and which day: { "nth": 1, "day": "tu" }.' },
);

/** The server says in sentences what is wrong with these, since it needs the other fields to know. */
const bounds = {
  interval: z.number().int().default(1),
  at: z.string().max(20).meta({ example: '19:00' }),
  zone: z.string().max(64).meta({ example: 'Europe/Berlin' }),
  from: z.string().max(20).meta({ example: '2027-03-02' }),
  until: z.string().max(20).optional(),
  count: z.number().int().optional(),
};

/** `at` is a local time in `zone`; `until` and `count` are two ways to end, and none is open (RHY-1). */
export const rhythmBody = z.discriminatedUnion(
  'every',
  [
    z.strictObject({
      every: z.literal('week'),
      on: z
        .array(weekday, { error: `Days of the week in a list, such as ["tu"]: ${dayNames}.` })
        .max(7),
      ...bounds,
    }),
    z.strictObject({ every: z.literal('month'), on: monthDay, ...bounds }),
  ],
  {
    error: ({ code }) =>
      code === 'invalid_union' ? 'One of: week, month.' : 'Needs a rhythm: { "every": "week", … }.',
  },
);

export const mostMeetingMinutes = 480;
export const meetingMinutes = z.number().int().min(5).max(mostMeetingMinutes);
export const defaultMeetingMinutes = 75;

/** `minutes`: how long each meeting is; left out: as it was, else 75. */
export const rhythmRequest = z.strictObject({
  rhythm: rhythmBody,
  minutes: meetingMinutes.optional(),
});
/** `dry`: answers what would change, and changes nothing. */
export const rhythmQuery = z.strictObject({
  dry: z
    .enum(['true', 'false'])
    .default('false')
    .transform((given) => given === 'true'),
});

/** One date of a rhythm. */
export const rhythmDate = z.object({
  start: z.string(),
  end: z.string(),
  local: z.string(),
  /**
   * Why it is not at the local time that was asked for: a clock change leaves that out (it is later
   * by the gap), or has it twice (it is the first) (RHY-2).
   */
  adjusted: z.enum(['gap', 'twice']).optional(),
  /**
   * By so many minutes the clocks of the zone are put forward, or back when it is negative, between
   * the date before in this list and this one; absent when they are not.
   */
  clockChange: z.number().optional(),
});
export const rhythmPreview = z.object({ next: z.array(rhythmDate) });

/** What a change of the rhythm does to meetings that are planned (RHY-3). */
export const rhythmChangesBody = z.object({
  /** `was` and `start`: the old and the new start; null: it does not take place any more. */
  changes: z.array(z.object({ id: z.string(), was: z.string(), start: z.string().nullable() })),
  /** Meetings that are new. */
  added: z.array(z.object({ start: z.string(), end: z.string(), local: z.string() })),
  /** Meetings to come that stay as they are, and why. */
  kept: z.array(
    z.object({
      id: z.string(),
      start: z.string(),
      why: z.enum(['moved', 'cancelled', 'added', 'running']),
    }),
  ),
  /** The next five dates of the new rhythm; empty where it ends. */
  next: z.array(rhythmDate),
});

/** When a circle meets, and whether it does (RHY-4). */
export const circleRhythm = z.object({
  /** Null: each meeting is planned by hand. */
  rhythm: rhythmBody.nullable(),
  minutes: z.number().nullable(),
  zone: z.string().nullable(),
  state: z.enum(['open', 'paused', 'ending', 'ended']),
  /** Meetings take place again from then on; null: until it is resumed. Only while paused. */
  pausedUntil: z.string().nullable().optional(),
  /** The last meeting of a circle that ends; null: none is left. */
  last: z.string().nullable().optional(),
  /** What the circle says at its end. */
  closing: z.string().optional(),
  /** Whether `resume` does something: it ends the pause, or takes back the end of the circle. */
  canResume: z.boolean(),
  /** The next five dates of the rhythm, also those that a pause leaves out; none after its last meeting. */
  next: z.array(rhythmDate),
});

/** A time with an offset, or a date, which is 00:00 in the circle's zone (UTC where it has none). */
const momentOrDate = z.string().max(40).meta({ example: '2027-03-02T00:00:00Z' });

/** The meetings that are not over at `from` and begin before `to`. */
export const meetingPageQuery = z.strictObject({
  from: momentOrDate.optional(),
  to: momentOrDate.optional(),
  limit: z.coerce.number().int().min(1).max(mostPerPage).default(mostPerPage),
  after: z.string().max(160).optional(),
});

export const meetingStates = ['planned', 'moved', 'cancelled', 'running', 'over'] as const;

export const meetingBody = z.object({
  id: z.string(),
  start: z.string(),
  end: z.string(),
  /** Null, as `zone`, in a circle without a rhythm. */
  local: z.string().nullable(),
  zone: z.string().nullable(),
  /**
   * `running` from the opening of its doors on. Until it begins it can be moved and cancelled by hand;
   * a rhythm, a pause or the end of the circle leaves it alone (RHY-3).
   */
  state: z.enum(meetingStates),
  /** How many facilitators carry it, and how many it wants (CVR-1). */
  covered: z.number(),
  wanted: z.number(),
  /** The date of the rhythm that it stands for, where that is not the date of `local`. */
  date: z.string().optional(),
  /** Only of a cancelled one: by hand, or since the circle is paused then. */
  why: z.enum(['cancelled', 'paused']).optional(),
  /** The sentence it was cancelled with. */
  note: z.string().optional(),
});

export const newMeetingRequest = z.strictObject({
  /** The same meeting again where the answer was lost. */
  id: requestId.optional(),
  start: moment,
  /** Left out: as long as those of the rhythm, else 75. */
  minutes: meetingMinutes.optional(),
});
/** What is left out stays. */
export const meetingChanges = z.strictObject({
  start: moment.optional(),
  minutes: meetingMinutes.optional(),
});
/** `note`: a sentence that members read on the place page. */
export const meetingCancellation = z.strictObject({
  note: z.string().trim().min(1).max(maxMeetingNoteLength),
});

/** `until`: meetings take place again from then on; left out: until the circle is resumed. */
export const pauseRequest = z.strictObject({ until: momentOrDate.optional() });
/**
 * `last`: the last meeting; left out: the next one that takes place; null: none is held any more.
 * `text`: what the place page says from now on.
 */
export const endCircleRequest = z.strictObject({
  last: z.string().min(1).max(64).nullable().optional(),
  text: z.string().trim().max(maxClosingTextLength).default(''),
});

export type RhythmBody = z.input<typeof rhythmBody>;
export type RhythmRequest = z.input<typeof rhythmRequest>;
export type RhythmDate = z.infer<typeof rhythmDate>;
export type RhythmPreview = z.infer<typeof rhythmPreview>;
export type RhythmChangesBody = z.infer<typeof rhythmChangesBody>;
export type CircleRhythmBody = z.infer<typeof circleRhythm>;
export type MeetingBody = z.infer<typeof meetingBody>;
export type MeetingPageQuery = Partial<z.output<typeof meetingPageQuery>>;
export type NewMeetingRequest = z.input<typeof newMeetingRequest>;
export type MeetingChanges = z.input<typeof meetingChanges>;
export type MeetingCancellation = z.input<typeof meetingCancellation>;
export type PauseRequest = z.input<typeof pauseRequest>;
export type EndCircleRequest = z.input<typeof endCircleRequest>;
