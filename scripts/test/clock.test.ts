/** The screens and the client library do not read the clock of the device (CON-2). */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The one module that compares the two clocks. */
const allowed = 'packages/client/src/clock.ts';
const readsDevice =
  /\bDate\.now\b|\bnew Date(\(\)|\b(?!\())|\bDate\(\)|\bTemporal\.Now\b|timeOrigin/;

it('CON-2 no module of the screens or of the client library reads the clock of the device', () => {
  const files = globSync(['apps/web/src/**/*.{ts,tsx}', 'packages/{client,protocol}/src/**/*.ts'], {
    cwd: root,
  });
  expect(files.length).toBeGreaterThan(150);
  const found = files.filter((file) => readsDevice.test(readFileSync(root + file, 'utf8')));
  expect(found).toEqual([allowed]);
});
