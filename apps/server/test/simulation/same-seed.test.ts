import { describe, expect, it, vi } from 'vitest';
import { runSimulation } from './run-simulation.ts';

vi.mock('node:crypto', async (original) =>
  (await import('./seeded-random.ts')).mockCrypto(original),
);
vi.mock(
  '../../src/storage/chain/random-string.ts',
  async () => (await import('./seeded-random.ts')).mockRandomString,
);
vi.mock('node:timers/promises', async () => (await import('./fake-clock.ts')).mockTimers);

/** Circles sleep in 107, 108 and 111; somebody is gone at the end of 105, 108 and 111. */
const seeds = [105, 106, 107, 108, 111];

describe('a simulation', () => {
  it('is the same run for the same seed, first and after others', {
    timeout: 120_000,
  }, async () => {
    const traces: string[][] = [];
    for (const order of [seeds, seeds.toReversed(), seeds]) {
      const found = new Map<number, string>();
      for (const seed of order) found.set(seed, (await runSimulation(seed)).trace);
      traces.push(seeds.map((seed) => found.get(seed) ?? ''));
    }
    expect(traces[1]).toEqual(traces[0]);
    expect(traces[2]).toEqual(traces[0]);
    expect(new Set(traces[0]).size).toBe(seeds.length);
  });
});
