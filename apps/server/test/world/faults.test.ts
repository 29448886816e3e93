import { describe, expect, it, vi } from 'vitest';
import { faults } from './faults.ts';
import { run } from './run.ts';

vi.mock('node:crypto', async (original) => (await import('./chance.ts')).drawn(original));
vi.mock('../../src/chance.ts', async () => (await import('./chance.ts')).noSupply);
vi.mock('node:timers/promises', async () => (await import('./clock.ts')).timed);

/** Of as few as these, at least one must find it. */
const worlds = 60;

async function firstFound(plant: () => object): Promise<string> {
  for (let seed = 1; seed <= worlds; seed++) {
    const said = await run(seed, plant()).then(
      () => null,
      (error: Error) => error.message,
    );
    if (said) return said;
  }
  return `not found in ${worlds} worlds`;
}

describe('a simulated world finds', () => {
  it.for(Object.entries(faults))('%s', { timeout: 300_000 }, async ([, { plant, found }]) => {
    expect(await firstFound(plant)).toMatch(found);
  });
});
