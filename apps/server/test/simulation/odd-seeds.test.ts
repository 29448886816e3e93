import { describe, it, vi } from 'vitest';
import { runSeeds } from './run-seeds.ts';

vi.mock('node:crypto', async (original) =>
  (await import('./seeded-random.ts')).mockCrypto(original),
);
vi.mock(
  '../../src/storage/chain/random-string.ts',
  async () => (await import('./seeded-random.ts')).mockRandomString,
);
vi.mock('node:timers/promises', async () => (await import('./fake-clock.ts')).mockTimers);

describe('a simulation of three nodes and eight clients', () => {
  it('LED-16 becomes quiet with everyone seeing the same, odd seeds', { timeout: 1_200_000 }, () =>
    runSeeds(1),
  );
});
