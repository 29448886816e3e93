/**
 * The documents of the root and of docs/ name only files, folders and functions that exist.
 * Decision records are history and may name old paths; CHANGELOG.md may name what is gone.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { inRoot } from '../paths.mjs';

const documentsIn = (folder: string) =>
  readdirSync(inRoot(folder))
    .filter((name) => name.endsWith('.md') && name !== 'CHANGELOG.md')
    .map((name) => join(folder, name));
const documents = [...documentsIn('.'), ...documentsIn('docs')];

const linesOf = (document: string) => readFileSync(inRoot(document), 'utf8').split('\n');
const topLevel = readdirSync(inRoot('.'));

/** `circle.name` and `meeting/…` are no paths: a path begins at a top-level folder of this project. */
const isRepositoryPath = (text: string) =>
  /^[\w@.-]+(?:\/[\w@.-]+)+\/?$/.test(text) && topLevel.includes(text.split('/')[0] ?? '');

/** Made by runs, and not in a fresh checkout. */
const isGenerated = (path: string) => /^(?:artefacts|node_modules|data)(?:\/|$)/.test(path);

/** Paths in backticks, and in the arguments of commands in backticks. */
const pathsIn = (line: string) =>
  [...line.matchAll(/`([^`]+)`/g)]
    .flatMap(([, text = '']) => text.split(/\s+/))
    .filter((text) => isRepositoryPath(text) && !isGenerated(text));

/** Targets of links to files of this repository, without the part behind `#`. */
const linksIn = (line: string) =>
  [...line.matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));

/** `document:line  path` of each path that `find` reads and that leads nowhere. */
const missing = (find: (line: string) => string[], folderOf: (document: string) => string) =>
  documents.flatMap((document) =>
    linesOf(document).flatMap((line, index) =>
      find(line)
        .filter((path) => !existsSync(inRoot(folderOf(document), path)))
        .map((path) => `${document}:${index + 1}  ${path}`),
    ),
  );

it('finds a path in backticks, in a command and in a link', () => {
  expect(pathsIn('see `packages/core` and `node scripts/gone.mjs --write`, not `a/b`')).toEqual([
    'packages/core',
    'scripts/gone.mjs',
  ]);
  expect(linksIn('[a](docs/gone.md#part), [b](https://example.org), [c](#part)')).toEqual([
    'docs/gone.md',
  ]);
});

it('every path in backticks exists', () => {
  expect(missing(pathsIn, () => '.')).toEqual([]);
});

it('every link to a file leads to a file', () => {
  expect(missing(linksIn, dirname)).toEqual([]);
});

/** Rows `| n | file | functions |` of the walks; files are below apps/server/src, or `core/…`. */
const steps = linesOf('docs/architecture.md').flatMap((line) => {
  const [, path, cell = ''] = /^\| \d+ \| `([\w./-]+)` \| (.*?) \|/.exec(line) ?? [];
  if (path === undefined) return [];
  const file = path.startsWith('core/')
    ? path.replace('core/', 'packages/core/src/')
    : `apps/server/src/${path}`;
  const names = [...cell.matchAll(/`([#\w.]+)`/g)].map(([, name = '']) => name);
  return [{ file, names }];
});

it('every file and function of the walks in docs/architecture.md exists', () => {
  expect(steps.length).toBeGreaterThan(40);
  const wrong = steps.flatMap(({ file, names }) => {
    if (!existsSync(inRoot(file))) return [file];
    const text = readFileSync(inRoot(file), 'utf8');
    return names
      .flatMap((name) => name.split('.'))
      .filter((name) => !text.includes(name))
      .map((name) => `${file}: ${name}`);
  });
  expect(wrong).toEqual([]);
});
