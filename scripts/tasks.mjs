/**
 * The tasks behind the npm scripts. Each installs what is missing and then starts the program
 * that does the work, with the arguments after `--`.
 */
import { runHere } from './child-process.mjs';
import { ensureInstalled } from './install.mjs';
import { bin, inRoot, inspector, pinnedNode, root } from './paths.mjs';
import { missingDependencies } from './system-dependencies.mjs';
import { ensureWebBuilt } from './web-build.mjs';

const onPinnedNode = (/** @type {string[]} */ ...args) => runHere(pinnedNode, args, { cwd: root });

const bytesTestArgs = ['run', '--project', 'node', 'apps/server/test/realtime/bytes.test.ts'];

async function ensureRedis() {
  const missing = await missingDependencies('Redis');
  if (missing) console.error(missing);
  return missing === null;
}

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const tasks = {
  start: async (args) => ((await ensureWebBuilt()) ? onPinnedNode(bin, 'serve', ...args) : 1),
  demo: async (args) => ((await ensureWebBuilt()) ? onPinnedNode(bin, 'demo', ...args) : 1),
  dev: (args) => onPinnedNode(inRoot('scripts', 'dev.mjs'), ...args),
  bench: async (args) =>
    !/lighthouse|screen/.test(args.join(' ')) || (await ensureWebBuilt())
      ? onPinnedNode(inRoot('bench', 'src', 'main.ts'), ...args)
      : 1,
  seed: (args) => onPinnedNode(inRoot('bench', 'src', 'seed', 'main.ts'), ...args),
  bytes: (args) =>
    runHere(
      pinnedNode,
      [inRoot('node_modules', 'vitest', 'vitest.mjs'), ...bytesTestArgs, ...args],
      {
        cwd: root,
        env: { ...process.env, HOLDSPACE_BYTES: inRoot('docs', 'bytes.md') },
      },
    ),
  rehearse: async (args) =>
    !args.join(' ').includes('redis') || (await ensureRedis())
      ? onPinnedNode(bin, 'rehearse', ...args)
      : 1,
  inspect: (args) => onPinnedNode(inspector, ...args),
  cluster: async (args) =>
    (await ensureWebBuilt()) && (await ensureRedis()) ? onPinnedNode(bin, 'cluster', ...args) : 1,
  faults: async (args) =>
    (await ensureRedis()) ? onPinnedNode(inRoot('e2e', 'faults', 'cli.ts'), ...args) : 1,
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
  return (await ensureInstalled()) ? task(args) : 1;
}
