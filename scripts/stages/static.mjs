/**
 * The stages that run nothing of the product: they read, build and measure.
 */
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { inRoot, root } from '../paths.mjs';
import {
  builtGallerySources,
  coreInScreens,
  measureBundles,
  measurePages,
  strangersInPages,
} from '../size.mjs';
import { checkSpecification } from '../spec-check.mjs';
import { all, check, oneFailure, printCheck } from '../tally.mjs';
import { ensureWebBuilt } from '../web-build.mjs';

const module = (/** @type {string[]} */ ...parts) => inRoot('node_modules', ...parts);

export const style = () =>
  all([
    check('format and lint', [
      module('@biomejs', 'biome', 'bin', 'biome'),
      ...['check', '.', '--error-on-warnings', '--max-diagnostics=50', '--diagnostic-level=warn'],
    ]),
    check('one name, one thing', [inRoot('scripts', 'names-check.mjs')]),
  ]);

/** The projects whose types are checked, by the path of their settings. */
export const typeProjects = () =>
  globSync(['{apps,packages,tools}/*/tsconfig.json', '{bench,e2e,scripts}/tsconfig.json'], {
    cwd: root,
  }).sort();

export async function types() {
  const projects = typeProjects();
  const cache = inRoot('node_modules', '.cache', 'holdspace', 'types');
  /** @type {boolean[]} */
  const passed = [];
  const next = async () => {
    for (let path = projects.shift(); path; path = projects.shift()) {
      const file = join(cache, `${path.replaceAll(/[\\/]/g, '-')}.tsbuildinfo`);
      const args = ['-p', path, '--noEmit', '--incremental', '--tsBuildInfoFile', file];
      passed.push(await check(path, [module('typescript', 'bin', 'tsc'), ...args]));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, next));
  return all(passed);
}

export const imports = () =>
  all([
    check('imports go one way', [inRoot('scripts', 'imports-check.mjs')]),
    check('licences allow handing everything on', [inRoot('scripts', 'sbom.mjs')]),
  ]);

export function spec() {
  const { faults, rules } = checkSpecification();
  for (const fault of faults) console.log(fault);
  const built = rules.filter(({ state }) => state === 'now').length;
  const title = `${rules.length} rules; the ${built} that are built are shown`;
  return all([printCheck(title, faults.length === 0)]);
}

export async function size() {
  if (!(await ensureWebBuilt())) return oneFailure;
  const ofCore = coreInScreens();
  const gallery = builtGallerySources();
  for (const source of [...ofCore, ...gallery]) {
    console.log(`    ${source} is in the built screens.`);
  }
  const foreign = strangersInPages();
  for (const sentence of foreign) console.log(`    ${sentence}`);
  return all([
    ...measurePages().map(({ title, kilobytes, budget }) =>
      printCheck(`${title}: ${kilobytes.toFixed(1)} of ${budget} kB`, kilobytes <= budget),
    ),
    printCheck('no page loads the code of another one', foreign.length === 0),
    ...measureBundles().map(({ part, kilobytes, budget }) =>
      printCheck(`${part}: ${kilobytes.toFixed(1)} of ${budget} kB`, kilobytes <= budget),
    ),
    printCheck('the screens hold no rule of the core', ofCore.length === 0),
    printCheck('the production build contains no part of the gallery', gallery.length === 0),
  ]);
}
