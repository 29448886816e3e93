import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { RedisProcess } from '@holdspace/cluster';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { openingLines } from '../../src/cli/serve.ts';

const bin = fileURLToPath(new URL('../../bin/holdspace.mjs', import.meta.url));

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'holdspace-cli-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
});

async function holdspace(...args: string[]) {
  return withSettings({ HOLDSPACE_DATA: data }, ...args);
}
async function withSettings(environment: Record<string, string>, ...args: string[]) {
  const printed: string[] = [];
  const complained: string[] = [];
  const shown: string[] = [];
  const code = await run(args, {
    environment,
    print: (line) => void printed.push(line),
    complain: (line) => void complained.push(line),
    show: (line) => void shown.push(line),
  });
  return { code, shown, printed: printed.join('\n'), complained: complained.join('\n') };
}

/** Several processes start in each test, on a machine that is busy with others. */
vi.setConfig({ testTimeout: 60_000 });

interface Serving {
  readonly child: ChildProcess;
  readonly url: string;
  readonly organiserLink: string | null;
}

/** `holdspace serve` as a process of its own, once it has said where it is. */
async function serve(settings: Record<string, string> = {}): Promise<Serving> {
  const own = { HOLDSPACE_DATA: data, PORT: '0', HOST: '127.0.0.1', ...settings };
  const env = { ...process.env, ...own };
  const child = spawn(process.execPath, [bin, 'serve', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The server did not start: exit code ${code}.`);
  });
  const [line] = await Promise.race([once(lines, 'line'), ended]);
  ended.catch(() => undefined);
  return { child, ...JSON.parse(String(line)) };
}

const signIn = (link: string, url: string) =>
  fetch(`${url}/api/links/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: link.slice(link.indexOf('#') + 1) }),
  });
const circlesOf = (url: string, key: string) =>
  fetch(`${url}/api/circles`, { headers: { authorization: `Bearer ${key}` } });

describe('the command line', () => {
  it('makes a link for an organiser while the server runs and while it does not', async () => {
    const first = await serve();
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');
    const before = JSON.parse((await holdspace('organiser-link', '--json')).printed);
    const { child, url, organiserLink } = await serve();
    expect(organiserLink?.startsWith(`${url}/j#`)).toBe(true);
    const during = JSON.parse((await holdspace('organiser-link', '--json')).printed);
    for (const link of [before.url, organiserLink, during.url]) {
      expect((await signIn(link, url)).status).toBe(200);
      expect((await signIn(link, url)).status).toBe(404);
    }
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
    expect(existsSync(join(data, 'control.sock'))).toBe(false);
  });

  it('prints the first link at every start until one is used', async () => {
    const first = await serve();
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const second = await serve();
    expect(second.organiserLink).not.toBeNull();
    expect((await signIn(first.organiserLink ?? '', second.url)).status).toBe(200);
    second.child.kill('SIGTERM');
    await once(second.child, 'exit');
    expect((await serve()).organiserLink).toBeNull();
  });

  it('makes keys that the running server knows at once', async () => {
    const { url } = await serve();
    const { printed: key } = await holdspace('api-key');
    expect((await circlesOf(url, key)).status).toBe(200);
    expect((await holdspace('purge', '--json')).printed).toBe('{"purged":0}');
  });

  it('KEY-4 lists organisers and keys, and takes them back at once', async () => {
    const { url, organiserLink } = await serve();
    const { printed: key } = await holdspace('api-key');
    const listed = JSON.parse((await holdspace('keys', '--json')).printed);
    expect(listed.keys).toMatchObject([{ by: null, since: expect.any(Number) }]);
    const { id } = listed.keys[0];
    expect((await holdspace('revoke', id)).printed).toBe(`${id} revoked`);
    expect((await circlesOf(url, key)).status).toBe(404);
    expect(await holdspace('revoke', id)).toMatchObject({
      ...{ code: 1, complained: expect.stringContaining('no key with this id') },
    });
    const signedIn = await signIn(organiserLink ?? '', url);
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const [ada] = JSON.parse((await holdspace('organisers', '--json')).printed).organisers;
    expect(await holdspace('dismiss', ada.id)).toMatchObject({
      ...{ code: 1, complained: expect.stringContaining('last organiser') },
    });
    const second = JSON.parse((await holdspace('organiser-link', '--json')).printed);
    await signIn(second.url, url);
    expect((await holdspace('dismiss', ada.id, '--json')).printed).toBe(
      JSON.stringify({ dismissed: ada.id }),
    );
    expect((await fetch(`${url}/api/circles`, { headers: { cookie } })).status).toBe(404);
    expect((await holdspace('organisers')).printed).not.toContain(ada.id);
  });

  it('KEY-5 signs cookies with a new secret, and signs nobody out, running or not', async () => {
    const first = await serve();
    const signedIn = await signIn(first.organiserLink ?? '', first.url);
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const opens = async (url: string) =>
      (await fetch(`${url}/api/circles`, { headers: { cookie } })).status;
    const file = join(data, 'cookie-secret');
    expect((await holdspace('rotate-cookies')).printed).toBe('2 secrets of cookies are accepted');
    expect(await opens(first.url)).toBe(200);
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');
    expect((await holdspace('rotate-cookies', '--json')).printed).toBe('{"accepted":3}');
    const { url } = await serve();
    expect(await opens(url)).toBe(200);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(3);
    const past = lines.map((line) => line.replace(/ 20\d\d-/, ' 2020-'));
    writeFileSync(file, `${past.join('\n')}\n`);
    expect((await holdspace('rotate-cookies', '--json')).printed).toBe('{"accepted":2}');
    expect(await opens(url)).toBe(404);
    const given = { HOLDSPACE_DATA: data, HOLDSPACE_COOKIE_SECRET: 'x'.repeat(32) };
    const elsewhere = { ...given, HOLDSPACE_STORE: 'memory' };
    expect((await withSettings(elsewhere, 'rotate-cookies')).code).not.toBe(0);
  });

  it('keeps its secrets and its control socket from everyone else', async () => {
    await serve();
    for (const file of ['secret', 'cookie-secret', 'control.sock', 'holdspace.db']) {
      expect([file, statSync(join(data, file)).mode & 0o077]).toEqual([file, 0]);
    }
  });

  it('takes no empty secret for one, and says when it is another', async () => {
    const secret = join(data, 'secret');
    const { child } = await serve();
    child.kill('SIGTERM');
    await once(child, 'exit');
    writeFileSync(secret, `${'x'.repeat(64)}\n`);
    const other = await holdspace('organiser-link');
    expect([other.code, other.complained]).toEqual([1, expect.stringContaining('another secret')]);
    for (const left of ['', '\n', 'short']) {
      writeFileSync(secret, left);
      const { code, complained } = await holdspace('organiser-link');
      expect([code, complained]).toEqual([1, expect.stringContaining('at least 32 characters')]);
    }
  });

  it('says of a folder that is none what it needs to be', async () => {
    const file = join(data, 'file');
    writeFileSync(file, '');
    for (const folder of [file, join(file, 'below')]) {
      const { code, complained } = await withSettings({ HOLDSPACE_DATA: folder }, 'serve');
      expect([code, complained]).toEqual([1, expect.stringContaining('must be a folder')]);
    }
  });

  it('works on nothing, and makes nothing, where there is no Holdspace', async () => {
    const nowhere = join(data, 'nowhere');
    const place = { HOLDSPACE_DATA: nowhere };
    const commandLines = [
      ['organiser-link'],
      ['api-key'],
      ['purge'],
      ['export', join(data, 'backup')],
    ];
    for (const args of commandLines) {
      const { code, printed, complained } = await withSettings(place, ...args);
      expect([args, code, printed]).toEqual([args, 1, '']);
      expect(complained).toContain(`There is no Holdspace in ${nowhere}. Set HOLDSPACE_DATA`);
    }
    expect(readdirSync(data)).toEqual([]);
  });

  it('says where the secret is that an export does not hold', async () => {
    await serve();
    const { printed } = await holdspace('export', join(data, 'backup'));
    expect(printed).toContain(`Keep ${join(data, 'secret')} with it`);
  });

  it('shows the address in force, and warns of what is no setting', async () => {
    const { code, printed, complained } = await withSettings(
      { HOST: '127.0.0.5', PORT: '4000', HOLDSPACE_SECERT: 'x' },
      'check-config',
    );
    expect(code).toBe(0);
    expect(printed).toMatch(/PUBLIC_URL +http:\/\/127\.0\.0\.5:4000/);
    expect(complained).toBe('HOLDSPACE_SECERT is not a setting; did you mean HOLDSPACE_SECRET?');
  });

  it('explains how others reach a server that listens everywhere, and how an organiser signs in', () => {
    const server = { url: 'http://localhost:3000', others: ['http://192.168.1.20:3000'] };
    const output = openingLines(server, null).join('\n');
    expect(output).not.toContain('open at http://localhost');
    expect(output).toContain('others in this network: PUBLIC_URL=http://192.168.1.20:3000');
    expect(output).toContain('only on this machine');
    expect(output).toContain('npx holdspace organiser-link');
    const named = { url: 'https://circle.example.org', others: null };
    expect(openingLines(named, 'https://circle.example.org/j#x')).toEqual([
      'Holdspace is open at https://circle.example.org',
      'organiser link: https://circle.example.org/j#x',
    ]);
  });

  it('stops with every fault of the settings, and starts nothing', async () => {
    const wrong = { HOLDSPACE_DATA: data, PORT: 'x', HOLDSPACE_STORE: 'redis:db' };
    for (const command of ['serve', 'organiser-link', 'purge']) {
      const { code, complained } = await withSettings(wrong, command);
      expect(code).toBe(2);
      expect(complained).toContain('2 settings are not right');
      expect(complained).toMatch(/PORT.*HOLDSPACE_STORE/s);
    }
    expect(existsSync(join(data, 'secret'))).toBe(false);
  });

  it('checks and shows the settings, with secrets masked', async () => {
    const secret = 'canary-'.repeat(6);
    const good = await withSettings({ HOLDSPACE_SECRET: secret, PORT: '4000' }, 'check-config');
    expect(good.code).toBe(0);
    expect(good.printed).toMatch(/PORT +4000/);
    // The address that a start prints.
    expect(good.printed).toMatch(/PUBLIC_URL +http:\/\/localhost:4000 /);
    expect(good.printed).not.toContain('canary');
    const bad = await withSettings({ PORT: 'x' }, 'check-config', '--json');
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.printed)).toMatchObject({ ok: false, faults: [{ variable: 'PORT' }] });
  });

  it('LED-15 moves everything into Redis, where every command works while the nodes run', async () => {
    const redis = await RedisProcess.start();
    onTestFinished(() => redis.stop());
    const secret = 'canary-'.repeat(6);
    const [here, there] = [
      { HOLDSPACE_DATA: data, HOLDSPACE_SECRET: secret },
      { HOLDSPACE_STORE: redis.url, HOLDSPACE_SECRET: secret },
    ];
    const first = await serve(here);
    const { printed: key } = await withSettings(here, 'api-key');
    const body = JSON.stringify({ name: 'Tuesdays', start: '2126-03-01T19:00:00Z' });
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    await fetch(`${first.url}/api/circles`, { method: 'POST', headers, body });
    const circles = await (await circlesOf(first.url, key)).json();
    const [file, back] = ['one.gz', 'two.gz'].map((name) => join(data, name)) as [string, string];
    const exported = await withSettings(here, 'export', file, '--json');
    expect(exported.shown.at(-1)).toBe('');
    const counts = JSON.parse(exported.printed) as { entries: number };
    const looked = await withSettings(there, 'import', file, '--dry-run', '--json');
    expect(JSON.parse(looked.printed)).toEqual(counts);
    const imported = await withSettings(there, 'import', file);
    expect(imported).toMatchObject({ code: 0, complained: '' });
    expect(imported.printed).toMatch(/imported$/);
    const again = await withSettings(there, 'import', file);
    expect(again.printed).toContain(`imported; ${counts.entries} of the commits were there`);

    const nodes = [await serve(there), await serve(there)] as const;
    for (const { url } of nodes) expect(await (await circlesOf(url, key)).json()).toEqual(circles);
    const link = (await withSettings(there, 'organiser-link')).printed;
    expect((await signIn(link, nodes[1].url)).status).toBe(200);
    expect((await withSettings(there, 'purge', '--json')).printed).toBe('{"purged":0}');
    const taken = await withSettings(there, 'import', file);
    expect(taken).toMatchObject({ code: 1 });
    expect(taken.complained).toContain('something else in the store');
    const later = await withSettings(there, 'export', back, '--json');
    expect(JSON.parse(later.printed).entries).toBeGreaterThan(counts.entries);
    expect(later.printed + taken.complained).not.toContain('canary');
  }, 60_000);

  it('exports while the server runs, and imports into an empty place with the same secret', async () => {
    const { url } = await serve();
    const { printed: key } = await holdspace('api-key');
    const body = JSON.stringify({ name: 'Tuesdays', start: '2126-03-01T19:00:00Z' });
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    await fetch(`${url}/api/circles`, { method: 'POST', headers, body });
    const there = (await (await circlesOf(url, key)).json()) as object;

    const file = join(data, 'backup');
    const exported = await holdspace('export', file, '--json');
    expect(exported.code).toBe(0);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect((await holdspace('export', file)).complained).toContain('is there already');

    const elsewhere = join(data, 'elsewhere');
    const place = { HOLDSPACE_DATA: elsewhere };
    const noSecret = await withSettings(place, 'import', file);
    expect(noSecret).toMatchObject({ code: 2, printed: '' });
    const secret = { ...place, HOLDSPACE_SECRET_FILE: join(data, 'secret') };
    const looked = await withSettings(secret, 'import', file, '--dry-run', '--json');
    expect(looked).toMatchObject({ code: 0, printed: exported.printed });
    expect(existsSync(elsewhere)).toBe(false);
    const imported = await withSettings(secret, 'import', file, '--json');
    expect(imported).toMatchObject({ code: 0, printed: exported.printed });
    expect((await withSettings(secret, 'import', file)).code).toBe(0);
    expect((await withSettings(secret, 'organiser-link')).code).toBe(0);
    expect((await withSettings(secret, 'import', file)).code).toBe(1);

    const restored = await serve({ ...secret });
    expect(await (await circlesOf(restored.url, key)).json()).toEqual(there);
  });

  it('says bad use with 2, and help with 0', async () => {
    expect((await holdspace('frobnicate')).code).toBe(2);
    expect((await holdspace('purge', '--older')).code).toBe(2);
    expect((await holdspace('api-key', '--scope', 'all')).code).toBe(2);
    const help = await holdspace('--help');
    expect(help.code).toBe(0);
    for (const command of ['serve', 'organiser-link', 'check-config', 'export', 'import']) {
      expect(help.printed).toContain(command);
    }
  });

  it('says in words that a port is taken', async () => {
    const { url } = await serve();
    const port = new URL(url).port;
    const other = mkdtempSync(join(tmpdir(), 'holdspace-cli-'));
    onTestFinished(() => rmSync(other, { recursive: true, force: true }));
    const taken = await withSettings(
      { HOLDSPACE_DATA: other, PORT: port, HOLDSPACE_LOG: 'silent' },
      'serve',
    );
    expect(taken.code).toBe(1);
    expect(taken.complained).toContain(`Port ${port} is in use already`);
  });
});
