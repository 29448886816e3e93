/** Every TypeScript file is in one of the projects whose types are checked: tests are, too. */
import { readFileSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';
import { expect, it } from 'vitest';
import { inRoot } from '../paths.mjs';
import { sourceFiles } from '../source-files.mjs';
import { typeProjects } from '../stages/static.mjs';

/** What a project includes: folders, or patterns of files. */
const patternsOf = (project: string): readonly string[] => {
  const { include } = JSON.parse(readFileSync(inRoot(project), 'utf8')) as {
    readonly include: readonly string[];
  };
  return include.map((each) => join(dirname(project), each, each.endsWith('.ts') ? '' : '**'));
};

it('the types of every TypeScript file are checked', () => {
  const patterns = typeProjects().flatMap(patternsOf);
  const written = sourceFiles('code')
    .map(({ path }) => path)
    .filter((path) => /\.tsx?$/.test(path));
  expect(written.length).toBeGreaterThan(1000);
  const unchecked = written.filter((path) => !patterns.some((each) => matchesGlob(path, each)));
  expect(unchecked).toEqual([]);
});
