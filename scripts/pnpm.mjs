/**
 * The pnpm that installs everything else: one version, whose files have these fingerprints.
 * npm fetches it into .cache; its code runs only after the fingerprints were compared. It needs
 * Node and npm only, so that the build of an image can use it too:
 *
 *   node scripts/pnpm.mjs install --frozen-lockfile
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runHere, runQuietly } from './child-process.mjs';
import { inRoot } from './paths.mjs';

export const version = '12.21.0';

/**
 * As published in the registry. The program for a system that is not listed is checked by its
 * version only, so that people with that system can install it too.
 */
export const fingerprints = /** @type {Record<string, string>} */ ({
  pnpm: 'sha512-Zv2CeO4ok1zpUXktNDZ/869cQyonVkRYIwKVM4NbjaUpu+C+UTCv1W7QcT+4eJ5Hutgtk71a4v5UsVVi1idu8A==',
  '@pnpm/exe.linux-x64':
    'sha512-8eufCjHXspKbNS/kh8q4Q0gqJoOuvC4Q5pgos6XS8By/nAMtP+jf8F1Cw9er840kfAX+PJ/ts+A9qnLE91rvXQ==',
  '@pnpm/exe.linux-arm64':
    'sha512-4Oj/iF2TDCe2lcH0n4TupPR5sSdrNLclJB6xBElLMPCUOAvBhdf2rRlSaO5M4erJ6g4Fyy7YTXTpcmfFsKyxEA==',
});

const folder = inRoot('.cache', `pnpm-${version}`);
const program = join(folder, 'node_modules', 'pnpm', 'pnpm');
/** Written when everything was compared and set up. */
const readyMarker = join(folder, 'whole');

/**
 * What npm records about each package that it fetched and checked.
 * @typedef {{ packages?: Record<string, { version?: string | undefined, integrity?: string | undefined }> }} Fetched
 */

/** @returns {string[]} a sentence for each package that is not the expected one */
export function unexpectedPackages(/** @type {Fetched} */ { packages = {} }) {
  const found = Object.entries(packages).map(([path, fetched]) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    ...fetched,
  }));
  if (!found.some(({ name }) => name === 'pnpm')) return ['pnpm was not fetched.'];
  return found.flatMap(({ name, version: is, integrity }) => {
    if (name !== 'pnpm' && !name.startsWith('@pnpm/exe.')) return [`${name} does not belong here.`];
    if (is !== version) return [`${name} is ${is}; it has to be ${version}.`];
    const known = fingerprints[name];
    if (known === undefined || known === integrity) return [];
    return [`${name} ${version} is not the one that was published: its fingerprint is another.`];
  });
}

/**
 * @returns {Promise<string | null>} null when pnpm is ready, else what went wrong
 */
export async function ensurePnpm(/** @type {NodeJS.ProcessEnv} */ env = process.env) {
  // The program is looked for too: people delete every node_modules folder to begin anew.
  if (existsSync(readyMarker) && existsSync(dirname(program))) return null;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, dependencies: { pnpm: version } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const npm = (/** @type {string[]} */ ...args) =>
    runQuietly('npm', args, { cwd: folder, env, shell: process.platform === 'win32' });
  const fetched = await npm('install', '--ignore-scripts', '--no-audit', '--no-fund');
  if (fetched.code !== 0) return fetched.output;
  const note = join(folder, 'node_modules', '.package-lock.json');
  const unexpected = unexpectedPackages(JSON.parse(readFileSync(note, 'utf8')));
  if (unexpected.length > 0) {
    rmSync(folder, { recursive: true, force: true });
    return unexpected.join('\n');
  }
  const setUp = await npm('rebuild');
  if (setUp.code !== 0) return setUp.output;
  writeFileSync(readyMarker, version);
  return null;
}

/** Runs pnpm and returns its output. */
export const pnpmQuietly = (
  /** @type {string[]} */ args,
  /** @type {import('node:child_process').SpawnOptions} */ options,
) => runQuietly(program, args, options);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problem = await ensurePnpm();
  if (problem === null) {
    process.exitCode = await runHere(program, process.argv.slice(2));
  } else {
    console.error(problem);
    process.exitCode = 1;
  }
}
