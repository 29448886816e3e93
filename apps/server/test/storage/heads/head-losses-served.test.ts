/** A whole server, and the command line, on data that lost the end of a ledger. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { createLog } from '../../../src/ops/log.ts';
import { type RunningServer, startServer } from '../../../src/server.ts';
import { copyOf, freezeClock, keyringOf, seenOf } from '../../fixtures/open-recorded.ts';
import { testSettings } from '../../http/http-fixture.ts';
import { cutOff } from '../store-helpers.ts';

const keyring = keyringOf('v1');
const { circle, otherCircle } = keyring;

let thaw: () => void;
beforeAll(() => {
  thaw = freezeClock(keyring.recorded);
});
afterAll(() => thaw());

/** A copy of the recorded folder that was served once, so that its note of heads is there. */
async function served(): Promise<string> {
  const { folder, remove } = copyOf('v1', 'sqlite');
  onTestFinished(remove);
  await (await start(folder)).close();
  return folder;
}

async function start(folder: string, lines: string[] = []): Promise<RunningServer> {
  const log = createLog('warn', { write: (line) => void lines.push(line) });
  const wished = testSettings({ HOLDSPACE_DATA: folder, PORT: '0', HOLDSPACE_LIMITS: 'off' });
  return startServer(wished, log);
}

async function holdspace(folder: string, ...args: string[]) {
  const output: string[] = [];
  const printLine = (line: string) => void output.push(line);
  const environment = { HOLDSPACE_DATA: folder };
  const code = await run(args, { environment, print: printLine, complain: printLine });
  return { code, output: output.join('\n') };
}

const ask = ({ url }: RunningServer, path: string) =>
  fetch(`${url}/api${path}`, { headers: { authorization: `Bearer ${keyring.apiKey}` } });

it.each([`circle:${circle}`, `desk:${circle}`])(
  'LED-19 the other circles are served while this one is set aside: %s',
  async (ledger) => {
    const folder = await served();
    cutOff(folder, ledger, -2);
    const lines: string[] = [];
    const server = await start(folder, lines);
    onTestFinished(() => server.close());
    expect(lines.join('')).toContain(`Ledger ${ledger} ends at commit `);
    const closed = await ask(server, `/circles/${circle}/desk`);
    expect(closed.status).toBe(503);
    expect(await closed.json()).toMatchObject({ code: 'set-aside' });
    expect((await ask(server, `/circles/${otherCircle}`)).status).toBe(200);
    const list = (await (await ask(server, '/circles')).json()) as { id: string }[];
    expect(list.map(({ id }) => id)).toContain(otherCircle);
    const me = await fetch(`${server.url}/api/me`, {
      headers: { cookie: keyring.cookies['ada'] ?? '' },
    });
    expect(me.status).toBe(200);
    expect(JSON.stringify(await me.json())).toContain(otherCircle);
  },
);

it('LED-19 a server whose house was cut off does not start, and says what to do', async () => {
  const folder = await served();
  cutOff(folder, 'house', -2);
  await expect(start(folder)).rejects.toThrow(/Ledger house ends at commit .*accept-loss house/);
});

it('LED-19 a loss is accepted by name, and then people are told by another log id', async () => {
  const folder = await served();
  const ledger = `circle:${circle}`;
  const logOf = () => {
    const db = new DatabaseSync(join(folder, 'holdspace.db'));
    const row = db.prepare('SELECT log FROM ledgers WHERE name = ?').get(ledger);
    db.close();
    return row?.log;
  };
  const log = logOf();
  cutOff(folder, ledger, -1);
  cutOff(folder, `desk:${circle}`, -1);
  const listed = await holdspace(folder, 'accept-loss');
  expect(listed.code).toBe(0);
  expect(listed.output.split('\n')).toHaveLength(2);
  expect(listed.output).toContain('It is set aside.');
  expect((await holdspace(folder, 'accept-loss', 'circle:other')).output).toBe(
    'Nothing is known to be lost of circle:other.',
  );
  expect(logOf()).toBe(log);
  const accepted = await holdspace(folder, 'accept-loss', ledger);
  expect(accepted.output).toContain('Accepted.');
  expect(logOf()).not.toBe(log);
  expect((await holdspace(folder, 'accept-loss', '--all', '--json')).output).toContain(
    '"accepted"',
  );
  expect((await holdspace(folder, 'accept-loss')).output).toBe('Nothing is known to be lost.');
  const lines: string[] = [];
  const server = await start(folder, lines);
  onTestFinished(() => server.close());
  expect(lines).toEqual([]);
  expect((await ask(server, `/circles/${circle}`)).status).toBe(200);
});

it('LED-19 no backup is made of what was cut off, and one that is brought back makes the note', async () => {
  const folder = await served();
  const backup = join(folder, 'all.holdspace');
  expect((await holdspace(folder, 'export', backup)).code).toBe(0);
  cutOff(folder, `desk:${circle}`, -2);
  const refused = await holdspace(folder, 'export', join(folder, 'late.holdspace'));
  expect(refused.code).toBe(1);
  expect(refused.output).toContain(`Ledger desk:${circle} ends at commit`);

  for (const name of ['holdspace.db', 'holdspace.db-wal', 'holdspace.db-shm']) {
    rmSync(join(folder, name), { force: true });
  }
  const imported = await holdspace(folder, 'import', backup);
  expect(imported.code).toBe(0);
  expect(imported.output).not.toContain('Ledger');
  const lines: string[] = [];
  await (await start(folder, lines)).close();
  expect(lines).toEqual([]);
});

it('LED-19 an older backup is imported, and says what is known beyond it', async () => {
  const folder = await served();
  const known = Object.keys(seenOf('v1').heads).length;
  const backup = join(import.meta.dirname, '../../fixtures/v1/backup.holdspace');
  // Commits after the backup: an organiser link is made in the house.
  await holdspace(folder, 'organiser-link');
  for (const name of ['holdspace.db', 'holdspace.db-wal', 'holdspace.db-shm']) {
    rmSync(join(folder, name), { force: true });
  }
  const imported = await holdspace(folder, 'import', backup);
  expect(imported.output).toContain('Ledger house ends at commit');
  expect(readFileSync(join(folder, 'heads'), 'utf8').split('\n')).toHaveLength(known + 3);
});
