import { describe, expect, it, vi } from 'vitest';
import { faults } from './faults.ts';
import { run } from './run.ts';

vi.mock('node:crypto', async (original) => (await import('./chance.ts')).drawn(original));
vi.mock('../../src/chance.ts', async () => (await import('./chance.ts')).noSupply);
vi.mock('node:timers/promises', async () => (await import('./clock.ts')).timed);

/** Of as few as these, at least one must find it. */
const worlds = 60;

/** What a fault breaks first need not be what it is known by, so all that was said is told. */
async function foundBy(plant: () => object, sign: RegExp): Promise<string> {
  const said = new Set<string>();
  for (let seed = 1; seed <= worlds; seed++) {
    const broken = await run(seed, plant()).then(
      () => '',
      (error: Error) => error.message,
    );
    if (sign.test(broken)) return broken;
    if (broken !== '') said.add(broken);
  }
  return `not found in ${worlds} worlds; ${[...said].join('; ')}`;
}

describe('a simulated world finds', () => {
  it.for(Object.entries(faults))('%s', { timeout: 300_000 }, async ([, { plant, found }]) => {
    expect(await foundBy(plant, found)).toMatch(found);
  });
});
