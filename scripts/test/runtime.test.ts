/** Every place that names a version of Node names the same one. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from '../paths.mjs';

it('pins one Node: it runs the tests, is installed, and pnpm chooses packages for it', () => {
  const { devDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as {
    devDependencies: { node: string };
  };
  const workspace = readFileSync(inRoot('pnpm-workspace.yaml'), 'utf8');
  expect(/^nodeVersion: (.*)$/m.exec(workspace)?.[1]).toBe(devDependencies.node);
  expect(process.versions.node).toBe(devDependencies.node);
});
