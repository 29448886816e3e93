/**
 * When a meeting is, in the viewer's own time; what the clocks of the circle show is said where that
 * differs (RHY-2).
 */
import { t } from '@lingui/core/macro';
import { formatDate, formatTime, pageLocale } from '../../lib/i18n/dates.ts';
import { now as serverNow } from '../../lib/time/now.ts';
import { toDateInput, toTimeInput } from './date-inputs.ts';
import { wallTimeText } from './rhythm-text.ts';
import { zoneTimeText } from './zones.ts';

/** Times as the server says them: ISO 8601 in UTC; `local` as the clocks of `zone` show it. */
export interface ShownMeetingTimes {
  readonly start: string;
  readonly end: string;
  readonly local: string | null;
}

/** `Tuesday, 12 May`, with the year where it is not this one. `at`: epoch ms. */
export function meetingDayText(at: number, now = serverNow()): string {
  if (new Date(at).getFullYear() === new Date(now).getFullYear()) return formatDate(at);
  return new Intl.DateTimeFormat(pageLocale(), {
    ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  }).format(at);
}

/** `Tuesday, 12 May, 19:00 to 20:15` */
export function meetingText({ start, end }: Pick<ShownMeetingTimes, 'start' | 'end'>): string {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const [day, begin, close] = [meetingDayText(from), formatTime(from), formatTime(to)];
  return t`${day}, ${begin} to ${close}`;
}

/** `Tuesday, 19:00, Berlin time`; null where the clocks of the viewer show the same. */
export function circleTimeText(
  { start, local }: ShownMeetingTimes,
  zone: string | null,
): string | null {
  if (local === null || zone === null) return null;
  const own = new Date(start);
  if (`${toDateInput(own)}T${toTimeInput(own)}` === local.slice(0, 16)) return null;
  const weekday = new Intl.DateTimeFormat(pageLocale(), { weekday: 'long', timeZone: 'UTC' });
  const day = weekday.format(Date.parse(`${local.slice(0, 10)}T00:00:00Z`));
  const [time, name] = [wallTimeText(local.slice(11, 16)), zoneTimeText(zone)];
  return t`${day}, ${time}, ${name}`;
}
