/** Folder cycles, on small lists of imports; imports.test.ts has one read from files. */
import { expect, it } from 'vitest';
import { cycleReport, folderCycles, importsInside } from '../import-graph.mjs';

const src = 'packages/x/src';
const importsOf = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([from, to]) => ({ from: `${src}/${from}`, to: `${src}/${to}` }));
const cyclesOf = (...pairs: readonly (readonly [string, string])[]) =>
  folderCycles(importsOf(...pairs)).map(({ members }) =>
    members.map((path) => path.slice(src.length + 1)),
  );

it.for([
  [
    'two folders',
    [
      ['a/1.ts', 'b/1.ts'],
      ['b/2.ts', 'a/2.ts'],
    ],
    ['a/', 'b/'],
  ],
  [
    'three folders',
    [
      ['a/1.ts', 'b/1.ts'],
      ['b/1.ts', 'c/1.ts'],
      ['c/1.ts', 'a/1.ts'],
    ],
    ['a/', 'b/', 'c/'],
  ],
  [
    'a folder and its subfolder',
    [
      ['a/1.ts', 'a/b/1.ts'],
      ['a/b/1.ts', 'a/2.ts'],
    ],
    ['a/', 'a/b/'],
  ],
  [
    'two folders by a subfolder',
    [
      ['a/1.ts', 'a/one/1.ts'],
      ['a/one/1.ts', 'b/1.ts'],
      ['b/1.ts', 'a/1.ts'],
    ],
    ['a/', 'a/one/', 'b/'],
  ],
  [
    'a folder and a file in src',
    [
      ['a/1.ts', 'main.ts'],
      ['main.ts', 'a/2.ts'],
    ],
    ['a/', 'main.ts'],
  ],
  [
    'two folders by a file in src',
    [
      ['a/1.ts', 'main.ts'],
      ['main.ts', 'b/1.ts'],
      ['b/1.ts', 'a/1.ts'],
    ],
    ['a/', 'b/', 'main.ts'],
  ],
] as const)('finds a cycle of %s', ([, imports, members]) => {
  expect(cyclesOf(...imports)).toEqual([[...members]]);
});

it.for([
  [
    'one way',
    [
      ['a/1.ts', 'b/1.ts'],
      ['b/1.ts', 'c/1.ts'],
      ['a/1.ts', 'c/1.ts'],
    ],
  ],
  [
    'a file in src that joins folders, and one that they share',
    [
      ['index.ts', 'a/1.ts'],
      ['index.ts', 'kernel.ts'],
      ['a/1.ts', 'kernel.ts'],
    ],
  ],
  [
    'a shell with its router above the features and its frame below them',
    [
      ['app/routes.ts', 'a/1.ts'],
      ['a/1.ts', 'app/frame/1.ts'],
    ],
  ],
  [
    'files of one folder',
    [
      ['a/1.ts', 'a/2.ts'],
      ['a/2.ts', 'a/1.ts'],
    ],
  ],
] as const)('accepts %s', ([, imports]) => {
  expect(cyclesOf(...imports)).toEqual([]);
});

it('reports the files that import, the rarest direction first', () => {
  const imports = importsOf(
    ...(['1', '2', '3', '4'] as const).map((file) => [`a/${file}.ts`, 'b/1.ts'] as const),
    ['b/1.ts', 'a/1.ts'],
  );
  expect(folderCycles(imports).map(cycleReport)).toEqual([
    [
      `${src}: a/, b/ import one another.`,
      '  b/ → a/ (1): b/1.ts → a/1.ts',
      '  a/ → b/ (4): a/1.ts → b/1.ts, a/2.ts → b/1.ts, a/3.ts → b/1.ts, and 1 more',
    ].join('\n'),
  ]);
});

it('looks inside each package only', () => {
  const modules = [
    { source: `${src}/a/1.ts`, dependencies: [{ resolved: `${src}/b/1.ts` }] },
    { source: `${src}/a/1.ts`, dependencies: [{ resolved: 'packages/y/src/b/1.ts' }] },
    { source: 'packages/x/test/1.ts', dependencies: [{ resolved: 'packages/x/test/b/1.ts' }] },
  ];
  expect(importsInside({ modules })).toEqual([{ from: `${src}/a/1.ts`, to: `${src}/b/1.ts` }]);
});
