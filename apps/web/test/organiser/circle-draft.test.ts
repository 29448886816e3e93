import { newCircleRequest } from '@holdspace/protocol/http';
import { describe, expect, it, vi } from 'vitest';
import {
  draftStart,
  emptyCircleDraft,
  nextQuarterHour,
  sameTimeNextWeek,
  stepOfField,
  toDateInput,
  toNewCircleRequest,
  toTimeInput,
} from '../../src/organiser/circles/circle-draft.ts';

const filled = {
  ...emptyCircleDraft(['What’s said here stays here.', '  ', 'We may pass.']),
  name: '  Tuesday evening circle ',
  date: '2026-05-12',
  time: '18:30',
};

describe('the draft of a circle', () => {
  it('becomes a valid request, without the empty agreements', () => {
    const body = toNewCircleRequest(filled);
    expect(newCircleRequest.safeParse(body).success).toBe(true);
    expect(body.name).toBe('Tuesday evening circle');
    expect(body.agreements).toEqual(['What’s said here stays here.', 'We may pass.']);
  });

  it('says the start as a moment, whatever the zone of the organiser', () => {
    expect(toNewCircleRequest(filled).start).toBe(new Date(2026, 4, 12, 18, 30).toISOString());
  });

  it('sends missing fields unchanged, so that the server names them', () => {
    const answer = newCircleRequest.safeParse(
      toNewCircleRequest({ ...filled, name: ' ', date: '', seats: '99' }),
    );
    const fields = answer.error?.issues.map(({ path }) => path.join('.'));
    expect(fields).toEqual(['name', 'settings.seats', 'start']);
  });

  it('leads each faulty field back to its step', () => {
    expect(['name', 'agreements.2', 'start', 'minutes', 'settings.seats'].map(stepOfField)).toEqual(
      ['about', 'about', 'when', 'when', 'how'],
    );
  });

  it('knows no start while day or time is missing', () => {
    expect(draftStart({ date: '2026-05-12', time: '' })).toBeNull();
    expect(draftStart({ date: '', time: '18:30' })).toBeNull();
  });

  it('suggests the next full quarter of an hour', () => {
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
