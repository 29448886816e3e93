/** Times of a meeting in the viewer's own time, and in the circle's where that differs (RHY-2). */
import { i18n } from '@lingui/core';
import { beforeAll, expect, it, vi } from 'vitest';
import {
  formatCircleTime,
  formatDayWithDate,
  formatTimeSpan,
} from '../../src/place/local-times.ts';

const at = Date.UTC(2027, 2, 2, 18, 0);
beforeAll(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('navigator', { languages: ['en-GB'] });
  i18n.loadAndActivate({ locale: 'en', messages: {} });
});
const inZone = (zone: string) => vi.stubEnv('TZ', zone);

it.each([
  ['Europe/Berlin', 'the same zone'],
  ['Europe/Vienna', 'another zone with the same clocks'],
])('RHY-2 the circle’s time is not named in %s: %s', (viewer) => {
  inZone(viewer);
  expect(formatCircleTime(at, 'Europe/Berlin')).toBeNull();
});

it('RHY-2 the circle’s time is named where its clocks show another one, with its day', () => {
  inZone('Pacific/Auckland');
  expect(formatCircleTime(at, 'Europe/Berlin')).toBe('In Berlin it’s Tuesday 19:00.');
  inZone('America/New_York');
  expect(formatCircleTime(at, 'Europe/Berlin')).toBe('In Berlin it’s Tuesday 19:00.');
  expect(formatCircleTime(at, 'America/Argentina/Buenos_Aires')).toContain('In Buenos Aires');
  expect(formatCircleTime(at, 'UTC')).toContain('In UTC it’s');
});

it('RHY-2 a circle without a zone, and a zone that the browser does not know, name none', () => {
  inZone('Europe/Berlin');
  expect(formatCircleTime(at, null)).toBeNull();
  expect(formatCircleTime(at, 'Mars/Olympus')).toBeNull();
});

it('RHY-2 a date is in the viewer’s own time, also over midnight', () => {
  inZone('Pacific/Auckland');
  expect(formatDayWithDate(at)).toBe('Wednesday 3 March');
  expect(formatTimeSpan({ start: at, end: at + 75 * 60_000 })).toBe('07:00 to 08:15');
});
