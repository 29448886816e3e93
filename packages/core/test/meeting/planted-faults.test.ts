/**
 * Do the invariants and scenarios find faults? Each fault of planted-faults.ts is planted into a
 * copy of the core, and what is said to find it must find it. The files of the core stay as they
 * are.
 */
import { type CoreUnderTest, type RandomMeeting, randomMeeting } from '@holdspace/testkit';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { coreWithFault } from './core-with-fault.ts';
import { invariants } from './invariants/index.ts';
import { checkInvariant, checkInvariants } from './invariants/invariant.ts';
import { plantedFaults } from './planted-faults.ts';
import { scenarios } from './scenarios.ts';

let meetings: readonly RandomMeeting[] = [];

beforeAll(() => {
  // The same meetings every time: whether a fault is found must not be a matter of luck.
  meetings = fc.sample(randomMeeting, { seed: 2, numRuns: 150 });
});

const fails = (attempt: () => void): boolean => {
  try {
    attempt();
    return false;
  } catch {
    return true;
  }
};

/**
 * Does anything fail with this core, of what begins with this name? Scenarios first: they are
 * short.
 */
function isFaultFound(core: CoreUnderTest, beginning: string): boolean {
  const named = ([name]: readonly [string, unknown]) => name.startsWith(`${beginning} `);
  return (
    Object.entries(scenarios)
      .filter(named)
      .some(([, scenario]) => fails(() => scenario(core))) ||
    Object.entries(invariants)
      .filter(named)
      .some(([, invariant]) =>
        meetings.some((random) => fails(() => checkInvariant(invariant, random, core))),
      )
  );
}

describe('a planted fault is found', () => {
  it.for(plantedFaults.map((mutant) => [mutant.fault, mutant.foundBy, mutant] as const))(
    '%s (by %s)',
    ([, foundBy, mutant]) => {
      expect(isFaultFound(coreWithFault(mutant), foundBy), foundBy).toBe(true);
    },
  );

  it('and none is found where none was planted', { timeout: 120_000 }, () => {
    const nothing = {
      file: 'meeting/speaking-order.ts',
      from: 'pure list work',
      to: 'pure list work',
    };
    const core = coreWithFault({ ...nothing, fault: '', foundBy: '' });
    for (const scenario of Object.values(scenarios)) scenario(core);
    for (const random of meetings) checkInvariants(Object.values(invariants), random, core);
  });
});
