/** The day of a sign-in as a text; the server rounds days down in UTC. */
import { beforeEach, expect, it, vi } from 'vitest';
import { relativeDay } from '../../src/sign-in/relative-day.ts';

const day = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 4, 14, 9);

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
});

it('KEY-3 says the day of a sign-in without a time', () => {
  expect(relativeDay(Date.UTC(2026, 4, 14), now)).toBe('today');
  expect(relativeDay(Date.UTC(2026, 4, 13), now)).toBe('yesterday');
  expect(relativeDay(Date.UTC(2026, 4, 12), now)).toBe('Tuesday');
  expect(relativeDay(Date.UTC(2026, 4, 14) - 30 * day, now)).toBe('April 14');
});

it('KEY-3 says the same day when the clock of the device is behind that of the server', () => {
  expect(relativeDay(Date.UTC(2026, 4, 15), now)).toBe('today');
});
