/// <reference lib="esnext.temporal" />
/** When the circle of a rehearsal meets: once, or again and again from its first meeting on. */
import { monthPlaces, weekdays } from '@holdspace/core';
import type { RhythmBody } from '@holdspace/protocol';
import { duration } from '@holdspace/protocol/commands';
import type { Rehearsal } from '../format/rehearsal.ts';
import type { RhythmForm } from '../format/rhythm-form.ts';

interface FirstMeeting {
  readonly start?: string;
  readonly rhythm?: RhythmBody;
  readonly minutes?: number;
}

type WhenFields = Pick<Rehearsal['circle'], 'rhythm' | 'starts' | 'ends' | 'minutes'>;

/** An hour ahead by default, so that only `open-doors` opens the doors. */
export const leadOf = ({ starts = '1h' }: WhenFields): number => duration.parse(starts);

/** Whether the rhythm says when it meets, so that the story begins before its first date. */
export const hasDates = (rhythm: RhythmForm | undefined): rhythm is RhythmForm =>
  rhythm !== undefined && [rhythm.on, rhythm.at, rhythm.from].some((given) => given !== undefined);

export function firstMeeting(now: number, circle: WhenFields): FirstMeeting {
  const { rhythm, minutes } = circle;
  if (!rhythm) return meetingTimes(now, circle);
  const { minutes: own, ...form } = rhythm;
  return { minutes: own ?? minutes ?? 60, rhythm: rhythmFrom(now + leadOf(circle), form) };
}

function meetingTimes(
  now: number,
  circle: WhenFields,
): { readonly start: string; readonly minutes?: number } {
  const { ends, minutes } = circle;
  const from = (moment: number) => new Date(now + moment).toISOString();
  if (ends === undefined) {
    return { start: from(leadOf(circle)), ...(minutes !== undefined && { minutes }) };
  }
  const length = minutes ?? shortestMeeting;
  return { start: from(duration.parse(ends) - length * minute), minutes: length };
}

const minute = 60_000;

/** What the form leaves out is that of the first full minute at `moment` or after it. */
function rhythmFrom(moment: number, form: Omit<RhythmForm, 'minutes'>): RhythmBody {
  const { every, interval = 1, zone = 'UTC', on, at, from, ...ends } = form;
  const first = Math.ceil(moment / minute) * minute;
  const local = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(zone);
  const day = weekdays[local.dayOfWeek - 1] ?? 'mo';
  const bounds = {
    ...{ interval, zone },
    at: at ?? local.toPlainTime().toString({ smallestUnit: 'minute' }),
    from: from ?? local.toPlainDate().toString(),
    ...ends,
  };
  if (every === 'week') return { every, on: Array.isArray(on) ? on : [day], ...bounds };
  const nth = monthPlaces[Math.floor((local.day - 1) / 7)] ?? -1;
  return { every, on: on && !Array.isArray(on) ? on : { nth, day }, ...bounds };
}

/** The shortest meeting that can be planned, in minutes. */
const shortestMeeting = 5;
