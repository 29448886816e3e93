/**
 * Builds the screens when their sources changed since the last build.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { runQuietly } from './child-process.mjs';
import {
  builtWeb,
  chunkList,
  fingerprint,
  inRoot,
  isRecorded,
  pinnedNode,
  recordFingerprint,
} from './paths.mjs';

/**
 * @returns {Promise<boolean>} false when the build failed; the reason is printed
 */
export async function ensureWebBuilt() {
  const hash = fingerprint(
    inRoot('apps', 'web'),
    ...['client', 'protocol', 'core'].map((name) => inRoot('packages', name, 'src')),
    inRoot('pnpm-lock.yaml'),
  );
  if (existsSync(builtWeb) && existsSync(chunkList) && isRecorded('web', hash)) return true;

  console.log('Building the screens.');
  mkdirSync(dirname(chunkList), { recursive: true });
  const began = Date.now();
  const { code, output } = await runQuietly(pinnedNode, [inRoot('scripts', 'build.mjs')], {
    cwd: inRoot('apps', 'web'),
    // NODE_ENV of the environment is meant for the server, not for vite.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code === 0) {
    recordFingerprint('web', hash);
    console.log(`Built in ${Math.round((Date.now() - began) / 1000)} s.`);
    return true;
  }
  const lines = output.trimEnd().split('\n');
  console.error(lines.slice(0, 60).join('\n'));
  console.error('\nThe screens could not be built; the lines above say why.');
  return false;
}
