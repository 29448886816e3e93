/**
 * Counts checks: runs one check and prints whether it holds, reads the report of a test runner,
 * adds up.
 */
import { existsSync, readFileSync } from 'node:fs';
import { runQuietly } from './child-process.mjs';
import { compileCache, pinnedNode, root } from './paths.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined };
/** What the programs of a stage get as their environment: no colours outside a terminal. */
export const env = { ...process.env, ...plain };
/** The same for programs that start many servers: compiling takes half of the time of a start. */
export const envOfServers = { ...env, NODE_COMPILE_CACHE: compileCache };

/** @type {Tally} */
export const oneFailure = { passed: 0, failed: 1, skipped: 0 };

/**
 * Runs a program as one check: prints a line when it holds, and its output when it does not.
 * @param {string} title
 * @param {string[]} args for the Node of this project
 * @returns {Promise<boolean>}
 */
export async function check(title, args) {
  const { code, output } = await runQuietly(pinnedNode, args, { cwd: root, env });
  if (code !== 0) console.log(output.trimEnd());
  return printCheck(title, code === 0);
}

/**
 * Prints the line of one check.
 * @param {string} title
 * @param {boolean} holds
 * @param {(line: string) => void} [print]
 * @returns {boolean} whether it holds
 */
export function printCheck(title, holds, print = console.log) {
  print(`  ${holds ? '✓' : '✗'} ${title}`);
  return holds;
}

/** @returns {Promise<Tally>} each check counts one */
export async function all(/** @type {(boolean | Promise<boolean>)[]} */ checks) {
  const passed = (await Promise.all(checks)).filter(Boolean).length;
  return { passed, failed: checks.length - passed, skipped: 0 };
}

/**
 * Reads the report that a test runner wrote. A run that ended badly without a failed test, or
 * well without any test, counts as one failure.
 * @param {string} file
 * @param {number} code the exit code of the runner
 * @param {(report: any) => Tally} read
 * @returns {Tally}
 */
export function tallyFrom(file, code, read) {
  const tally = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  if (code !== 0 && tally.failed === 0) tally.failed = 1;
  if (code === 0 && tally.passed === 0) tally.failed = 1;
  return tally;
}

/** @returns {Tally} */
export const sum = (/** @type {Tally[]} */ tallies) =>
  tallies.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );

/** @returns {string} `12 passed, 0 failed` */
export const inWords = (/** @type {Tally} */ { passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
