/**
 * The inspector as a program and as a server: it reads a data folder beside its server and a
 * backup, answers this machine alone, writes nothing, and is in no production build.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readArguments } from '../src/arguments.ts';
import { InspectionError, openSource, startInspector } from '../src/index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const recorded = join(root, 'apps/server/test/fixtures/v2');
const secret: string = JSON.parse(readFileSync(join(recorded, 'keyring.json'), 'utf8')).secret;
const key = 'abcdefghijklmnopqrstuv';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdspace-inspect-'));
  cpSync(join(recorded, 'sqlite'), folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(path = folder, environment: Record<string, string> = {}) {
  const options = { host: '127.0.0.1', port: 0, key };
  const inspector = await startInspector(openSource(path, environment), options);
  onTestFinished(() => inspector.close());
  return inspector;
}

/** The status and body of one request, with headers that `fetch` does not let one set. */
function ask(url: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asking = request(url, { headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    asking.on('error', reject).end();
  });
}

const json = async (url: string) => JSON.parse((await ask(url)).body);

test('a meeting is shown commit by commit, the same from a folder and from a backup', async () => {
  const fromFolder = await open();
  const fromBackup = await open(join(recorded, 'backup.holdspace'), { HOLDSPACE_SECRET: secret });
  const { meetings } = await json(`${fromFolder.url}meetings`);
  expect((await json(`${fromBackup.url}meetings`)).meetings).toEqual(meetings);
  const [longest] = meetings.sort(
    (a: { commits: number }, b: { commits: number }) => b.commits - a.commits,
  );
  const history = await json(`${fromFolder.url}meetings/${longest.meeting}`);
  expect(history.commits).toHaveLength(longest.commits);
  for (const version of [1, 20, longest.commits]) {
    const path = `meetings/${longest.meeting}/commits/${version}`;
    const moment = await json(`${fromFolder.url}${path}`);
    expect(moment).toEqual(await json(`${fromBackup.url}${path}`));
    expect(moment.version).toBe(version);
    expect(moment.facts.map(({ type }: { type: string }) => type)).toEqual(moment.types);
    expect(Object.keys(moment.views)).toEqual(history.people.map(({ id }: { id: string }) => id));
    expect(Object.keys(moment.packets)).toEqual(Object.keys(moment.views));
    expect(moment.deadlines.every(({ at }: { at: number }) => at > 0)).toBe(true);
  }
  expect((await ask(`${fromFolder.url}meetings/${longest.meeting}/commits/9999`)).status).toBe(404);
  expect((await ask(`${fromFolder.url}meetings/g_none`)).body).toMatch(
    /contains no meeting g_none/,
  );
});

test('PRV-5 the inspector answers this machine alone, with its key, and only reads', async () => {
  const { url } = await open();
  const { host } = new URL(url);
  const page = await ask(url);
  expect([page.status, page.body]).toEqual([200, expect.stringContaining('Meeting inspector')]);
  expect((await ask(`http://${host}/meetings`)).status).toBe(404);
  expect((await ask(url.replace(key, key.replace('a', 'b')))).status).toBe(404);
  expect((await ask(url, { host: 'holdspace.example' })).status).toBe(403);
  expect((await ask(url, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await ask(`${url}meetings`, {}, 'POST')).status).toBe(405);
  expect((await ask(`${url}../package.json`)).status).toBe(404);
  expect((await ask(`${url}..%2Fpackage.json`)).status).toBe(404);
});

test('the inspector writes nothing into the folder', async () => {
  const before = contents(folder);
  const { url } = await open();
  const { meetings } = await json(`${url}meetings`);
  await json(`${url}meetings/${meetings[0].meeting}/commits/1`);
  await ask(`${url}meetings/${meetings[0].meeting}/rehearsal`);
  expect(contents(folder)).toEqual(before);
});

/** Beside the files of a connection, which SQLite makes and leaves empty. */
const contents = (path: string) =>
  readdirSync(path)
    .filter((name) => !/-(shm|wal)$/.test(name))
    .map((name) => [name, statSync(join(path, name)).mtimeMs, statSync(join(path, name)).size]);

describe('what cannot be inspected', () => {
  /** As the program does it; without listening where something is wrong. */
  const start = async (args: readonly string[], environment: Record<string, string> = {}) => {
    const { path, host, port } = readArguments(args);
    return startInspector(openSource(path, environment), { host, port });
  };

  test.each([
    [[], /^Which data folder or backup\? Use: npm run inspect -- FOLDER\|BACKUP/],
    [['a', 'b'], /^One folder or backup at a time\./],
    [['/nowhere/at/all'], /^There is no folder or file \/nowhere\/at\/all\.$/],
    [['FOLDER', '--port', 'eighty'], /^--port needs a number from 0 to 65535, not “eighty”\.$/],
    [['FOLDER', '--host', '0.0.0.0'], /0\.0\.0\.0 is not a loopback address/],
    [['FOLDER', '--host', '127.example.org'], /127\.example\.org is not a loopback address/],
    [['FOLDER', '--write'], /^Unknown option '--write'.*Use: npm run inspect/],
    [[tmpdir()], /is no data folder of Holdspace/],
    [[join(recorded, 'backup.holdspace')], /^The secret is missing/],
  ])('%j is refused with a sentence', async (args, sentence) => {
    const actual = args.map((each) => (each === 'FOLDER' ? folder : each));
    await expect(start(actual)).rejects.toThrow(sentence);
    await expect(start(actual)).rejects.toBeInstanceOf(InspectionError);
  });

  test('a wrong secret is named as the likely cause', async () => {
    const other = openSource(folder, { HOLDSPACE_SECRET: 'x'.repeat(64) });
    await expect(other.read(['house'])).rejects.toThrow(/Is the secret the one that/);
  });

  test('the program prints the sentence and exits with 2', () => {
    const cli = join(root, 'packages/inspector/src/cli.ts');
    const { status, stderr } = spawnSync(process.execPath, [cli, '/nowhere'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, 'There is no folder or file /nowhere.\n']);
  });
});

test('PRV-5 no production build contains the inspector', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
  expect(dockerfile).toMatch(/^RUN rm -rf .*packages\/inspector\b/m);
  const [, last = ''] = dockerfile.split(/^FROM .*\n(?![\s\S]*^FROM )/m);
  expect(last).toContain('COPY --from=build');
  for (const own of ['.', 'apps/server', 'apps/web', 'packages/core', 'packages/client']) {
    const manifest = readFileSync(join(root, own, 'package.json'), 'utf8');
    const { dependencies = {} } = JSON.parse(manifest);
    expect(Object.keys(dependencies)).not.toContain('@holdspace/inspector');
  }
});
