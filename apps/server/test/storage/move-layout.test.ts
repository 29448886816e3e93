/** A data folder of the layout before is moved at the start (docs/decisions/0037). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { exportStore, importStore } from '../../src/storage/backup/transfer.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { emptyHead, type Store } from '../../src/storage/port/store.ts';
import { openSqliteStore, type SqliteOptions } from '../../src/storage/sqlite/sqlite-store.ts';
import { type OldWriting, oldLedger, writeOldFolder } from './old-folder.ts';
import { decodeAll, processedCommand, sampleAppend, testCodec } from './sample-commits.ts';
import { appendSamples, folderForTest } from './store-helpers.ts';

const ledger = 'meeting:one';
const aside = [1, 2, 3].map((n) => ({
  id: testCodec.commandDigest('any', { by: 'x', id: `${n}` }),
  text: `set aside ${n}`,
}));

async function openForTest(options: SqliteOptions): Promise<Store> {
  const store = await openSqliteStore(options);
  onTestFinished(() => store.close());
  return store;
}

/** What these commits left: facts, commands, and words that were not erased. */
function expected({ appends, log, until }: OldWriting) {
  const words = new Map<string, string>();
  for (const append of appends) {
    for (const slot of append.erases) words.delete(slot);
    for (const { slot, text } of append.words) words.set(slot, text);
  }
  return {
    log,
    entries: appends.map(({ entry }) => entry),
    words: until === undefined ? Object.fromEntries(words) : {},
    commands: appends.flatMap(({ command }) => (command ? [command] : [])),
  };
}

async function found(store: Store, name: string) {
  const reading = await store.read(name, 0);
  const { words } = decodeAll(name, reading);
  const { log, entries, commands } = reading;
  expect((await store.heads([name])).get(name)).toEqual({ ...reading.head, log });
  return { log, entries, words, commands };
}

const filesOf = (folder: string) =>
  readdirSync(folder).filter((name) => name.startsWith('holdspace.db'));

it('LED-11 moves data of format 2 to the layout of today: the same commits, words and promises', async () => {
  const folder = folderForTest();
  const all: OldWriting[] = [
    { ...oldLedger(ledger, 60), aside },
    oldLedger('circle:two', 1),
    { ledger: 'desk:empty', log: 'log-of-nothing', appends: [] },
    { ...oldLedger('meeting:past', 12), until: 1 },
  ];
  writeOldFolder(folder, 2, all);
  const sentences: string[] = [];
  const notify = (sentence: string) => void sentences.push(sentence);
  const store = await openForTest({ folder, notify });
  expect(sentences).toEqual([`The data in ${folder} have the layout of this version now.`]);
  for (const each of all) expect(await found(store, each.ledger)).toEqual(expected(each));
  expect(await store.ledgers()).toEqual(all.map((each) => each.ledger).sort());
  expect((await store.aside(ledger)).map(({ text }) => text).sort()).toEqual(
    aside.map(({ text }) => text),
  );
  expect(await store.deadlines(0, 10)).toHaveLength(4);
  expect((await store.open(ledger)).snapshot).toBeNull();
  expect(await store.sweep()).toBeGreaterThan(10);
  await appendSamples(store, ledger, { words: { 'm.0': 'anew' }, erases: ['m.1'] });
  const { words } = await found(store, ledger);
  expect([words['m.0'], words['m.1'], words['m.3']]).toEqual(['anew', undefined, 'words 3']);
  expect(filesOf(folder).filter((name) => name.includes('moving'))).toEqual([]);
});

it('LED-11 moves data of format 1, which have no commands and nothing aside', async () => {
  const folder = folderForTest();
  const { appends, ...rest } = oldLedger(ledger, 20);
  const old = { ...rest, appends: appends.map((append) => ({ ...append, command: null })) };
  writeOldFolder(folder, 1, [old]);
  const store = await openForTest({ folder });
  expect(await found(store, ledger)).toEqual(expected(old));
  const { head } = await store.read(ledger, 0);
  const command = processedCommand('ash', '1', 21);
  await store.append({ ...sampleAppend(ledger, head, {}), command });
  expect((await store.read(ledger, 0)).commands).toEqual([command]);
});

it('LED-11 the old file is as it was while it is moved, and gone with its erased words afterwards', async () => {
  const folder = folderForTest();
  const kept = 'canary-that-is-still-said';
  const gone = 'canary-that-was-erased';
  const old = oldLedger(ledger, 10, (n) => (n === 2 ? gone : n === 3 ? kept : 'x'));
  writeOldFolder(folder, 2, [old]);
  await (await openSqliteStore({ folder })).close();
  const bytes = Buffer.concat(filesOf(folder).map((name) => readFileSync(join(folder, name))));
  expect(bytes.includes(kept)).toBe(true);
  expect(bytes.includes(gone)).toBe(false);
  expect(filesOf(folder)).toEqual(['holdspace.db']);
});

it('LED-11 a reader reads data of the layout before and leaves them as they are', async () => {
  const folder = folderForTest();
  const old = { ...oldLedger(ledger, 30), aside };
  writeOldFolder(folder, 2, [old, { ...oldLedger('meeting:past', 3), until: 1 }]);
  const reader = await openForTest({ folder, access: 'reader' });
  expect(await found(reader, ledger)).toEqual({ ...expected(old), commands: [] });
  expect((await reader.read(ledger, 28)).entries).toHaveLength(2);
  expect((await found(reader, 'meeting:past')).words).toEqual({});
  expect(await reader.check()).toBeUndefined();
  await expect(reader.append(sampleAppend('b', emptyHead, {}))).rejects.toThrow('only read here');
  const file = join(folderForTest(), 'backup.gz');
  await exportStore(reader, testCodec, file);
  const memory = createMemoryStore();
  await importStore(memory, testCodec, file);
  expect((await memory.read(ledger, 0)).entries).toEqual(expected(old).entries);
  expect(await memory.aside(ledger)).toHaveLength(3);
  await reader.close();
  const db = new DatabaseSync(join(folder, 'holdspace.db'));
  expect(db.prepare('PRAGMA user_version').get()?.user_version).toBe(2);
  db.close();
});

it('LED-5 LED-11 a move that is killed at any point loses nothing and is gone on with', async () => {
  const all = [1, 2, 3].map((n) => oldLedger(`meeting:${n}`, 1500 * n));
  const source = folderForTest();
  writeOldFolder(source, 2, [...all, { ...oldLedger('desk:one', 5), aside }]);
  const stop = async (folder: string, at: number): Promise<number> => {
    const script = ['--import', join(import.meta.dirname, 'kill-at.ts')];
    const child = spawn(
      process.execPath,
      [...script, join(import.meta.dirname, 'open-and-close.ts'), folder],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, KILL_AT: `${at}` } },
    );
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    await once(child, 'close');
    expect(child.signalCode).toBe(at > 0 ? 'SIGKILL' : null);
    return Number(output);
  };
  const copy = () => {
    const folder = folderForTest();
    cpSync(source, folder, { recursive: true });
    return folder;
  };
  const steps = await stop(copy(), 0);
  expect(steps).toBeGreaterThan(9000);
  // The last steps one by one, where the new file takes the name of the old one.
  const last = Array.from({ length: 4 }, (_, n) => [steps - 5 - n]);
  const repeated = Array.from({ length: 6 }, (_, n) => Math.ceil(Math.random() * 2000 * (n + 1)));
  for (const stops of [...last, repeated]) {
    const folder = copy();
    for (const at of stops) await stop(folder, at);
    const store = await openForTest({ folder });
    for (const each of all) expect(await found(store, each.ledger)).toEqual(expected(each));
    expect(await store.aside('desk:one')).toHaveLength(3);
    expect(filesOf(folder)).not.toContain('holdspace.db.moving');
  }
}, 120_000);

it('LED-11 begins anew when the version before has written in between', async () => {
  const folder = folderForTest();
  const old = oldLedger(ledger, 9);
  writeOldFolder(folder, 2, [old]);
  // As a stop leaves it: a part that is whole by itself, of a file that has changed since.
  const other = folderForTest();
  writeOldFolder(other, 2, [oldLedger('meeting:other', 3)]);
  await (await openSqliteStore({ folder: other })).close();
  const moving = new DatabaseSync(join(other, 'holdspace.db'));
  moving.exec('CREATE TABLE moving (source TEXT, ledger INTEGER, version INTEGER)');
  moving.exec("INSERT INTO moving VALUES ('another', 7, 7); PRAGMA journal_mode = DELETE");
  moving.exec(`VACUUM INTO '${join(folder, 'holdspace.db.moving')}'`);
  moving.close();
  utimesSync(join(folder, 'holdspace.db'), 1, 1);
  const store = await openForTest({ folder });
  expect(await store.ledgers()).toEqual([ledger]);
  expect(await found(store, ledger)).toEqual(expected(old));
});

it('LED-10 refuses to move a damaged file and leaves it', async () => {
  const folder = folderForTest();
  writeOldFolder(folder, 2, [oldLedger(ledger, 200, () => 'x'.repeat(300))]);
  const file = join(folder, 'holdspace.db');
  const bytes = readFileSync(file);
  bytes.fill(0xa5, bytes.indexOf('x'.repeat(200)) & ~4095);
  writeFileSync(file, bytes);
  await expect(openSqliteStore({ folder })).rejects.toThrow(/^The database in .* is damaged/);
  // The header tells whether there is a write-ahead log.
  expect(readFileSync(file).subarray(100).equals(bytes.subarray(100))).toBe(true);
});
