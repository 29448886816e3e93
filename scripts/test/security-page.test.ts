/** Each row of the table in SECURITY.md names a test. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from '../paths.mjs';

const rows = readFileSync(inRoot('SECURITY.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, promise, file, title] = /^\| (.+) \| `([^`]+)`: (.+) \|$/.exec(line) ?? [];
    return promise && file && title ? [{ promise, file, title }] : [];
  });

it('names an existing test for each promise of SECURITY.md', () => {
  expect(rows.length).toBeGreaterThan(15);
  for (const { promise, file, title } of rows) {
    expect(existsSync(inRoot(file)), file).toBe(true);
    expect(readFileSync(inRoot(file), 'utf8'), promise).toContain(title);
  }
});
