import { describe, expect, it } from 'vitest';
import { TokenBuckets } from '../../src/ops/token-buckets.ts';

describe('limits', () => {
  it('WIRE-5 so many at once, then so many a second, each person for themselves', () => {
    let now = 0;
    const buckets = new TokenBuckets({ burst: 3, perSecond: 2 }, () => now);
    const taken = (who: string) => [1, 2, 3, 4].map(() => buckets.take(who));
    expect(taken('ben')).toEqual([true, true, true, false]);
    expect(buckets.take('cleo')).toBe(true);
    now = 500;
    expect([buckets.take('ben'), buckets.take('ben')]).toEqual([true, false]);
    now = 60_000;
    expect(taken('ben')).toEqual([true, true, true, false]);
  });

  it('DSK-5 a queued person gets the waiting time, in order, and only an overflow is refused', () => {
    const buckets = new TokenBuckets({ burst: 1, perSecond: 2 }, () => 0);
    expect([buckets.queue('ben'), buckets.queue('ben'), buckets.queue('ben')]).toEqual([
      0, 500, 1000,
    ]);
    expect(buckets.take('ben')).toBe(false);
    const waits = Array.from({ length: 100 }, () => buckets.queue('ben'));
    expect(waits.filter((wait) => wait === null).length).toBeGreaterThan(30);
  });

  it('WIRE-3 nobody waits longer for their turn than an answer may take', () => {
    const buckets = new TokenBuckets({ burst: 40, perSecond: 8 }, () => 0);
    const waits = Array.from({ length: 200 }, () => buckets.queue('ben') ?? 0);
    expect(Math.max(...waits)).toBeGreaterThan(1000);
    expect(Math.max(...waits)).toBeLessThan(3000);
  });

  it('WIRE-5 without a rate nothing is limited and nothing is kept', () => {
    const buckets = new TokenBuckets(null);
    for (let i = 0; i < 1000; i++) expect(buckets.take('ben')).toBe(true);
    expect([buckets.queue('ben'), buckets.size]).toEqual([0, 0]);
  });

  it('WIRE-10 people who left are not kept', () => {
    let now = 0;
    const buckets = new TokenBuckets({ burst: 3, perSecond: 2 }, () => now);
    for (let i = 0; i < 5000; i++) {
      now += 10;
      buckets.take(`person-${i}`);
    }
    expect(buckets.size).toBeLessThan(1500);
  });
});
