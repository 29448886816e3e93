/**
 * Each rule about imports must find a violation that is planted in a small project.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { folderCycles, importGraph, importsInside } from '../import-graph.mjs';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const validProject: Record<string, string> = {
  'packages/core/src/index.ts': "export * from './floor.ts';",
  'packages/core/src/floor.ts':
    'export type Floor = { holder: string };\nexport const modes = [1];',
  'packages/protocol/src/index.ts': "export type * from '@holdspace/core';",
  'packages/client/src/index.ts':
    "import type { Floor } from '@holdspace/protocol';\nexport const fold = (floor: Floor) => floor;",
  'apps/web/src/app/main.tsx':
    "import { fold } from '@holdspace/client';\nexport const Main = () => <p>{String(fold)}</p>;",
  'packages/cluster/src/index.ts': "export { spawn } from 'node:child_process';",
  'packages/rehearsal/src/index.ts':
    "export { fold } from '@holdspace/client';\nexport { spawn } from '@holdspace/cluster';",
  'apps/server/src/app.ts': "export { modes } from '@holdspace/core';",
  'apps/server/src/cli/run.ts':
    "import '../app.ts';\nexport const rehearse = () => import('./rehearse.ts');",
  'apps/server/src/cli/rehearse.ts': "export { fold } from '@holdspace/rehearsal';",
  'packages/testkit/src/index.ts': "export { modes } from '@holdspace/core';",
  'packages/core/test/floor.test.ts': "import '@holdspace/testkit';",
};

const packages = 'core protocol client cluster rehearsal testkit web server'.split(' ');

/** The rules that this project breaks: `validProject` with some files replaced. */
async function brokenRules(planted: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'holdspace-imports-'));
  folders.push(folder);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const name of packages) {
    const home = `${name === 'web' || name === 'server' ? 'apps' : 'packages'}/${name}`;
    const dependencies = Object.fromEntries(packages.map((other) => [`@holdspace/${other}`, '*']));
    write(
      `${home}/package.json`,
      JSON.stringify({ name: `@holdspace/${name}`, exports: './src/index.ts', dependencies }),
    );
    mkdirSync(join(folder, 'node_modules', '@holdspace'), { recursive: true });
    symlinkSync(join(folder, home), join(folder, 'node_modules', '@holdspace', name));
  }
  for (const [path, text] of Object.entries({ ...validProject, ...planted })) write(path, text);
  const graph = await importGraph(folder);
  const rules = graph.summary.violations.map(({ rule }) => rule.name);
  const cycles = folderCycles(importsInside(graph)).map(() => 'folder-cycle');
  return [...new Set([...rules, ...cycles])].sort();
}

it('accepts imports that go the right way', async () => {
  expect(await brokenRules({})).toEqual([]);
});

it('finds folders that import one another, also when they import types only', async () => {
  const found = await brokenRules({
    'packages/core/src/index.ts': "export * from './floor/holder.ts';",
    'packages/core/src/floor/holder.ts': "export type { Turn } from '../turn/turn.ts';",
    'packages/core/src/floor/mode.ts': 'export type Mode = 1;',
    'packages/core/src/turn/turn.ts':
      "import type { Mode } from '../floor/mode.ts';\nexport type Turn = Mode;",
  });
  expect(found).toEqual(expect.arrayContaining(['folder-cycle', 'no-folder-cycles']));
});

it.for([
  [
    'core-alone',
    'packages/core/src/floor.ts',
    "import { readFileSync } from 'node:fs';\nexport const modes = readFileSync;",
  ],
  [
    'core-alone',
    'packages/core/src/floor.ts',
    "import type { Floor } from '@holdspace/protocol';\nexport type F = Floor;",
  ],
  [
    'protocol-imports',
    'packages/protocol/src/index.ts',
    "export { fold } from '@holdspace/client';",
  ],
  [
    'client-imports',
    'packages/client/src/index.ts',
    "export { modes } from '@holdspace/core';\nexport const fold = 1;",
  ],
  [
    'web-imports',
    'apps/web/src/app/main.tsx',
    "import type { Floor } from '@holdspace/core';\nexport const Main = (floor: Floor) => <p>{floor.holder}</p>;",
  ],
  [
    'server-imports',
    'apps/server/src/app.ts',
    "export { Main } from '../../web/src/app/main.tsx';",
  ],
  ['server-imports', 'apps/server/src/app.ts', "export { fold } from '@holdspace/client';"],
  [
    'cluster-imports',
    'packages/cluster/src/index.ts',
    "export { fold } from '@holdspace/client';\nexport const spawn = 1;",
  ],
  [
    'rehearsal-imports',
    'packages/rehearsal/src/index.ts',
    "export { modes } from '../../../apps/server/src/app.ts';\nexport const fold = 1;",
  ],
  ['process-commands', 'apps/server/src/app.ts', "export { spawn } from '@holdspace/cluster';"],
  [
    'process-commands-load-late',
    'apps/server/src/cli/run.ts',
    "import '../app.ts';\nexport { fold } from './rehearse.ts';",
  ],
  [
    'by-the-door',
    'apps/server/src/app.ts',
    "export { modes } from '../../../packages/core/src/floor.ts';",
  ],
  ['by-the-door', 'apps/server/test/app.test.ts', "import '../../../packages/core/src/floor.ts';"],
  ['by-the-door', 'e2e/test/page.test.ts', "import '../../packages/core/src/floor.ts';"],
  ['by-the-door', 'bench/src/main.ts', "import '../../packages/core/src/floor.ts';"],
  ['tests-stay-outside', 'apps/server/src/app.ts', "export { modes } from '@holdspace/testkit';"],
  [
    'no-cycles',
    'packages/core/src/floor.ts',
    "import { modes as same } from './index.ts';\nexport const modes = [same];",
  ],
  ['no-orphans', 'packages/core/src/alone.ts', 'export const alone = 1;'],
  ['found', 'packages/core/src/floor.ts', "export { modes } from './nowhere.ts';"],
] as const)('finds what %s forbids in %s', async ([rule, path, text]) => {
  expect(await brokenRules({ [path]: text })).toContain(rule);
});
