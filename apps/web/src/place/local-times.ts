/**
 * Times of a meeting for one viewer (RHY-2): in the viewer's own time and, where the clocks of the
 * circle's zone show another one, in that too.
 */
import { t } from '@lingui/core/macro';
import { formatDate, formatDay, formatTime, pageLocale } from '../lib/i18n/dates.ts';
import { tryOrUndefined } from '../lib/storage/storage.ts';

/** From and to, epoch ms. */
interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** `Tomorrow, Tuesday, 12 May`: the date stands beside the word, so that none is counted out. */
export function formatDayWithDate(at: number): string {
  const [day, date] = [formatDay(at), formatDate(at)];
  return day === date ? date : `${day}, ${date}`;
}

/** `19:00 to 20:15` */
export function formatTimeSpan({ start, end }: TimeSpan): string {
  const [from, to] = [formatTime(start), formatTime(end)];
  return t`${from} to ${to}`;
}

/**
 * `In Berlin it’s Tuesday, 19:00.` Null where the viewer's clock shows the same, for a circle
 * without a zone, and for a zone that this browser does not know.
 */
export function formatCircleTime(start: number, zone: string | null): string | null {
  if (zone === null) return null;
  const wallTime = (timeZone?: string) =>
    tryOrUndefined(() =>
      new Intl.DateTimeFormat(pageLocale(), {
        ...{ weekday: 'long', hour: '2-digit', minute: '2-digit' },
        ...(timeZone !== undefined && { timeZone }),
      }).format(start),
    );
  const there = wallTime(zone);
  if (there === undefined || there === wallTime()) return null;
  const place = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  return zone.includes('/') ? t`In ${place} it’s ${there}.` : t`In ${zone} it’s ${there}.`;
}

/** Of a meeting as the server tells it. */
export const spanOf = (meeting: { readonly start: string; readonly end: string }): TimeSpan => ({
  start: Date.parse(meeting.start),
  end: Date.parse(meeting.end),
});
