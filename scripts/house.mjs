/**
 * `npm run house`: figures of the code base, for each package, sources and tests apart.
 *
 *   npm run house                     a table
 *   npm run house -- --list           and each place that is counted
 *   npm run house -- --list cast      only the places of one column
 *   npm run house -- FOLDER           another checkout of this repository
 *
 * It only reports: what must hold is checked by `npm test`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { figuresOf, limits, lineCount, longFile } from './house-figures.mjs';
import { folderCycles, importGraph, importsInside } from './import-graph.mjs';
import { clashesIn } from './names-check.mjs';
import { root } from './paths.mjs';
import { sourceFiles } from './source-files.mjs';

/** @typedef {import('./source-files.mjs').SourceFile} SourceFile */

/** The columns after `files` and `lines`, by what `--list` calls them. */
const columns = /** @type {const} */ ({
  file: `files > ${limits.file}`,
  function: `functions > ${limits.function}`,
  component: `components > ${limits.component}`,
  cast: 'casts',
  cycle: 'folders in cycles',
  name: 'shared names',
});
/** @typedef {keyof typeof columns} Column */
/** @typedef {{ column: Column, owner: string, isTest: boolean, item: string, text: string }} Count */
/** @typedef {{ files: number, lines: number }} Size */

const rowOf = (/** @type {{ owner: string, isTest: boolean }} */ { owner, isTest }) =>
  isTest && owner !== 'e2e' ? `${owner} (tests)` : owner;

/** @returns {Count[]} */
function countsOf(/** @type {SourceFile} */ file, /** @type {string} */ text) {
  const { owner, isTest, path } = file;
  const counts =
    (/** @type {Column} */ column) => (/** @type {{ line: number, text: string }} */ finding) => {
      const item = `${path}:${finding.line}`;
      return { column, owner, isTest, item, text: finding.text };
    };
  if (path.endsWith('.css')) return longFile(text).map(counts('file'));
  const figures = figuresOf(path, text);
  return [
    ...figures.longFile.map(counts('file')),
    ...figures.longFunction.map(counts('function')),
    ...figures.longComponent.map(counts('component')),
    ...figures.cast.map(counts('cast')),
  ];
}

/** @returns {Promise<Count[]>} a shared name counts in each row that declares it */
async function repositoryCounts(
  /** @type {string} */ folder,
  /** @type {Map<string, SourceFile>} */ files,
) {
  const cycles = folderCycles(importsInside(await importGraph(folder))).flatMap(({ members }) =>
    members.map((item) => {
      const owner = item.split('/').slice(0, 2).join('/');
      const text = `with ${members.length - 1} more`;
      return /** @type {const} */ ({ column: 'cycle', owner, isTest: false, item, text });
    }),
  );
  const names = clashesIn(folder).flatMap(({ name, places }) =>
    places.flatMap(({ path, line }) => {
      const file = files.get(path);
      if (!file) return [];
      const { owner, isTest } = file;
      const text = `${path}:${line}`;
      return [/** @type {const} */ ({ column: 'name', owner, isTest, item: name, text })];
    }),
  );
  return [...cycles, ...names];
}

/** Different items in a list: a name that two rows share is one name in the total. */
const distinct = (/** @type {Count[]} */ counts, /** @type {string} */ column) => {
  const those = counts.filter((count) => count.column === column);
  if (column !== 'name') return those.length;
  return new Set(those.map(({ item }) => item)).size;
};

function printTable(/** @type {Map<string, Size>} */ sizes, /** @type {Count[]} */ counts) {
  const head = ['', 'files', 'lines', ...Object.values(columns)];
  const line = (
    /** @type {string} */ title,
    /** @type {Size} */ size,
    /** @type {Count[]} */ those,
  ) => [
    title,
    `${size.files}`,
    `${size.lines}`,
    ...Object.keys(columns).map((column) => `${distinct(those, column)}`),
  ];
  const sum = (/** @type {(row: string) => boolean} */ wanted) =>
    [...sizes]
      .filter(([row]) => wanted(row))
      .reduce(
        (total, [, { files, lines }]) => ({
          files: total.files + files,
          lines: total.lines + lines,
        }),
        { files: 0, lines: 0 },
      );
  const isTestRow = (/** @type {string} */ row) => row === 'e2e' || row.endsWith('(tests)');
  const rows = [
    ...[...sizes]
      .sort(([one], [other]) => one.localeCompare(other, 'en'))
      .map(([row, size]) =>
        line(
          row,
          size,
          counts.filter((count) => rowOf(count) === row),
        ),
      ),
    line(
      'all sources',
      sum((row) => !isTestRow(row)),
      counts.filter(({ isTest }) => !isTest),
    ),
    line(
      'all tests',
      sum(isTestRow),
      counts.filter(({ isTest }) => isTest),
    ),
    line(
      'total',
      sum(() => true),
      counts,
    ),
  ];
  const widths = head.map((_, at) =>
    Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0)),
  );
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
    );
    console.log(cells.join('  '));
  }
}

function printList(/** @type {Count[]} */ counts) {
  for (const [column, title] of Object.entries(columns)) {
    const those = counts.filter((count) => count.column === column);
    if (those.length > 0) console.log(`\n${title}`);
    for (const { item, text } of those) console.log(`  ${item}  ${text}`);
  }
}

/** @returns {Promise<number>} the exit code: 0 ok, 2 bad use */
async function house(/** @type {string[]} */ args) {
  const at = args.indexOf('--list');
  const wanted = at >= 0 ? args[at + 1] : undefined;
  const only = wanted !== undefined && Object.hasOwn(columns, wanted) ? wanted : undefined;
  const rest = args.filter(
    (argument, index) => argument !== '--list' && !(only && index === at + 1),
  );
  const folder = resolve(rest[0] ?? root);
  if (rest.length > 1 || rest[0]?.startsWith('-') || !existsSync(join(folder, 'package.json'))) {
    console.error(
      `“${rest.join(' ')}” is neither a checkout nor a column. Use: npm run house -- [FOLDER] [--list [${Object.keys(columns).join('|')}]].`,
    );
    return 2;
  }
  const listed = [...sourceFiles('code', folder), ...sourceFiles('stylesheets', folder)];
  /** @type {Map<string, Size>} */
  const sizes = new Map();
  const counts = listed.flatMap((file) => {
    const text = readFileSync(join(folder, file.path), 'utf8');
    const size = sizes.get(rowOf(file)) ?? { files: 0, lines: 0 };
    sizes.set(rowOf(file), { files: size.files + 1, lines: size.lines + lineCount(text) });
    return countsOf(file, text);
  });
  const all = [
    ...counts,
    ...(await repositoryCounts(folder, new Map(listed.map((file) => [file.path, file])))),
  ];
  if (only === undefined) printTable(sizes, all);
  if (at >= 0) printList(all.filter(({ column }) => only === undefined || column === only));
  return 0;
}

process.exitCode = await house(process.argv.slice(2));
