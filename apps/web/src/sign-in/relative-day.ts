/**
 * The day of a sign-in in words. The server sends days without a time, rounded down in UTC, so
 * every time zone shows the same day.
 */

import { pageLocale } from '../lib/i18n/dates.ts';
import { now as serverNow } from '../lib/time/now.ts';

const day = 24 * 60 * 60 * 1000;

/** `today`, `yesterday`, a weekday of the last week, else `12 May`. `at` and `now`: epoch ms. */
export function relativeDay(at: number, now = serverNow()): string {
  const ago = Math.max(0, Math.floor(now / day) - Math.floor(at / day));
  if (ago < 2)
    return new Intl.RelativeTimeFormat(pageLocale(), { numeric: 'auto' }).format(-ago, 'day');
  const parts: Intl.DateTimeFormatOptions =
    ago < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'long' };
  return new Intl.DateTimeFormat(pageLocale(), { ...parts, timeZone: 'UTC' }).format(at);
}
