/** When the circle of a rehearsal meets: once, or again and again from its first meeting on. */
import { monthPlaces, weekdays } from '@holdspace/core';
import type { RhythmBody } from '@holdspace/protocol';
import { duration } from '@holdspace/protocol/commands';
import type { Rehearsal, RehearsalRhythm } from '../format/rehearsal.ts';

interface FirstMeeting {
  readonly start?: string;
  readonly rhythm?: RhythmBody;
  readonly minutes?: number;
}

/** An hour ahead by default, so that only `open-doors` opens the doors. */
export const firstMeeting = (
  now: number,
  { rhythm, starts, ends }: Rehearsal['circle'],
): FirstMeeting => (rhythm ? rhythmFrom(now, rhythm, starts) : meetingTimes(now, starts, ends));

function meetingTimes(
  now: number,
  starts = '1h',
  ends?: string,
): { readonly start: string; readonly minutes?: number } {
  const from = (moment: number) => new Date(now + moment).toISOString();
  if (ends === undefined) return { start: from(duration.parse(starts)) };
  return { start: from(duration.parse(ends) - shortestMeeting * 60_000), minutes: shortestMeeting };
}

const minute = 60_000;

/** The rhythm whose first date is the first full minute after so long. */
function rhythmFrom(
  now: number,
  { every, interval = 1, zone = 'UTC', minutes = 60 }: RehearsalRhythm,
  starts = '1h',
): FirstMeeting {
  const first = Math.ceil((now + duration.parse(starts)) / minute) * minute;
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23', weekday: 'short', year: 'numeric', month: '2-digit' },
    ...{ day: '2-digit', hour: '2-digit', minute: '2-digit' },
  }).formatToParts(first);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((each) => each.type === type)?.value ?? '';
  const day = weekdays.find((each) => part('weekday').toLowerCase().startsWith(each)) ?? 'mo';
  const nth = monthPlaces[Math.floor((Number(part('day')) - 1) / 7)] ?? -1;
  const from = `${part('year')}-${part('month')}-${part('day')}`;
  const bounds = { interval, at: `${part('hour')}:${part('minute')}`, zone, from };
  const rhythm: RhythmBody =
    every === 'week' ? { every, on: [day], ...bounds } : { every, on: { nth, day }, ...bounds };
  return { minutes, rhythm };
}

/** The shortest meeting that can be planned, in minutes. */
const shortestMeeting = 5;
