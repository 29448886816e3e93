import { describe, expect, it } from 'vitest';
import { randomId, reconnectDelay } from '../src/random.ts';

describe('coming back', () => {
  it('is spread from zero to the bound, which doubles up to 5 s', () => {
    expect([0, 1, 2, 3, 4, 50].map((attempt) => reconnectDelay(attempt, 1))).toEqual([
      500, 1000, 2000, 4000, 5000, 5000,
    ]);
    expect(reconnectDelay(7, 0)).toBe(0);
  });
});

describe('ids', () => {
  it('are of the form the wire takes, and never the same', () => {
    const ids = Array.from({ length: 2000 }, randomId);
    expect(new Set(ids).size).toBe(2000);
    for (const id of ids) expect(id).toMatch(/^[\w-]{8,64}$/);
  });
});
