/** A new command needs a test: the compiler cannot see whether there is one. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { commandNames } from '../../src/index.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const sources = globSync('**/*.ts', { cwd: folder })
  .map((path) => readFileSync(`${folder}/${path}`, 'utf8'))
  .join('\n');

/** They have no decider in core; the server tests them (realtime/). */
const decidedByServer = ['write-here', 'export-mine'];

it('WIRE-4 every command of the catalogue is asked in a test of core', () => {
  const untested = commandNames.filter((name) => !sources.includes(`do: '${name}'`));
  expect(untested, 'commands that no test of packages/core/test asks').toEqual(decidedByServer);
});
