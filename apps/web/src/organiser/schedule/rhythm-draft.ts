/** A rhythm as it is typed, the request that it becomes, and what is missing in it (RHY-1). */
import type { MonthPlace, RhythmBody, Weekday } from '@holdspace/protocol';
import { t } from '@lingui/core/macro';
import { now } from '../../lib/time/now.ts';
import type { FieldErrors } from '../page/field-errors.ts';
import { toDateInput } from './date-inputs.ts';
import { monthPlaces } from './rhythm-text.ts';
import { browserZone } from './zones.ts';

export type RhythmEnd = 'open' | 'until' | 'count';

/** Numbers are kept as they are typed. */
export interface RhythmDraft {
  readonly every: RhythmBody['every'];
  readonly interval: string;
  /** For `week`, at least one. */
  readonly days: readonly Weekday[];
  /** For `month`: the place of the weekday in it. */
  readonly nth: MonthPlace;
  readonly day: Weekday;
  readonly at: string;
  readonly zone: string;
  readonly from: string;
  readonly ends: RhythmEnd;
  readonly until: string;
  readonly count: string;
  readonly minutes: string;
}

export const emptyRhythmDraft = (): RhythmDraft => ({
  ...{ every: 'week', interval: '1', days: [], nth: 1, day: 'tu' },
  ...{ at: '19:00', zone: browserZone(), from: toDateInput(new Date(now())) },
  ...{ ends: 'open', until: '', count: '8', minutes: '75' },
});

/** The draft that changes a rhythm of before. */
export const toRhythmDraft = (rhythm: RhythmBody, minutes: number): RhythmDraft => ({
  ...emptyRhythmDraft(),
  ...{ every: rhythm.every, interval: String(rhythm.interval ?? 1), minutes: String(minutes) },
  ...(rhythm.every === 'week'
    ? { days: rhythm.on }
    : { nth: rhythm.on.nth, day: rhythm.on.day, days: [rhythm.on.day] }),
  ...{ at: rhythm.at, zone: rhythm.zone, from: rhythm.from },
  ...(rhythm.until !== undefined && { ends: 'until', until: rhythm.until }),
  ...(rhythm.count !== undefined && { ends: 'count', count: String(rhythm.count) }),
});

const isLocalDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);
const isLocalTime = (text: string) => /^\d{2}:\d{2}$/.test(text);
export const toMonthPlace = (value: string): MonthPlace =>
  monthPlaces.find((place) => String(place) === value) ?? 1;

/** Null while something is missing; `rhythmGaps` says what. The server checks the rest. */
export function toRhythm(draft: RhythmDraft): RhythmBody | null {
  const { at, from, zone, ends, until } = draft;
  if (!isLocalDate(from) || !isLocalTime(at) || zone === '') return null;
  if (ends === 'until' && !isLocalDate(until)) return null;
  const bounds = {
    ...{ interval: Number(draft.interval), at, zone, from },
    ...(ends === 'until' && isLocalDate(until) && { until }),
    ...(ends === 'count' && { count: Number(draft.count) }),
  };
  if (draft.every === 'month') {
    return { ...bounds, every: 'month', on: { nth: draft.nth, day: draft.day } };
  }
  return draft.days.length === 0 ? null : { ...bounds, every: 'week', on: [...draft.days] };
}

/** What is missing, by field, as the server names the fields. */
export function rhythmGaps(draft: RhythmDraft): FieldErrors {
  const { every, days, at, from, ends, until, count } = draft;
  return {
    ...(every === 'week' && days.length === 0 && { 'rhythm.on': t`Choose at least one day.` }),
    ...(!isLocalTime(at) && { 'rhythm.at': t`Choose a time.` }),
    ...(!isLocalDate(from) && { 'rhythm.from': t`Choose a date.` }),
    ...(ends === 'until' && !isLocalDate(until) && { 'rhythm.until': t`Choose the last date.` }),
    ...(ends === 'count' &&
      !(Number(count) >= 1) && { 'rhythm.count': t`Write how many times: 1 or more.` }),
  };
}
