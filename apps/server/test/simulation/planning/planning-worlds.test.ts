import { expect, it, vi } from 'vitest';
import { runPlanningWorld } from './run-planning-world.ts';

vi.mock('node:crypto', async (original) =>
  (await import('../seeded-random.ts')).mockCrypto(original),
);
vi.mock(
  '../../../src/storage/chain/random-string.ts',
  async () => (await import('../seeded-random.ts')).mockRandomString,
);
vi.mock('node:timers/promises', async () => (await import('../fake-clock.ts')).mockTimers);

const seedCount = Number(process.env.HOLDSPACE_WORLDS ?? 8);
const singleSeed = process.env.HOLDSPACE_SEED;

it('RHY-1 RHY-3 plans on three nodes that die keep ids, sequence, seats and ceilings', {
  timeout: 1_200_000,
}, async () => {
  const seeds = singleSeed
    ? [Number(singleSeed)]
    : Array.from({ length: seedCount }, (_, n) => n + 1);
  let accepted = 0;
  for (const seed of seeds) accepted += await runPlanningWorld(seed);
  // Acts that are refused prove nothing.
  expect(accepted).toBeGreaterThan(seeds.length * 20);
});
