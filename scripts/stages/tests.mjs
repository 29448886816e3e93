/**
 * The stages that run tests: vitest, the faults on many machines, the journeys in a browser.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runHere, runQuietly } from '../child-process.mjs';
import { artefacts, inRoot, pinnedNode, root } from '../paths.mjs';
import { env, envOfServers, oneFailure, tallyFrom } from '../tally.mjs';
import { ensureWebBuilt } from '../web-build.mjs';

/** @typedef {import('./index.mjs').Stage} Stage */

/** The folder where test runners write their reports. */
export const results = join(artefacts, 'results');
// Playwright sets one of the two by itself, and Node warns about both together.
const uncoloured = process.stdout.isTTY ? {} : { NO_COLOR: undefined, FORCE_COLOR: '0' };

/**
 * @param {string[]} files absolute paths
 * @returns {string[]} options that start only the vitest projects of these files; none for all
 */
export function vitestProjects(files) {
  const isWeb = (/** @type {string} */ file) => file.startsWith(inRoot('apps', 'web'));
  if (files.length === 0) return [];
  return [
    ...(files.some(isWeb) ? ['--project', 'web'] : []),
    ...(files.every(isWeb) ? [] : ['--project', 'node']),
  ];
}

/** @type {Stage['run']} */
export async function unit({ files, title }) {
  const report = join(results, 'unit.json');
  const named = title === undefined ? [] : ['--testNamePattern', title];
  const code = await runHere(
    pinnedNode,
    [
      inRoot('node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...[...vitestProjects(files), ...named, ...files],
    ],
    { cwd: root, env },
  );
  return tallyFrom(report, code, (found) => ({
    passed: found.numPassedTests,
    // A file that could not be run has no test in it that failed.
    failed:
      found.numFailedTests +
      found.testResults.filter(
        (/** @type {any} */ one) => one.status === 'failed' && one.assertionResults.length === 0,
      ).length,
    skipped: found.numPendingTests + found.numTodoTests,
  }));
}

/** @type {Stage['run']} */
export async function faults(_filter, _interrupted, print) {
  const report = join(artefacts, 'faults.json');
  rmSync(report, { force: true });
  const args = [inRoot('e2e', 'faults', 'cli.ts'), '--few'];
  const options = { cwd: root, env: envOfServers };
  const { code } = await runQuietly(pinnedNode, args, options, print);
  return tallyFrom(report, code, ({ rows }) => ({
    passed: rows.filter((/** @type {any} */ row) => row.ok).length,
    failed: rows.filter((/** @type {any} */ row) => !row.ok).length,
    skipped: 0,
  }));
}

/** @type {Stage['run']} */
export async function browser({ files, title }) {
  if (!(await ensureWebBuilt())) return oneFailure;
  const report = join(results, 'browser.json');
  const named = title === undefined ? [] : ['--grep', title];
  const code = await runHere(
    pinnedNode,
    [
      inRoot('e2e', 'node_modules', '@playwright', 'test', 'cli.js'),
      ...['test', ...named, ...files.map((file) => RegExp.escape(file))],
    ],
    {
      cwd: inRoot('e2e'),
      env: { ...envOfServers, ...uncoloured, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    },
  );
  return tallyFrom(report, code, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }));
}
