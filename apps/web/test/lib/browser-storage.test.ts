/** One module writes to the storage of the browser: the way out empties what it knows (EXIT-2). */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const source = new URL('../../src/', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.tsx?$/.test(name),
);

it('EXIT-2 no module but lib/storage/storage.ts uses the storage of the browser', () => {
  const users = files.filter((name) =>
    /\b(localStorage|sessionStorage|indexedDB|document\.cookie)\b/.test(
      readFileSync(new URL(name, source), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''),
    ),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(users).toEqual(['lib/storage/storage.ts']);
});
