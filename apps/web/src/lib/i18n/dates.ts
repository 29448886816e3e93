/** Moments and spans of time as people say them, in the language of the page. */
import { plural } from '@lingui/core/macro';
import { now as serverNow } from '../time/now.ts';

/** The page's language, as this person's region writes it (24 hours or 12, day before month). */
export const pageLocale = (): string => {
  const page = document.documentElement.lang || 'en';
  return navigator.languages.find((each) => each.split('-')[0] === page.split('-')[0]) ?? page;
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** One for each language: making a format takes longer than drawing a message. */
const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** `18:57` */
export function formatTime(at: number): string {
  const locale = pageLocale();
  const known = timeFormats.get(locale);
  if (known) return known.format(at);
  const format = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  timeFormats.set(locale, format);
  return format.format(at);
}

/** `Tuesday, 12 May` */
export const formatDate = (at: number): string =>
  new Intl.DateTimeFormat(pageLocale(), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(at);

/** `Today`, `Tomorrow`, else the date. */
export function formatDay(at: number, now = serverNow()): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / day);
  if (Math.abs(days) > 1) return formatDate(at);
  const said = new Intl.RelativeTimeFormat(pageLocale(), { numeric: 'auto' }).format(days, 'day');
  return said.charAt(0).toLocaleUpperCase(pageLocale()) + said.slice(1);
}

/** `18:57` today and in the next hours, else with its day: `Tuesday, 12 May, 18:57`. */
export function formatDateTime(at: number, now = serverNow()): string {
  const near = isSameDay(at, now) || Math.abs(at - now) < day / 4;
  return near ? formatTime(at) : `${formatDay(at, now)}, ${formatTime(at)}`;
}

export const isSameDay = (one: number, other: number): boolean =>
  startOfDay(one) === startOfDay(other);

/** The day that was last asked for: messages in a row are of the same one. */
let knownDay = { start: 0, end: 0 };

function startOfDay(at: number): number {
  if (at < knownDay.start || at >= knownDay.end) {
    const moment = new Date(at);
    const [year, month, date] = [moment.getFullYear(), moment.getMonth(), moment.getDate()];
    knownDay = {
      start: new Date(year, month, date).getTime(),
      end: new Date(year, month, date + 1).getTime(),
    };
  }
  return knownDay.start;
}

/** `24 hours`, `15 minutes`, `3 days`; whole numbers, rounded up. */
export function formatSpan(length: number): string {
  if (length >= 2 * day) return plural(Math.ceil(length / day), { one: '# day', other: '# days' });
  if (length >= 2 * hour) {
    return plural(Math.ceil(length / hour), { one: '# hour', other: '# hours' });
  }
  return plural(Math.max(1, Math.ceil(length / minute)), { one: '# minute', other: '# minutes' });
}
