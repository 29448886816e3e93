import { describe, it, vi } from 'vitest';
import { runAll } from './worlds.ts';

vi.mock('node:crypto', async (original) => (await import('./chance.ts')).drawn(original));
vi.mock('../../src/chance.ts', async () => (await import('./chance.ts')).noSupply);
vi.mock('node:timers/promises', async () => (await import('./clock.ts')).timed);

describe('a simulated world of three nodes and eight clients', () => {
  it('LED-16 comes to rest with everybody seeing the same, odd seeds', { timeout: 1_200_000 }, () =>
    runAll(1),
  );
});
