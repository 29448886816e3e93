/** One version of Node in every place that names it. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from '../paths.mjs';

it('pins one Node: the one that runs, is installed, and packages are chosen for', () => {
  const { devDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as {
    devDependencies: { node: string };
  };
  const workspace = readFileSync(inRoot('pnpm-workspace.yaml'), 'utf8');
  expect(/^nodeVersion: (.*)$/m.exec(workspace)?.[1]).toBe(devDependencies.node);
  expect(process.versions.node).toBe(devDependencies.node);
});
