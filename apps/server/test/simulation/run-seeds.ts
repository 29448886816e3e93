/**
 * The seeds that are tried: half of them in each of two files, which run side by side.
 * HOLDSPACE_SEED=n plays one again, HOLDSPACE_WORLDS=n tries more or fewer.
 */
import { expect } from 'vitest';
import { runSimulation } from './run-simulation.ts';

const seedCount = Number(process.env.HOLDSPACE_WORLDS ?? 500);
const singleSeed = process.env.HOLDSPACE_SEED;

/** Odd seeds or even ones. */
export async function runSeeds(rest: 0 | 1): Promise<void> {
  const all = singleSeed
    ? [Number(singleSeed)]
    : Array.from({ length: seedCount }, (_, n) => n + 1);
  const seeds = all.filter((seed) => seed % 2 === rest);
  for (const seed of seeds) expect((await runSimulation(seed)).asked).toBeGreaterThanOrEqual(40);
}
