/**
 * Do the invariants and scenarios find faults? Each fault of planted-faults.ts is planted into a copy of the core in
 * a temporary folder, and what is said to find it must find it. The files of the core stay as
 * they are.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CoreUnderTest, RandomMeeting } from '@holdspace/testkit';
import { randomMeeting } from '@holdspace/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariants } from './invariants/index.ts';
import { checkInvariant, checkInvariants } from './invariants/invariant.ts';
import type { PlantedCoreFault } from './planted-faults.ts';
import { plantedFaults } from './planted-faults.ts';
import { scenarios } from './scenarios.ts';

const source = fileURLToPath(new URL('../../src', import.meta.url));
let folder = '';
let meetings: readonly RandomMeeting[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdspace-mutants-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  // The same meetings every time: whether a fault is found must not be a matter of luck.
  meetings = fc.sample(randomMeeting, { seed: 2, numRuns: 150 });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function coreWithFault(
  { file, from, to }: PlantedCoreFault,
  name: string,
): Promise<CoreUnderTest> {
  const copy = join(folder, name);
  cpSync(source, copy, { recursive: true });
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  expect(text.split(from), `${file} no longer says: ${from}`).toHaveLength(2);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  return (await import(pathToFileURL(join(copy, 'index.ts')).href)) as CoreUnderTest;
}

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
  it.for(plantedFaults.map((mutant, n) => [mutant.fault, mutant.foundBy, mutant, n] as const))(
    '%s (by %s)',
    async ([, foundBy, mutant, n]) => {
      const core = await coreWithFault(mutant, `${n}`);
      expect(isFaultFound(core, foundBy), foundBy).toBe(true);
    },
  );

  it('and none is found where none was planted', { timeout: 120_000 }, async () => {
    const nothing = {
      file: 'meeting/speaking-order.ts',
      from: 'pure list work',
      to: 'pure list work',
    };
    const core = await coreWithFault({ ...nothing, fault: '', foundBy: '' }, 'sound');
    for (const scenario of Object.values(scenarios)) scenario(core);
    for (const random of meetings) checkInvariants(Object.values(invariants), random, core);
  });
});
