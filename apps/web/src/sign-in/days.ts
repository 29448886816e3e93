/**
 * Days of a sign-in as people say them. The server tells days, not moments: they are rounded
 * down in UTC, and are shown so in every time zone.
 */
import { now as serverNow } from '../lib/now.ts';
import { language } from '../words/times.ts';

const day = 24 * 60 * 60 * 1000;

/** `today`, `yesterday`, a weekday of the last week, else `12 May`. `at` and `now`: epoch ms. */
export function dayWords(at: number, now = serverNow()): string {
  const ago = Math.max(0, Math.floor(now / day) - Math.floor(at / day));
  if (ago < 2)
    return new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(-ago, 'day');
  const parts: Intl.DateTimeFormatOptions =
    ago < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'long' };
  return new Intl.DateTimeFormat(language(), { ...parts, timeZone: 'UTC' }).format(at);
}
