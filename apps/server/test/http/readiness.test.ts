import { describe, expect, it } from 'vitest';
import { createReadiness } from '../../src/http/readiness.ts';

describe('whether the store can serve', () => {
  it('LIM-4 is looked at once a second, however often it is asked', async () => {
    let now = 0;
    let looks = 0;
    let works = true;
    const ready = createReadiness(
      async () => {
        looks++;
        if (!works) throw new Error('the disk is full');
      },
      () => now,
    );
    for (let ms = 0; ms < 60_000; ms += 5) {
      now = ms;
      expect(await ready()).toBe(true);
    }
    expect(looks).toBeLessThanOrEqual(66);
    works = false;
    now += 1000;
    expect(await ready()).toBe(false);
    works = true;
    now += 1000;
    expect(await ready()).toBe(true);
  });

  it('LIM-4 many who ask at once wait for one look', async () => {
    let looks = 0;
    const ready = createReadiness(async () => {
      looks++;
      await new Promise((done) => setTimeout(done, 10));
    });
    const answers = await Promise.all(Array.from({ length: 500 }, () => ready()));
    expect(new Set(answers)).toEqual(new Set([true]));
    expect(looks).toBe(1);
  });
});
