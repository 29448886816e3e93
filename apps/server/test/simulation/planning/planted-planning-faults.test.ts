/** The worlds of plans find mistakes: each one here is planted on every node, and some world says so. */
import { expect, it, vi } from 'vitest';
import { zoneRules } from '../../../src/circles/zone-rules.ts';
import type { PlanningBreakage } from './planning-node.ts';
import { runPlanningWorld } from './run-planning-world.ts';

vi.mock('node:crypto', async (original) =>
  (await import('../seeded-random.ts')).mockCrypto(original),
);
vi.mock(
  '../../../src/storage/chain/random-string.ts',
  async () => (await import('../seeded-random.ts')).mockRandomString,
);
vi.mock('node:timers/promises', async () => (await import('../fake-clock.ts')).mockTimers);

const day = 24 * 3_600_000;
const winterOffset = Object.fromEntries(
  ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'].map((zone) => [
    zone,
    zoneRules.offsetOf(Date.parse('2027-01-15T12:00Z'), zone),
  ]),
);

const planted: readonly (readonly [what: string, finds: RegExp, breakage: PlanningBreakage])[] = [
  [
    'RHY-2 a zone whose clocks never change is found',
    /RHY-2/,
    {
      zones: {
        ...zoneRules,
        instantOf: (date, at, zone) => ({
          at: Date.parse(`${date}T${at}Z`) - (winterOffset[zone] ?? 0),
          adjusted: null,
        }),
      },
    },
  ],
  [
    'RHY-1 a node that leaves out every date of a week is found',
    /RHY-1|RHY-2|LED-16/,
    {
      zones: {
        ...zoneRules,
        instantOf: (date, at, zone) => {
          const found = zoneRules.instantOf(date, at, zone);
          return Math.floor(found.at / day) % 5 === 0 ? { ...found, at: found.at + day } : found;
        },
      },
    },
  ],
];

it.each(planted)('%s', { timeout: 600_000 }, async (_, finds, breakage) => {
  const found: string[] = [];
  for (let seed = 1; seed <= 6 && found.length === 0; seed++) {
    await runPlanningWorld(seed, breakage).catch((error: unknown) => found.push(String(error)));
  }
  expect(found.join()).toMatch(finds);
});
