import { describe, expect, it } from 'vitest';
import { turnDuration } from '../../src/facilitator/floor/turn-duration.ts';
import { minute, now } from '../../src/gallery/fixtures.ts';

describe('the time of a turn', () => {
  it('TRN-5 is over by whole minutes, from the first moment beyond', () => {
    const pace = { soft: 4 * minute, used: 3 * minute, since: now };
    expect(turnDuration(pace, now + minute)).toEqual({ minutes: 4, over: null });
    expect(turnDuration(pace, now + minute + 1).over).toBe(1);
    expect(turnDuration(pace, now + 3 * minute).over).toBe(2);
  });

  it('TRN-5 stops while the turn is frozen, and is never over without a length', () => {
    const pace = { soft: null, used: 9 * minute, since: null };
    expect(turnDuration(pace, now + 60 * minute)).toEqual({ minutes: 9, over: null });
  });
});
