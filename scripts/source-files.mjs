/**
 * Lists the source files of the repository, with the package each belongs to. Build results,
 * installed packages and recorded data are no source files.
 */
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { root } from './paths.mjs';

/**
 * `path` is relative to the folder that was listed, with `/`. `owner` is the package
 * (`packages/core`) or the folder at the top (`e2e`). `isTest` holds for test code, which
 * includes everything in e2e.
 * @typedef {{ path: string, owner: string, isTest: boolean }} SourceFile
 */

const groups = new Set(['apps', 'packages', 'tools']);
const excluded = new Set(['node_modules', 'dist', 'artefacts', '.cache', '.git']);
const patterns = {
  code: '**/*.{ts,tsx,mjs,cjs}',
  stylesheets: '**/*.css',
};

/**
 * @param {keyof typeof patterns} kind
 * @param {string} [folder] the repository
 * @returns {SourceFile[]} sorted by path
 */
export function sourceFiles(kind, folder = root) {
  return globSync(patterns[kind], {
    cwd: folder,
    // Folders are skipped whole, not searched and then dropped.
    exclude: (path) => excluded.has(basename(path)),
  })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => {
      const [first = '', second = '', ...rest] = path.split('/');
      const owner = rest.length > 0 && groups.has(first) ? `${first}/${second}` : first;
      const isTest = first === 'e2e' || /(^|\/)test\/|\.(test|spec)\.tsx?$/.test(path);
      return { path, owner: second === '' ? '.' : owner, isTest };
    });
}
