import { describe, expect, it, vi } from 'vitest';
import {
  draftStart,
  nextQuarterHour,
  sameTimeNextWeek,
  toDateInput,
  toTimeInput,
} from '../../src/organiser/schedule/date-inputs.ts';

describe('a day and a time', () => {
  it('are no moment while one of them is missing', () => {
    expect(draftStart({ date: '2026-05-12', time: '' })).toBeNull();
    expect(draftStart({ date: '', time: '18:30' })).toBeNull();
  });

  it('are suggested for the next full quarter of an hour', () => {
    const quarter = 15 * 60_000;
    expect(nextQuarterHour(10 * quarter + 1).getTime()).toBe(11 * quarter);
    expect(nextQuarterHour(10 * quarter).getTime()).toBe(10 * quarter);
  });
});

describe('the next meeting', () => {
  const suggested = (zone: string, last: string, at = last) => {
    vi.stubEnv('TZ', zone);
    const next = sameTimeNextWeek(Date.parse(last), Date.parse(at));
    return `${toDateInput(next)} ${toTimeInput(next)}`;
  };

  it.each([
    ['Europe/Berlin', '2027-03-22T18:00:00Z', '2027-03-29 19:00'],
    ['Europe/Berlin', '2027-10-25T17:00:00Z', '2027-11-01 19:00'],
    ['America/New_York', '2027-03-08T00:00:00Z', '2027-03-14 19:00'],
    ['Europe/Berlin', '2027-05-03T17:00:00Z', '2027-05-10 19:00'],
    ['Australia/Lord_Howe', '2027-03-29T08:00:00Z', '2027-04-05 19:00'],
    ['UTC', '2027-05-03T17:00:00Z', '2027-05-10 17:00'],
  ])('CON-2 is at the same time of day over a clock change (%s, %s)', (zone, last, next) => {
    expect(suggested(zone, last)).toBe(next);
  });

  it('CON-2 keeps its weekday and time after weeks without a meeting', () => {
    const last = '2027-03-22T18:00:00Z';
    expect(suggested('Europe/Berlin', last, '2027-04-12T16:59:00Z')).toBe('2027-04-12 19:00');
    expect(suggested('Europe/Berlin', last, '2027-04-12T17:01:00Z')).toBe('2027-04-19 19:00');
    expect(suggested('Europe/Berlin', last, '2027-03-29T17:01:00Z')).toBe('2027-04-05 19:00');
  });
});
