import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { modes, phases, seats } from '../../packages/core/src/index.ts';
import { inRoot } from '../paths.mjs';

type Row = readonly string[];

const [, domain = [], architecture = []] = readFileSync(inRoot('docs/glossary.md'), 'utf8')
  .split(/^## /m)
  .map(rowsOf);

/** The rows of the table in one section, without its head. */
function rowsOf(section: string): readonly Row[] {
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.slice(2, -2).split(' | '));
}

/** Names that the sources of all packages declare at the top level. */
function declaredNames(): ReadonlySet<string> {
  const names = new Set<string>();
  const declaration =
    /^(?:export )?(?:default )?(?:abstract )?(?:async )?(?:class|interface|type|const|function) (\w+)/gm;
  for (const folder of ['packages', 'apps']) {
    for (const part of readdirSync(inRoot(folder))) {
      const sources = inRoot(folder, part, 'src');
      if (!existsSync(sources)) continue;
      for (const file of readdirSync(sources, { encoding: 'utf8', recursive: true })) {
        if (!/\.tsx?$/.test(file)) continue;
        const text = readFileSync(inRoot(folder, part, 'src', file), 'utf8');
        for (const [, name = ''] of text.matchAll(declaration)) names.add(name);
      }
    }
  }
  return names;
}

it.each([
  ['domain', domain, 2],
  ['architecture', architecture, 3],
])('the terms of the %s are in alphabetical order, each once, with one line', (_, rows, cells) => {
  expect(rows.length).toBeGreaterThan(50);
  const terms = rows.map(([term = '']) => term);
  const sorted = [...new Set(terms)].sort((a, b) => a.localeCompare(b, 'en'));
  expect(terms).toEqual(sorted);
  for (const row of rows) {
    expect(row, row.join(' | ')).toHaveLength(cells);
    expect(row[1], row[0]).toMatch(/^[A-Z*].*[.)]$/);
  }
});

it('the glossary explains every phase, floor mode and seat', () => {
  const meanings = domain.map(([, meaning]) => meaning).join('\n');
  const missing = [...phases, ...modes, ...seats].filter(
    (name) => !meanings.includes(`\`${name}\``),
  );
  expect(missing).toEqual([]);
});

it('every name and file in the glossary exists', () => {
  const names = declaredNames();
  const missing = architecture.flatMap(([term, , cell = '']) => {
    const name = /^`([\w./-]+)`$/.exec(cell)?.[1] ?? '';
    const isThere = name.includes('/') ? existsSync(inRoot(name)) : names.has(name);
    return isThere ? [] : [`${term}: ${cell}`];
  });
  expect(missing).toEqual([]);
});
