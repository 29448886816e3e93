/**
 * Paths in this project, and fingerprints of files to detect changes. Nothing here installs,
 * builds or runs anything.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const inRoot = (/** @type {string[]} */ ...parts) => join(root, ...parts);

/** The Node that everything runs on; an npm package contains it. */
export const pinnedNode = inRoot(
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

export const bin = inRoot('apps', 'server', 'bin', 'holdspace.mjs');
/** For development alone: no production build contains it. */
export const inspector = inRoot('packages', 'inspector', 'src', 'cli.ts');
export const commandTrace = inRoot('packages', 'inspector', 'src', 'trace', 'print-commands.ts');
export const vite = inRoot('apps', 'web', 'node_modules', 'vite', 'bin', 'vite.js');
export const builtWeb = inRoot('apps', 'web', 'dist');
/** Written by build.mjs, read by size.mjs. */
export const chunkList = inRoot('node_modules', '.cache', 'holdspace', 'chunks.json');
export const artefacts = inRoot('artefacts');
/** What Node compiled, for the variable NODE_COMPILE_CACHE. */
export const compileCache =
  process.env.NODE_COMPILE_CACHE ?? inRoot('node_modules', '.cache', 'holdspace', 'compile');

const leftOut = new Set(['node_modules', 'dist', 'test', '.cache']);

/** @returns {string[]} every file under a path, in a stable order */
function filesUnder(/** @type {string} */ path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .filter((name) => !leftOut.has(name))
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

/** @returns {string} a hash over the paths and contents of all files under these paths */
export function fingerprint(/** @type {string[]} */ ...paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesUnder)) {
    const content = readFileSync(file);
    hash.update(`${file.slice(root.length)}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

const recordPath = (/** @type {string} */ step) =>
  inRoot('node_modules', '.cache', 'holdspace', step);

/** Was this step recorded for files with this fingerprint? */
export function isRecorded(/** @type {string} */ step, /** @type {string} */ hash) {
  return existsSync(recordPath(step)) && readFileSync(recordPath(step), 'utf8') === hash;
}

export function recordFingerprint(/** @type {string} */ step, /** @type {string} */ hash) {
  mkdirSync(dirname(recordPath(step)), { recursive: true });
  writeFileSync(recordPath(step), hash);
}
