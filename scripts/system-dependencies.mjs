/**
 * The system programs that npm cannot install: a browser, Redis, a C compiler and a second reader of
 * calendars. They are found on the PATH, else installed by apt as root, else one sentence says what
 * to install.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runQuietly } from './child-process.mjs';

const systemDependencies = [
  {
    title: 'Chromium',
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    debian: 'chromium',
  },
  { title: 'Redis', names: ['redis-server'], debian: 'redis-server' },
  { title: 'A C compiler', names: ['cc'], debian: 'gcc libc6-dev' },
  {
    title: 'Python with icalendar',
    // Debian's own first: the packages of another one are others.
    names: ['/usr/bin/python3', 'python3'],
    works: (/** @type {string} */ python) =>
      spawnSync(python, ['-c', 'import icalendar']).status === 0,
    debian: 'python3 python3-icalendar',
  },
];

/** Whether it is on the PATH, and can do what it is needed for. */
function isThere(/** @type {typeof systemDependencies[number]} */ { names, works }) {
  return works ? names.some(works) : onPath(...names) !== null;
}

/** @returns {string | null} the path of the first of these programs on the PATH */
export function onPath(/** @type {string[]} */ ...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // not in this folder
      }
    }
  }
  return null;
}

/**
 * @param {string[]} titles which programs; without any, all of them
 * @returns {Promise<string | null>} null when all are found, else the sentence that says what to install
 */
export async function missingDependencies(...titles) {
  const wanted = systemDependencies.filter(
    ({ title }) => titles.length === 0 || titles.includes(title),
  );
  const findMissing = () => wanted.filter((each) => !isThere(each));
  const missing = findMissing();
  if (missing.length === 0) return null;

  const packages = missing.flatMap(({ debian }) => debian.split(' '));
  const request = `${missing.map(({ title }) => title).join(' and ')} not found on the PATH. Install ${missing.length > 1 ? 'them' : 'it'} (on Debian: apt install ${packages.join(' ')}) and run the same command again.`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return request;

  console.log(`Installing ${packages.join(' and ')} by apt.`);
  // RUNLEVEL: the package must not start a Redis of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await runQuietly('apt-get', ['update'], { env });
  const { code, output } = await runQuietly(
    'apt-get',
    ['install', '-y', '--no-install-recommends', ...packages],
    { env },
  );
  return code === 0 && findMissing().length === 0 ? null : `${output.trimEnd()}\n\n${request}`;
}
