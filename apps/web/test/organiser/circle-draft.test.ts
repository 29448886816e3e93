import '../rendered.tsx';
import { newCircleRequest } from '@holdspace/protocol/http';
import { describe, expect, it } from 'vitest';
import {
  type CircleDraft,
  emptyCircleDraft,
  stepGaps,
  stepOfField,
  toNewCircleRequest,
} from '../../src/organiser/circles/circle-draft.ts';

const press = '0123456789abcdef';
const clauses = [
  { text: 'What’s said here stays here.' },
  { text: '  ' },
  { text: 'We may pass.', safety: true },
];
const empty = emptyCircleDraft(clauses, press);
const once: CircleDraft = {
  ...empty,
  ...{ name: '  Tuesday evening circle ', repeats: 'once', date: '2026-05-12', time: '18:30' },
};
const weekly: CircleDraft = {
  ...once,
  repeats: 'week',
  rhythm: { ...empty.rhythm, days: ['tu'], zone: 'Europe/Berlin', from: '2027-03-02' },
};

describe('the draft of a circle', () => {
  it('becomes a valid request, without the empty agreements', () => {
    const body = toNewCircleRequest(once);
    expect(newCircleRequest.safeParse(body).success).toBe(true);
    expect(body.name).toBe('Tuesday evening circle');
    expect(body.agreements).toEqual([
      { text: 'What’s said here stays here.', safety: false },
      { text: 'We may pass.', safety: true },
    ]);
  });

  it('says a single start as a moment, whatever the zone of the organiser', () => {
    expect(toNewCircleRequest(once).start).toBe(new Date(2026, 4, 12, 18, 30).toISOString());
  });

  it('RHY-1 says a rhythm in place of a start', () => {
    const body = toNewCircleRequest(weekly);
    expect(newCircleRequest.safeParse(body).success).toBe(true);
    expect(body).not.toHaveProperty('start');
    expect(body).toMatchObject({
      minutes: 75,
      rhythm: {
        ...{ every: 'week', interval: 1, on: ['tu'], at: '19:00' },
        ...{ zone: 'Europe/Berlin', from: '2027-03-02' },
      },
    });
  });

  it('CON-1 names its request, so that a lost answer opens no second circle', () => {
    expect(toNewCircleRequest(once).id).toBe(press);
  });

  it('sends missing fields unchanged, so that the server names them', () => {
    const answer = newCircleRequest.safeParse(
      toNewCircleRequest({ ...once, name: ' ', date: '', seats: '99' }),
    );
    const fields = answer.error?.issues.map(({ path }) => path.join('.'));
    expect(fields).toEqual(['name', 'settings.seats', 'start']);
  });

  it('leads each faulty field back to its step', () => {
    const fields = ['name', 'agreements.2', 'start', 'minutes', 'rhythm.zone', 'settings.seats'];
    expect(fields.map(stepOfField)).toEqual(['about', 'about', 'when', 'when', 'when', 'who']);
  });

  it('RHY-1 says what is missing before the next step', () => {
    expect(stepGaps(empty)).toHaveProperty('name');
    expect(stepGaps({ ...empty, step: 'when' })).toEqual({
      'rhythm.on': 'Choose at least one day.',
    });
    expect(stepGaps({ ...weekly, step: 'when' })).toEqual({});
    expect(stepGaps({ ...once, step: 'when', time: '' })).toHaveProperty('start');
    const cards = { ...once, step: 'who', invite: 'cards' } as const;
    expect(stepGaps({ ...cards, cards: '41' })).toEqual({ cards: 'Write a number from 1 to 40.' });
    expect(stepGaps({ ...cards, cards: '40' })).toEqual({});
  });
});
