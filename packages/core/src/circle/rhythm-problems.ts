/** What is wrong with a rhythm that somebody wrote, field by field, and what would be right (RHY-1). */
import type { Millis } from '../vocabulary.ts';
import { dayOfDate, weekdays } from './civil-date.ts';
import { monthPlaces, nextSlotFrom, type Rhythm, type ZoneRules } from './rhythm.ts';

/** The longest interval, in weeks or in months. */
export const maxInterval = { week: 52, month: 12 } as const;
/** A weekly circle of almost twenty years. */
export const maxRhythmCount = 1000;

export type RhythmField = 'interval' | 'on' | 'at' | 'zone' | 'from' | 'until' | 'count';
export type RhythmProblems = Readonly<Partial<Record<RhythmField, string>>>;

const isWhole = (value: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= 1 && value <= most;

const dayNames = `${weekdays.slice(0, -1).join(', ')} or ${weekdays.at(-1)}`;

function dayProblem(rhythm: Rhythm): string | null {
  if (rhythm.every === 'month') {
    const { nth, day } = rhythm.on;
    const isKnown = monthPlaces.includes(nth) && weekdays.includes(day);
    return isKnown ? null : `nth is 1, 2, 3, 4 or -1 for the last; day is ${dayNames}.`;
  }
  const { on } = rhythm;
  if (on.length === 0) return `Name at least one day of the week: ${dayNames}.`;
  if (!on.every((day) => weekdays.includes(day))) return `A day of the week is ${dayNames}.`;
  return new Set(on).size < on.length ? 'One day is in this list twice.' : null;
}

const dateSentence = 'Needs a day of the calendar, year first: 2027-03-02.';

function untilProblem({ from, until }: Rhythm): string | null {
  if (until === undefined) return null;
  const day = dayOfDate(until);
  if (day === null) return dateSentence;
  return day < (dayOfDate(from) ?? day) ? 'The last day can’t be before the first.' : null;
}

function countProblem({ count, until }: Rhythm): string | null {
  if (count === undefined) return null;
  if (until !== undefined) return 'Say until when or how many times, not both.';
  return isWhole(count, maxRhythmCount) ? null : `A whole number from 1 to ${maxRhythmCount}.`;
}

/** When a rhythm has no date left: the field that ends it. */
function endProblem({ until, count }: Rhythm): RhythmProblems {
  if (until !== undefined) {
    return { until: 'No date is left until then. Choose a later one, or leave it out.' };
  }
  return count !== undefined
    ? { count: 'All these dates are over. Say more of them, or leave it out.' }
    : { from: 'No date comes after this one.' };
}

/**
 * The fields with a problem, each with a sentence; empty when the rhythm can be used: then at least
 * one meeting begins at `now` or later. The sentences repeat nothing of what was written.
 */
export function rhythmProblems(rhythm: Rhythm, zones: ZoneRules, now: Millis): RhythmProblems {
  const { every, interval, at, zone, from } = rhythm;
  const most = maxInterval[every];
  const found: Record<RhythmField, string | null> = {
    interval: isWhole(interval, most) ? null : `A whole number of ${every}s from 1 to ${most}.`,
    on: dayProblem(rhythm),
    at: /^([01]\d|2[0-3]):[0-5]\d$/.test(at) ? null : 'Needs hours and minutes: 19:00.',
    zone: zones.isZone(zone)
      ? null
      : 'There is no such time zone. Write its name as in the IANA list: Europe/Berlin.',
    from: dayOfDate(from) === null ? dateSentence : null,
    until: untilProblem(rhythm),
    count: countProblem(rhythm),
  };
  const problems: RhythmProblems = Object.fromEntries(
    Object.entries(found).filter(([, sentence]) => sentence !== null),
  );
  if (Object.keys(problems).length > 0) return problems;
  return nextSlotFrom(rhythm, zones, now) === null ? endProblem(rhythm) : {};
}
