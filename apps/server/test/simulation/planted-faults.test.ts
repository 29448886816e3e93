import { describe, expect, it, vi } from 'vitest';
import { plantedFaults } from './planted-faults.ts';
import { runSimulation } from './run-simulation.ts';

vi.mock('node:crypto', async (original) =>
  (await import('./seeded-random.ts')).mockCrypto(original),
);
vi.mock(
  '../../src/storage/chain/random-string.ts',
  async () => (await import('./seeded-random.ts')).mockRandomString,
);
vi.mock('node:timers/promises', async () => (await import('./fake-clock.ts')).mockTimers);

/** Of as few as these, at least one must find it. */
const simulations = 60;

async function firstFound(plant: () => object): Promise<string> {
  for (let seed = 1; seed <= simulations; seed++) {
    const said = await runSimulation(seed, plant()).then(
      () => null,
      (error: Error) => error.message,
    );
    if (said) return said;
  }
  return `not found in ${simulations} worlds`;
}

describe('a simulation finds', () => {
  it.for(Object.entries(plantedFaults))(
    '%s',
    { timeout: 300_000 },
    async ([, { plant, found }]) => {
      expect(await firstFound(plant)).toMatch(found);
    },
  );
});
