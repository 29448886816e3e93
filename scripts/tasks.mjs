/**
 * The tasks behind the npm scripts. Each installs what is missing and then starts the program
 * that does the work, with the arguments after `--`.
 */
import { runHere } from './child-process.mjs';
import { installed } from './install.mjs';
import { bin, inRoot, pinnedNode, root } from './paths.mjs';
import { missing } from './system-dependencies.mjs';
import { webBuilt } from './web-build.mjs';

const onPinnedNode = (/** @type {string[]} */ ...args) => runHere(pinnedNode, args, { cwd: root });

const measured = ['run', '--project', 'node', 'apps/server/test/realtime/bytes.test.ts'];

async function redisIsThere() {
  const lacking = await missing('Redis');
  if (lacking) console.error(lacking);
  return lacking === null;
}

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const tasks = {
  start: async (args) => ((await webBuilt()) ? onPinnedNode(bin, 'serve', ...args) : 1),
  demo: async (args) => ((await webBuilt()) ? onPinnedNode(bin, 'demo', ...args) : 1),
  dev: (args) => onPinnedNode(inRoot('scripts', 'dev.mjs'), ...args),
  bench: (args) => onPinnedNode(inRoot('bench', 'src', 'main.ts'), ...args),
  bytes: (args) =>
    runHere(pinnedNode, [inRoot('node_modules', 'vitest', 'vitest.mjs'), ...measured, ...args], {
      cwd: root,
      env: { ...process.env, HOLDSPACE_BYTES: inRoot('docs', 'bytes.md') },
    }),
  rehearse: async (args) =>
    !args.join(' ').includes('redis') || (await redisIsThere())
      ? onPinnedNode(bin, 'rehearse', ...args)
      : 1,
  cluster: async (args) =>
    (await webBuilt()) && (await redisIsThere()) ? onPinnedNode(bin, 'cluster', ...args) : 1,
  faults: async (args) =>
    (await redisIsThere()) ? onPinnedNode(inRoot('e2e', 'faults', 'cli.ts'), ...args) : 1,
  check: (args) => onPinnedNode(inRoot('scripts', 'check.mjs'), ...args),
  watch: (args) => onPinnedNode(inRoot('scripts', 'watch.mjs'), ...args),
  house: (args) => onPinnedNode(inRoot('scripts', 'house.mjs'), ...args),
  sbom: (args) => onPinnedNode(inRoot('scripts', 'sbom.mjs'), ...args),
  test: (args) => onPinnedNode(inRoot('scripts', 'test.mjs'), ...args),
};

/**
 * @param {string | undefined} name
 * @param {string[]} args
 * @returns {Promise<number>} the exit code: 0 ok, 1 failed, 2 bad use
 */
export async function run(name, args) {
  const task = name === undefined ? undefined : tasks[name];
  if (!task) {
    console.error(`There is no task “${name ?? ''}”. There are: ${Object.keys(tasks).join(', ')}.`);
    return 2;
  }
  return (await installed()) ? task(args) : 1;
}
