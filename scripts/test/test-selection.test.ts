/** What the arguments of `npm test`, `npm run watch` and `npm run check` choose, and what is refused. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot, root } from '../paths.mjs';
import { stages } from '../stages/index.mjs';
import { vitestProjects } from '../stages/tests.mjs';
import { selection } from '../test-selection.mjs';

const self = 'scripts/test/test-selection.test.ts';
function chosen(...args: string[]) {
  const found = selection(args, stages);
  return 'error' in found ? found.error : Object.fromEntries(found.stages);
}
const whole = { files: [], title: undefined };

it('runs every stage without arguments, and else the stages that are named', () => {
  expect(Object.keys(chosen())).toEqual(Object.keys(stages));
  expect(chosen('types', 'unit')).toEqual({ types: whole, unit: whole });
});

it.for([[self], ['unit', self], ['test-selection'], [inRoot(self)]])(
  'runs one test file by its path or a part of it: %j',
  (args) => {
    expect(chosen(...args)).toEqual({ unit: { files: [inRoot(self)], title: undefined } });
  },
);

it('runs a journey in the stage of the browser', () => {
  const journey = 'e2e/test/first-circle.test.ts';
  expect(chosen(journey)).toEqual({ browser: { files: [inRoot(journey)], title: undefined } });
});

it('takes the path itself for more than a part of other paths', () => {
  const path = 'e2e/test/leave-now.test.ts';
  expect(chosen(path)).toMatchObject({ browser: { files: [inRoot(path)] } });
});

it('runs tests by a part of their name: unit tests where no stage is named', () => {
  expect(chosen('-t', 'RND-7')).toEqual({ unit: { files: [], title: 'RND-7' } });
  expect(chosen('browser', '-t', 'RND-7')).toEqual({ browser: { files: [], title: 'RND-7' } });
  expect(chosen(self, '-t', 'x')).toEqual({ unit: { files: [inRoot(self)], title: 'x' } });
});

it('understands every command that the documents show', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'scripts/test.mjs', 'scripts/watch.mjs']
    .map((path) => inRoot(path))
    .filter((path) => existsSync(path));
  const commands = documents.flatMap((path) => [
    ...readFileSync(path, 'utf8').matchAll(
      /npm (?:test|run watch) -- ([^`'\n]+?)(?:[`']|$|\s{2,})/gm,
    ),
  ]);
  const refused = commands
    .map(([, args = '']) => args.split(' ').filter((word) => !/^[A-Z]+$/.test(word)))
    .filter((args) => typeof chosen(...args) === 'string');
  expect(commands.length).toBeGreaterThan(3);
  expect(refused).toEqual([]);
});

it('starts only the vitest project of the files', () => {
  const web = inRoot('apps/web/test/a.test.tsx');
  const node = inRoot(self);
  expect(vitestProjects([])).toEqual([]);
  expect(vitestProjects([node])).toEqual(['--project', 'node']);
  expect(vitestProjects([web])).toEqual(['--project', 'web']);
  expect(vitestProjects([node, web])).toEqual(['--project', 'web', '--project', 'node']);
});

it.for([
  [['no-such-file'], /“no-such-file” is neither a stage nor .* a test file\. Stages: style, types/],
  [['unit', 'no-such-file'], /“no-such-file” is neither/],
  [['types', self], /The stage “types” is always run whole; .* in: unit, browser\./],
  [['rehearsals/rnd-1-x.yaml'], /npm run rehearse -- rehearsals\/rnd-1-x\.yaml/],
  [['--watch'], /There is no option “--watch”/],
  [['unit', '-t'], /-t needs a part of a test’s name/],
] as const)('refuses %j with a sentence that says what to do', ([args, sentence]) => {
  expect(chosen(...args)).toMatch(sentence);
});

it.for([
  ['test.mjs', ['no-such-file'], /neither a stage/],
  ['check.mjs', ['unit'], /“unit” is not understood\. Use: npm run check/],
  ['watch.mjs', [], /What is to be watched\?/],
  ['watch.mjs', ['no-such-file'], /neither a stage/],
  ['house.mjs', ['no-such-folder'], /neither a checkout nor a column/],
] as const)('%s ends with code 2 for %j, and with a sentence', ([script, args, sentence]) => {
  const { status, stderr } = spawnSync(process.execPath, [inRoot('scripts', script), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toMatch(sentence);
  expect(status).toBe(2);
});
