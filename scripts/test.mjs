/**
 * `npm test`: everything that is checked, in stages from the quick to the slow, with what each
 * took. A stage goes on where another failed, so that one run tells all. The last line is
 * `N passed, N failed`; tests count one each, and so does every other check.
 *
 *   npm test                  all of it
 *   npm test -- types unit    only the stages named
 *
 * HOLDSPACE_REHEARSALS names a folder of further rehearsals to be played.
 */
import { existsSync, globSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { runHere, runQuietly } from './child.mjs';
import { missing } from './needs.mjs';
import { artefacts, bin, inRoot, pinnedNode, root } from './place.mjs';
import { measured } from './size.mjs';
import { checked } from './spec-check.mjs';
import { webBuilt } from './web.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

const results = join(artefacts, 'results');
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined };
const env = { ...process.env, ...plain };
// Playwright sets one of the two by itself, and Node warns of both together.
const uncoloured = process.stdout.isTTY ? {} : { NO_COLOR: undefined, FORCE_COLOR: '0' };

let stopped = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    stopped = true;
  });
}

const module = (/** @type {string[]} */ ...parts) => inRoot('node_modules', ...parts);

/** @returns {Promise<Tally>} */
async function all(/** @type {Promise<boolean>[]} */ checks) {
  const held = (await Promise.all(checks)).filter(Boolean).length;
  return { passed: held, failed: checks.length - held, skipped: 0 };
}

/** One check: a line when it holds, what was printed when it does not. */
async function check(/** @type {string} */ title, /** @type {string[]} */ args) {
  const { code, output } = await runQuietly(pinnedNode, args, { cwd: root, env });
  if (code !== 0) console.log(output.trimEnd());
  return said(title, code === 0);
}

function said(/** @type {string} */ title, /** @type {boolean} */ held) {
  console.log(`  ${held ? '✓' : '✗'} ${title}`);
  return held;
}

/** Those that nodes and Redis have the most to do with; `npm run rehearse` plays all of them there. */
const alsoOnNodes = /^(rnd-(1|7|16|17|18|19)|fac-1|dsk-2|pha-6|prv-2|voi-2)-/;

function rehearsalsIn(/** @type {string} */ folder) {
  const found = existsSync(folder)
    ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name))
    : [];
  if (found.length === 0) console.log(`There is no rehearsal in ${folder}.`);
  return found.sort().map((name) => join(folder, name));
}

/** What a test runner wrote down, with its exit code: a run that broke counts as one failure. */
function reported(
  /** @type {string} */ file,
  /** @type {number} */ code,
  /** @type {(report: any) => Tally} */ read,
) {
  const tally = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  if (code !== 0 && tally.failed === 0) tally.failed = 1;
  if (code === 0 && tally.passed === 0) tally.failed = 1;
  return tally;
}

/** @type {Record<string, () => Promise<Tally>>} */
const stages = {
  style: () =>
    all([
      check('format and lint', [
        module('@biomejs', 'biome', 'bin', 'biome'),
        ...['check', '.', '--error-on-warnings', '--max-diagnostics=50', '--diagnostic-level=warn'],
      ]),
    ]),

  async types() {
    const projects = globSync(
      ['{apps,packages}/*/tsconfig.json', '{bench,e2e,scripts}/tsconfig.json'],
      {
        cwd: root,
      },
    ).sort();
    const held = /** @type {boolean[]} */ ([]);
    const next = async () => {
      for (let path = projects.shift(); path; path = projects.shift()) {
        held.push(await check(path, [module('typescript', 'bin', 'tsc'), '-p', path, '--noEmit']));
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, next));
    return all(held.map((one) => Promise.resolve(one)));
  },

  imports: () =>
    all([
      check('imports go one way', [
        module('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
        ...['packages', 'apps', 'e2e', 'scripts', '--output-type', 'err-long'],
      ]),
      check('what is handed on may be, by its licence', [inRoot('scripts', 'sbom.mjs')]),
    ]),

  async spec() {
    const { faults, rules } = checked();
    for (const fault of faults) console.log(fault);
    const built = rules.filter(({ state }) => state === 'now').length;
    const title = `${rules.length} rules; the ${built} that are built are shown`;
    return all([Promise.resolve(said(title, faults.length === 0))]);
  },

  async size() {
    if (!(await webBuilt())) return { passed: 0, failed: 1, skipped: 0 };
    return all(
      measured().map(async ({ part, kilobytes, budget }) =>
        said(`${part}: ${kilobytes.toFixed(1)} of ${budget} kB`, kilobytes <= budget),
      ),
    );
  },

  async unit() {
    const file = join(results, 'unit.json');
    const code = await runHere(
      pinnedNode,
      [
        module('vitest', 'vitest.mjs'),
        ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      ],
      { cwd: root, env },
    );
    return reported(file, code, (report) => ({
      passed: report.numPassedTests,
      // A file that could not be run has no test in it that failed.
      failed:
        report.numFailedTests +
        report.testResults.filter(
          (/** @type {any} */ one) => one.status === 'failed' && one.assertionResults.length === 0,
        ).length,
      skipped: report.numPendingTests + report.numTodoTests,
    }));
  },

  async faults() {
    const file = join(artefacts, 'faults.json');
    rmSync(file, { force: true });
    const args = [inRoot('e2e', 'faults', 'cli.ts'), '--few'];
    const code = await runHere(pinnedNode, args, { cwd: root, env });
    return reported(file, code, ({ rows }) => ({
      passed: rows.filter((/** @type {any} */ row) => row.ok).length,
      failed: rows.filter((/** @type {any} */ row) => !row.ok).length,
      skipped: 0,
    }));
  },

  async rehearsals() {
    const own = rehearsalsIn(inRoot('rehearsals'));
    const further = process.env.HOLDSPACE_REHEARSALS;
    const onNodes = ['--store', 'redis', '--nodes', '3'];
    const runs = [
      { files: own },
      // Of somebody else's a single one that is not valid must not keep the others from playing.
      ...(further ? rehearsalsIn(further) : []).map((file) => ({ files: [file] })),
      { on: onNodes, files: own.filter((file) => alsoOnNodes.test(basename(file))) },
      { on: onNodes, files: rehearsalsIn(inRoot('rehearsals', 'nodes')) },
      { on: ['--store', 'redis-cluster', '--nodes', '2'], files: own.slice(0, 1) },
    ];
    const tally = { passed: 0, failed: 0, skipped: 0 };
    for (const { files, on = [] } of runs) {
      if (stopped) break;
      const { output } = await runQuietly(pinnedNode, [bin, 'rehearse', ...files, ...on], {
        cwd: root,
        env,
      });
      const held = output.split('\n').filter((line) => line.startsWith('held ')).length;
      said(
        `${held} of ${files.length} rehearsals ${on.join(' ')}`.trimEnd(),
        held === files.length,
      );
      if (held < files.length) console.log(output.trimEnd());
      tally.passed += held;
      tally.failed += files.length - held || Number(held === 0);
    }
    return tally;
  },

  async browser() {
    if (!(await webBuilt())) return { passed: 0, failed: 1, skipped: 0 };
    const file = join(results, 'browser.json');
    const code = await runHere(
      pinnedNode,
      [inRoot('e2e', 'node_modules', '@playwright', 'test', 'cli.js'), 'test'],
      {
        cwd: inRoot('e2e'),
        env: { ...process.env, ...uncoloured, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
      },
    );
    return reported(file, code, ({ stats, errors }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
    }));
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !stages[name]);
if (unknown.length > 0) {
  console.error(
    `There is no stage “${unknown.join('”, “')}”. There are: ${Object.keys(stages).join(', ')}.`,
  );
  process.exit(2);
}

const lacking = await missing();
if (lacking) {
  console.error(lacking);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

rmSync(results, { recursive: true, force: true });
/** @type {(Tally & { name: string, seconds: string })[]} */
const summary = [];
for (const [name, stage] of Object.entries(stages)) {
  if (stopped || (wanted.length > 0 && !wanted.includes(name))) continue;
  console.log(`\n── ${name}`);
  const began = performance.now();
  /** @type {Tally} */
  let tally = { passed: 0, failed: 1, skipped: 0 };
  try {
    tally = await stage();
  } catch (error) {
    console.log(`The stage itself broke: ${error instanceof Error ? error.stack : error}`);
  }
  summary.push({ name, ...tally, seconds: ((performance.now() - began) / 1000).toFixed(1) });
}

const inWords = (/** @type {Tally} */ { passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
const sum = summary.reduce(
  (total, { passed, failed, skipped }) => ({
    passed: total.passed + passed,
    failed: total.failed + failed,
    skipped: total.skipped + skipped,
  }),
  { passed: 0, failed: stopped ? 1 : 0, skipped: 0 },
);
console.log('');
for (const { name, seconds, ...tally } of summary) {
  console.log(`${name.padEnd(12)}${`${seconds} s`.padStart(9)}   ${inWords(tally)}`);
}
if (stopped) console.log('Interrupted.');
console.log(inWords(sum));
process.exitCode = sum.failed > 0 ? 1 : 0;
