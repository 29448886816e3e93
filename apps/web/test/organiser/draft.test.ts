import { newCircle } from '@holdspace/protocol/http';
import { describe, expect, it } from 'vitest';
import { emptyDraft, newCircleOf, soon, startOf, stepOf } from '../../src/organiser/draft.ts';

const filled = {
  ...emptyDraft(['What’s said here stays here.', '  ', 'We may pass.']),
  name: '  Tuesday evening circle ',
  date: '2026-05-12',
  time: '18:30',
};

describe('the draft of a circle', () => {
  it('becomes what the server takes, without the empty agreements', () => {
    const body = newCircleOf(filled);
    expect(newCircle.safeParse(body).success).toBe(true);
    expect(body.name).toBe('Tuesday evening circle');
    expect(body.agreements).toEqual(['What’s said here stays here.', 'We may pass.']);
  });

  it('says the start as a moment, whatever the zone of the organiser', () => {
    expect(newCircleOf(filled).start).toBe(new Date(2026, 4, 12, 18, 30).toISOString());
  });

  it('sends what is missing as it is, so that the server names the field', () => {
    const answer = newCircle.safeParse(
      newCircleOf({ ...filled, name: ' ', date: '', seats: '99' }),
    );
    const fields = answer.error?.issues.map(({ path }) => path.join('.'));
    expect(fields).toEqual(['name', 'settings.seats', 'start']);
  });

  it('leads each faulty field back to its step', () => {
    expect(['name', 'agreements.2', 'start', 'minutes', 'settings.seats'].map(stepOf)).toEqual([
      'about',
      'about',
      'when',
      'when',
      'how',
    ]);
  });

  it('knows no start while day or time is missing', () => {
    expect(startOf({ date: '2026-05-12', time: '' })).toBeNull();
    expect(startOf({ date: '', time: '18:30' })).toBeNull();
  });

  it('suggests the next full quarter of an hour', () => {
    const quarter = 15 * 60_000;
    expect(soon(10 * quarter + 1).getTime()).toBe(11 * quarter);
    expect(soon(10 * quarter).getTime()).toBe(10 * quarter);
  });
});
