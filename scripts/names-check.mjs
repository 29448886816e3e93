/**
 * One name means one thing: no exported type or component name is declared for two things in
 * the whole repository, and no file uses such a name for a declaration of its own.
 *
 *   node scripts/names-check.mjs     prints each clash with both places
 *
 * A re-export declares nothing. A wrapper that loads a component later, by an import in a file
 * `*.lazy.ts(x)`, has the name of that component.
 */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { declarationsIn } from './declarations.mjs';
import { root } from './paths.mjs';
import { sourceFiles } from './source-files.mjs';

/** @typedef {import('./declarations.mjs').FileDeclarations} FileDeclarations */
/** @typedef {import('./declarations.mjs').Declaration & { path: string }} Place */
/** @typedef {{ name: string, places: Place[] }} Clash */

/**
 * Names that two things share on purpose, each with the reason. Keep it short.
 * @type {Record<string, string>}
 */
const exceptions = {};

const pascalCase = /^[A-Z][A-Za-z0-9]*$/;

const resolved = (/** @type {string} */ path, /** @type {string} */ specifier) =>
  posix.join(posix.dirname(path), specifier);
const isLazy = (/** @type {string} */ path) => /\.lazy\.tsx?$/.test(path);

/**
 * The files that a lazy file loads later, itself or by the lazy files that it imports.
 * @param {Map<string, FileDeclarations>} files
 * @param {string} path
 * @param {Set<string>} [seen]
 * @returns {string[]}
 */
function loadedLater(files, path, seen = new Set()) {
  if (!isLazy(path) || seen.has(path)) return [];
  seen.add(path);
  const { imports = [], loadsLater = [] } = files.get(path) ?? {};
  return [
    ...loadsLater.map((specifier) => resolved(path, specifier)),
    ...imports.flatMap((specifier) => loadedLater(files, resolved(path, specifier), seen)),
  ];
}

/**
 * Does `path` export this name of `target`, itself or by re-exports?
 * @param {Map<string, FileDeclarations>} files
 * @param {string} path
 * @param {string} name
 * @param {string} target
 * @param {Set<string>} [seen]
 * @returns {boolean}
 */
function exportsNameOf(files, path, name, target, seen = new Set()) {
  if (path === target) return true;
  if (seen.has(path)) return false;
  seen.add(path);
  const { reexports = [] } = files.get(path) ?? {};
  return reexports.some(
    (each) =>
      (each.name === name || each.name === '*') &&
      exportsNameOf(files, resolved(path, each.from), name, target, seen),
  );
}

/**
 * Is the one place the lazy wrapper of what the other place declares? It lies in a lazy file, or
 * picks the component out of what a lazy file loads.
 * @param {Map<string, FileDeclarations>} files
 * @param {string} name
 * @param {Place} wrapper
 * @param {Place} other
 */
function wraps(files, name, wrapper, other) {
  if (wrapper.path === other.path || !(isLazy(wrapper.path) || wrapper.picks)) return false;
  const { imports = [] } = files.get(wrapper.path) ?? {};
  return [
    ...loadedLater(files, wrapper.path),
    ...imports.flatMap((specifier) => loadedLater(files, resolved(wrapper.path, specifier))),
  ].some((path) => exportsNameOf(files, path, name, other.path));
}

/**
 * @param {Map<string, FileDeclarations>} files by path
 * @returns {Clash[]} sorted by name; each with all places, exported ones first
 */
export function clashes(files) {
  /** @type {Map<string, Place[]>} */
  const places = new Map();
  for (const [path, { declarations }] of files) {
    // In one file a type and a value of one name are one thing: the schema and its type.
    const names = new Set(declarations.map(({ name }) => name));
    for (const name of names) {
      if (!pascalCase.test(name)) continue;
      const same = declarations.filter((each) => each.name === name);
      const first = same.find(({ exported }) => exported) ?? same[0];
      if (!first) continue;
      places.set(name, [...(places.get(name) ?? []), { path, ...first }]);
    }
  }
  return [...places]
    .map(([name, all]) => {
      const things = all.filter((one) => !all.some((other) => wraps(files, name, one, other)));
      things.sort((one, other) => Number(other.exported) - Number(one.exported));
      return { name, places: things };
    })
    .filter(({ places: [first, ...others] }) => first?.exported && others.length > 0)
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** @returns {Clash[]} those of a repository */
export function clashesIn(/** @type {string} */ folder = root) {
  const files = sourceFiles('code', folder).map(
    ({ path }) =>
      /** @type {const} */ ([path, declarationsIn(path, readFileSync(join(folder, path), 'utf8'))]),
  );
  return clashes(new Map(files));
}

/**
 * @param {Clash[]} found
 * @param {Record<string, string>} excused name to reason
 * @returns {string[]} a sentence for each clash, and for each exception that excuses nothing
 */
export function nameFaults(found, excused = exceptions) {
  const clashing = new Set(found.map(({ name }) => name));
  return [
    ...found
      .filter(({ name }) => !Object.hasOwn(excused, name))
      .map(({ name, places }) => {
        const list = places.map(
          ({ path, line, exported }) => `  ${path}:${line}${exported ? '' : ' (not exported)'}`,
        );
        return [`${name} is declared for ${places.length} things:`, ...list].join('\n');
      }),
    ...Object.entries(excused).flatMap(([name, reason]) => [
      ...(reason.trim() === '' ? [`The exception for ${name} has no reason.`] : []),
      ...(clashing.has(name) ? [] : [`The exception for ${name} is not needed: remove it.`]),
    ]),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = nameFaults(clashesIn());
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) {
    console.error(`${faults.length} to correct: give each thing a name of its own.`);
  } else console.log('Each exported type and component has a name of its own.');
  process.exitCode = faults.length > 0 ? 1 : 0;
}
