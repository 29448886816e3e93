/**
 * Installs everything that the lockfile names, by the pnpm of pnpm.mjs, and prints what happens.
 * It asks no question. It uses no network when nothing changed since the last time: the
 * fingerprint of the lockfile is recorded under node_modules/.cache.
 */
import { accessSync, constants, existsSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint, inRoot, isRecorded, pinnedNode, recordFingerprint, root } from './paths.mjs';
import { ensurePnpm, pnpmQuietly } from './pnpm.mjs';

/** Signs in the output of pnpm, each with a sentence that says what to do; the first match counts. */
const installProblems = /** @type {const} */ ([
  [
    /ERR_PNPM_OUTDATED_LOCKFILE/,
    `pnpm-lock.yaml does not fit the package.json files. Run \`node scripts/pnpm.mjs install\` once and keep the changed lockfile.`,
  ],
  [/ENOSPC/, 'There is no space left on this disk.'],
  [/EACCES|EPERM|EROFS/, 'This folder, or the home folder, may not be written to.'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|META_FETCH_FAIL|FETCH_5|socket|network/i,
    'The npm registry could not be reached. Check the network and npm’s `registry` and `proxy` settings, then run the same command again; what was fetched already is kept.',
  ],
]);

/** npm keeps its cache in the home folder; when that is read-only, in a temporary folder. */
function writableHome() {
  const own = process.env.HOME || homedir();
  try {
    accessSync(own, constants.W_OK);
    return own;
  } catch {
    return mkdtempSync(join(tmpdir(), 'holdspace-home-'));
  }
}

/**
 * @returns {Promise<boolean>} false when installing failed; the reason is printed
 */
export async function ensureInstalled() {
  const hash = fingerprint(inRoot('pnpm-lock.yaml'), inRoot('pnpm-workspace.yaml'));
  if (existsSync(pinnedNode) && isRecorded('installed', hash)) return true;

  console.log('Installing what Holdspace needs. The first time this takes a minute or two.');
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const beat = setInterval(() => console.log(`  … still installing (${seconds()} s)`), 15_000);
  try {
    // CI: nothing asks a question.
    const env = {
      ...process.env,
      HOME: writableHome(),
      CI: 'true',
      npm_config_update_notifier: 'false',
    };
    const problem = await ensurePnpm(env);
    const { code, output } =
      problem === null
        ? await pnpmQuietly(['install', '--frozen-lockfile', '--reporter=append-only'], {
            cwd: root,
            env,
          })
        : { code: 1, output: problem };
    if (code === 0 && existsSync(pinnedNode)) {
      recordFingerprint('installed', hash);
      console.log(`Installed in ${seconds()} s.`);
      return true;
    }
    const known = installProblems.find(([sign]) => sign.test(output));
    console.error(`${output.trimEnd().split('\n').slice(-20).join('\n')}\n`);
    console.error(
      known?.[1] ?? 'Installing did not succeed; the lines above are what pnpm said last.',
    );
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    console.error(
      missing
        ? '`npm` was not found: install it (on Debian: apt install npm), then run the same command again.'
        : `Installing could not be started: ${error}`,
    );
  } finally {
    clearInterval(beat);
  }
  return false;
}
