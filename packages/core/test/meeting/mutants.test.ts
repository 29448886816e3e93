/**
 * Are the laws and tales any good? Each fault of mutants.ts is planted into a copy of the core in
 * a temporary folder, and what is said to find it must find it. The files of the core stay as
 * they are.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Core, RandomMeeting } from '@holdspace/testkit';
import { randomMeeting } from '@holdspace/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { laws } from './laws/index.ts';
import { holds, holdTogether } from './laws/law.ts';
import type { Mutant } from './mutants.ts';
import { mutants } from './mutants.ts';
import { tales } from './tales.ts';

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

async function planted({ file, from, to }: Mutant, name: string): Promise<Core> {
  const copy = join(folder, name);
  cpSync(source, copy, { recursive: true });
  const path = join(copy, 'meeting', file);
  const text = readFileSync(path, 'utf8');
  expect(text.split(from), `${file} no longer says: ${from}`).toHaveLength(2);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  return (await import(pathToFileURL(join(copy, 'index.ts')).href)) as Core;
}

const fails = (attempt: () => void): boolean => {
  try {
    attempt();
    return false;
  } catch {
    return true;
  }
};

/** Does anything fail with this core, of what begins with this name? Tales first: they are short. */
function found(core: Core, beginning: string): boolean {
  const named = ([name]: readonly [string, unknown]) => name.startsWith(`${beginning} `);
  return (
    Object.entries(tales)
      .filter(named)
      .some(([, tale]) => fails(() => tale(core))) ||
    Object.entries(laws)
      .filter(named)
      .some(([, law]) => meetings.some((random) => fails(() => holds(law, random, core))))
  );
}

describe('a planted fault is found', () => {
  it.for(mutants.map((mutant, n) => [mutant.fault, mutant.foundBy, mutant, n] as const))(
    '%s (by %s)',
    async ([, foundBy, mutant, n]) => {
      const core = await planted(mutant, `${n}`);
      expect(found(core, foundBy), foundBy).toBe(true);
    },
  );

  it('and none is found where none was planted', { timeout: 120_000 }, async () => {
    const nothing = { file: 'order.ts', from: 'pure list work', to: 'pure list work' };
    const core = await planted({ ...nothing, fault: '', foundBy: '' }, 'sound');
    for (const tale of Object.values(tales)) tale(core);
    for (const random of meetings) holdTogether(Object.values(laws), random, core);
  });
});
