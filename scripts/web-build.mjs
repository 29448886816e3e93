/**
 * The built screens: made anew when their sources changed since the last time, else left alone.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { runQuietly } from './child-process.mjs';
import { builtWeb, chunkList, fingerprint, inRoot, isNoted, note, pinnedNode } from './paths.mjs';

/**
 * @returns {Promise<boolean>} false when they could not be built; the reason has been told
 */
export async function webBuilt() {
  const print = fingerprint(
    inRoot('apps', 'web'),
    ...['client', 'protocol', 'core'].map((name) => inRoot('packages', name, 'src')),
    inRoot('pnpm-lock.yaml'),
  );
  if (existsSync(builtWeb) && existsSync(chunkList) && isNoted('web', print)) return true;

  console.log('Building the screens.');
  mkdirSync(dirname(chunkList), { recursive: true });
  const began = Date.now();
  const { code, output } = await runQuietly(pinnedNode, [inRoot('scripts', 'build.mjs')], {
    cwd: inRoot('apps', 'web'),
    // vite knows its own mode; what the person set for the server is not meant for it.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code === 0) {
    note('web', print);
    console.log(`Built in ${Math.round((Date.now() - began) / 1000)} s.`);
    return true;
  }
  const lines = output.trimEnd().split('\n');
  console.error(lines.slice(0, 60).join('\n'));
  console.error('\nThe screens could not be built; the lines above say why.');
  return false;
}
