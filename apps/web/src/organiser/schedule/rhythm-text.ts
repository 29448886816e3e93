/** A rhythm in plain words: `Every Tuesday, 19:00 to 20:15, Berlin time` (RHY-1). */
import type { LocalDate, MonthPlace, RhythmBody, Weekday } from '@holdspace/protocol';
import { plural, t } from '@lingui/core/macro';
import { pageLocale } from '../../lib/i18n/dates.ts';
import { zoneTimeText } from './zones.ts';

export const weekdays: readonly Weekday[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
export const monthPlaces: readonly MonthPlace[] = [1, 2, 3, 4, -1];

const minute = 60_000;
const day = 24 * 60 * minute;
/** A Monday at midnight, UTC. */
const aMonday = Date.UTC(2024, 0, 1);

/** `Tuesday`, or `Tue` where there is little room. */
export const weekdayName = (weekday: Weekday, width: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat(pageLocale(), { weekday: width, timeZone: 'UTC' }).format(
    aMonday + weekdays.indexOf(weekday) * day,
  );

/** `the first`, for the Tuesday of a month that is meant. */
export function monthPlaceText(place: MonthPlace): string {
  switch (place) {
    case 1:
      return t`first`;
    case 2:
      return t`second`;
    case 3:
      return t`third`;
    case 4:
      return t`fourth`;
    case -1:
      return t`last`;
    default:
      return place satisfies never;
  }
}

/** `19:00` as this person's region writes it; `minutes` later, over midnight too. */
export function wallTimeText(at: string, minutes = 0): string {
  const [hours = 0, rest = 0] = at.split(':').map(Number);
  return new Intl.DateTimeFormat(pageLocale(), { timeStyle: 'short', timeZone: 'UTC' }).format(
    aMonday + (hours * 60 + rest + minutes) * minute,
  );
}

/** `2 March 2027` */
export const localDateText = (date: LocalDate): string =>
  new Intl.DateTimeFormat(pageLocale(), { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${date}T00:00:00Z`),
  );

/** Which days, without a time. */
interface RhythmDays {
  readonly interval?: number | undefined;
  readonly on: readonly Weekday[] | { readonly nth: MonthPlace; readonly day: Weekday };
}

/** `Every Tuesday`, `Every 2 weeks on Tuesday and Friday`, `Every month on the last Friday`. */
export function rhythmDaysText({ interval = 1, on }: RhythmDays): string {
  if ('nth' in on) {
    const [place, weekday] = [monthPlaceText(on.nth), weekdayName(on.day)];
    return plural(interval, {
      one: `Every month on the ${place} ${weekday}`,
      other: `Every # months on the ${place} ${weekday}`,
    });
  }
  const names = weekdays.filter((each) => on.includes(each)).map((each) => weekdayName(each));
  const days = new Intl.ListFormat(pageLocale()).format(names);
  return plural(interval, { one: `Every ${days}`, other: `Every # weeks on ${days}` });
}

/** When it ends by itself, as a sentence of its own; `''` for an open rhythm. */
export function rhythmEndText({ until, count }: Pick<RhythmBody, 'until' | 'count'>): string {
  if (count !== undefined) return plural(count, { one: 'Once.', other: '# times.' });
  if (until === undefined) return '';
  const last = localDateText(until);
  return t`Until ${last}.`;
}

/** `Every Tuesday, 19:00 to 20:15, Berlin time`. `minutes`: how long each meeting is. */
export function rhythmText(rhythm: RhythmBody, minutes: number): string {
  const days = rhythmDaysText(rhythm);
  const [from, to] = [wallTimeText(rhythm.at), wallTimeText(rhythm.at, minutes)];
  const zone = zoneTimeText(rhythm.zone);
  return t`${days}, ${from} to ${to}, ${zone}`;
}
