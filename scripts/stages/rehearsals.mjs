/**
 * The stage that plays every rehearsal, and some of them again on Redis with several nodes.
 *
 * HOLDSPACE_REHEARSALS names a folder of further rehearsals.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runQuietly } from '../child-process.mjs';
import { bin, inRoot, pinnedNode, root } from '../paths.mjs';
import { envOfServers, printCheck, sum } from '../tally.mjs';

/** @typedef {import('../tally.mjs').Tally} Tally */

/** The rehearsals that nodes and Redis matter most to; `npm run rehearse` plays all of them there. */
const alsoOnNodes = /^(rnd-(1|7|16|17|18|19)|fac-1|dsk-2|pha-6|prv-2|voi-2)-/;

/** Each has servers of its own, and waits for timers most of the time. */
const runsAtOnce = 2;

/** @typedef {import('./index.mjs').Print} Print */

function rehearsalsIn(/** @type {string} */ folder, /** @type {Print} */ print) {
  const found = existsSync(folder)
    ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name))
    : [];
  if (found.length === 0) print(`There is no rehearsal in ${folder}.`);
  return found.sort().map((name) => join(folder, name));
}

/**
 * @param {string[]} files
 * @param {string[]} options of `holdspace rehearse`
 * @param {Print} print
 * @returns {Promise<Tally>} each rehearsal counts one
 */
async function rehearse(files, options, print) {
  const args = [bin, 'rehearse', ...files, ...options];
  const { output } = await runQuietly(pinnedNode, args, { cwd: root, env: envOfServers });
  const held = output.split('\n').filter((line) => line.startsWith('held ')).length;
  const title = `${held} of ${files.length} rehearsals ${options.join(' ')}`.trimEnd();
  printCheck(title, held === files.length, print);
  if (held < files.length) print(output.trimEnd());
  return { passed: held, failed: files.length - held || Number(held === 0), skipped: 0 };
}

/** @type {import('./index.mjs').Stage['run']} */
export async function rehearsals(_filter, interrupted, print) {
  const own = rehearsalsIn(inRoot('rehearsals'), print);
  const onNodes = rehearsalsIn(inRoot('rehearsals', 'nodes'), print);
  const further = process.env.HOLDSPACE_REHEARSALS;
  const nodes = ['--store', 'redis', '--nodes', '3'];
  // The longest come first: a run beside them takes the short ones.
  const runs = [
    { files: own, options: [] },
    // Circles leave the memory whenever nobody is there and nothing is due at once.
    { files: own, options: ['--sleep-after', '0'] },
    // One invalid file of another folder must not keep its others from being played.
    ...(further ? rehearsalsIn(further, print) : []).map((file) => ({
      files: [file],
      options: [],
    })),
    { files: own.filter((file) => alsoOnNodes.test(basename(file))), options: nodes },
    { files: onNodes, options: nodes },
    { files: own.slice(0, 1), options: ['--store', 'redis-cluster', '--nodes', '2'] },
    { files: onNodes, options: [...nodes, '--sleep-after', '0'] },
  ];
  /** @type {Tally[]} */
  const tallies = [];
  const next = async () => {
    for (let run = runs.shift(); run && !interrupted.aborted; run = runs.shift()) {
      tallies.push(await rehearse(run.files, run.options, print));
    }
  };
  await Promise.all(Array.from({ length: runsAtOnce }, next));
  return sum(tallies);
}
