import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished, vi } from 'vitest';
import { BrokenChain } from '../../src/storage/chain/commit-codec.ts';
import {
  emptyHead,
  type Head,
  type LedgerReading,
  type Store,
  StoreFault,
} from '../../src/storage/port/store.ts';
import { openSqliteStore, type SqliteOptions } from '../../src/storage/sqlite/sqlite-store.ts';
import { decodeAll, processedCommand, sampleAppend } from './sample-commits.ts';
import { appendSamples, folderForTest, readLedger } from './store-helpers.ts';

const ledger = 'meeting:one';

async function openForTest(options: SqliteOptions): Promise<Store> {
  const store = await openSqliteStore(options);
  onTestFinished(() => store.close());
  return store;
}

const canary = () => `canary-${randomBytes(8).toString('hex')}`;

/**
 * All canaries in all files of a folder. Another process searches, because a process that opens and
 * closes a file loses the locks that SQLite holds on it.
 */
function canariesIn(folder: string): Set<string> {
  const look = `
    const { readdirSync, readFileSync } = require('node:fs');
    for (const name of readdirSync('.', { recursive: true })) {
      const found = readFileSync(name, 'latin1').match(/canary-[0-9a-f]{16}/g);
      if (found) console.log(found.join('\\n'));
    }`;
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 } as const;
  return new Set(execFileSync(process.execPath, ['-e', look], options).split('\n').filter(Boolean));
}

it('LED-5 loses no acknowledged commit when the process is killed', async () => {
  const folder = folderForTest();
  const acknowledged: string[] = [];
  for (let round = 1; round <= 3; round++) {
    const script = join(import.meta.dirname, 'appender.ts');
    const child = spawn(process.execPath, [script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.split('\n').length > 200) child.kill('SIGKILL');
    });
    await once(child, 'close');
    expect(child.signalCode).toBe('SIGKILL');
    acknowledged.push(...output.split('\n').slice(0, -1));

    const store = await openSqliteStore({ folder });
    const stored = new Set<string>();
    for (const name of await store.ledgers()) {
      const reading = await store.read(name, 0);
      decodeAll(name, reading);
      for (const { version, mac } of reading.entries) stored.add(`${name} ${version} ${mac}`);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(200 * round);
    expect(acknowledged.filter((commit) => !stored.has(commit))).toEqual([]);
    await store.close();
  }
});

it('LED-5 keeps everything through an orderly stop', async () => {
  const folder = folderForTest();
  const before = await openSqliteStore({ folder });
  await appendSamples(before, ledger, { what: 'said', words: { a: 'words' } });
  const whole = await before.read(ledger, 0);
  await before.close();
  const after = await openForTest({ folder });
  expect(await after.read(ledger, 0)).toEqual(whole);
});

it('LED-5 reads a long ledger in blocks as it reads it whole, also when it goes on meanwhile', async () => {
  const store = await openForTest({ folder: folderForTest() });
  let head: Head & { readonly log?: string } = emptyHead;
  const appendMany = async (count: number) => {
    const requests = Array.from({ length: count }, () => {
      const words = { a: 'some', [`b${head.version}`]: 'more' };
      const request = sampleAppend(ledger, head, { what: 'said', words });
      head = { version: request.entry.version, mac: request.entry.mac };
      return request;
    });
    await Promise.all(requests.map((each) => store.append(each)));
  };
  const readBlocks = async (length: number, upTo: number) => {
    const blocks: LedgerReading[] = [];
    for (let after = 0; after < upTo; after += length) {
      blocks.push(await store.read(ledger, after, Math.min(after + length, upTo)));
    }
    return {
      entries: blocks.flatMap(({ entries }) => entries),
      words: blocks.flatMap(({ words }) => words),
    };
  };
  await appendMany(2300);
  const { entries, words } = await store.read(ledger, 0);
  expect(await readBlocks(500, 2300)).toEqual({ entries, words });
  await appendMany(1000);
  const longer = await store.read(ledger, 0);
  expect(longer.entries).toHaveLength(3300);
  expect((await readBlocks(341, 3300)).entries).toEqual(longer.entries);
  // Around the places from which blocks are looked for.
  for (const upTo of [1023, 1024, 1025, 2048, 2049, 3072, 3073]) {
    expect((await store.read(ledger, upTo - 3, upTo)).entries).toEqual(
      longer.entries.slice(upTo - 3, upTo),
    );
  }
});

it.each([
  ['a fact', (said: string) => said],
  ['a mac', (_: string, mac: string) => mac],
  ['a word', (said: string) => said.toUpperCase()],
  ['a salt', (_: string, __: string, salt: string) => salt],
])('LED-6 finds a flipped bit in %s in the file', async (_, pick) => {
  const folder = folderForTest();
  const store = await openSqliteStore({ folder });
  await appendSamples(store, ledger, {});
  await appendSamples(store, ledger, { what: 'said-in-public', words: { a: 'SAID-IN-PUBLIC' } });
  await appendSamples(store, ledger, {});
  const whole = await store.read(ledger, 0);
  expect(decodeAll(ledger, whole).words).toEqual({ a: 'SAID-IN-PUBLIC' });
  await store.close();

  const file = join(folder, 'holdspace.db');
  const bytes = readFileSync(file);
  const at = bytes.indexOf(
    pick('said-in-public', whole.entries[1]?.mac ?? '', whole.words[0]?.salt ?? ''),
  );
  expect(at).toBeGreaterThan(0);
  bytes[at + 3] = (bytes[at + 3] ?? 0) ^ 1;
  writeFileSync(file, bytes);

  const again = await openForTest({ folder });
  await expect(readLedger(again, ledger)).rejects.toThrow(BrokenChain);
});

/** Words of many lengths, each between two canaries; some fill several pages. */
const spokenWith = (canaries: readonly string[]) =>
  Object.fromEntries(
    canaries.map((each, i) => {
      const between = 'x'.repeat(i % 100 === 99 ? 9000 : (i * 37) % 100);
      return [`m.${i}`, `${each}${between}${each}`];
    }),
  );

// With rows deleted instead of overwritten, SQLite leaves some of these behind although it
// was told to delete securely: rows that it had moved to another page before.
it('LED-7 leaves the bytes of erased words in no file, on any page', async () => {
  const folder = folderForTest();
  const store = await openForTest({ folder });
  const all = Array.from({ length: 2000 }, canary);
  await appendSamples(store, ledger, { words: spokenWith(all) });
  expect(canariesIn(folder)).toEqual(new Set(all));
  const stays = (i: number) => i % 5 === 0;
  const erases = all.flatMap((_, i) => (stays(i) ? [] : [`m.${i}`]));
  await appendSamples(store, ledger, { erases });
  expect(canariesIn(folder)).toEqual(new Set(all.filter((_, i) => stays(i))));
  await appendSamples(store, ledger, { erases: all.map((_, i) => `m.${i}`) });
  expect(canariesIn(folder)).toEqual(new Set());
});

it('LED-7 leaves no bytes of replaced words', async () => {
  const folder = folderForTest();
  const store = await openForTest({ folder });
  const [first, second] = [canary(), canary()];
  await appendSamples(store, ledger, { words: { name: first } });
  expect(canariesIn(folder)).toEqual(new Set([first]));
  await appendSamples(store, ledger, { words: { name: second } });
  expect(canariesIn(folder)).toEqual(new Set([second]));
});

it('LED-7 cleans up as soon as a concurrent reader closes', async () => {
  const folder = folderForTest();
  const store = await openForTest({ folder });
  await appendSamples(store, ledger, { words: { a: canary() } });
  const reader = new DatabaseSync(join(folder, 'holdspace.db'), { readOnly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM commits').get();
  await appendSamples(store, ledger, { erases: ['a'] });
  expect((await readLedger(store, ledger)).words).toEqual({});
  expect(canariesIn(folder).size).toBe(1);
  reader.close();
  await vi.waitFor(() => expect(canariesIn(folder).size).toBe(0), { interval: 100 });
});

it('LED-7 cleans up at the next start after a kill', async () => {
  const folder = folderForTest();
  const first = await openSqliteStore({ folder });
  await appendSamples(first, ledger, { words: { a: canary() } });
  await first.close();
  // The files when the process dies between the commit and the cleanup.
  const db = new DatabaseSync(join(folder, 'holdspace.db'));
  const held = new DatabaseSync(join(folder, 'holdspace.db'), { readOnly: true });
  db.exec("UPDATE commits SET live = 0, salt = '', text = CAST(zeroblob(23) AS TEXT)");
  expect(canariesIn(folder).size).toBe(1);
  const store = await openForTest({ folder });
  expect(canariesIn(folder).size).toBe(0);
  held.close();
  db.close();
  expect((await readLedger(store, ledger)).words).toEqual({});
});

it('LED-8 leaves no bytes of expired words after a sweep', async () => {
  const folder = folderForTest();
  let now = 1000;
  const store = await openForTest({ folder, now: () => now });
  const all = Array.from({ length: 2000 }, canary);
  const stays = (i: number) => i % 5 === 0;
  const spoken = Object.entries(spokenWith(all));
  await store.append(sampleAppend(ledger, emptyHead, { wordsUntil: 2000 }));
  for (let i = 0; i < all.length; i += 5) {
    const [kept, ...short] = spoken.slice(i, i + 5);
    await appendSamples(store, 'meeting:two', { words: Object.fromEntries([kept ?? []]) });
    await appendSamples(store, ledger, { words: Object.fromEntries(short) });
  }
  now = 2000;
  expect(canariesIn(folder)).toEqual(new Set(all));
  expect(await store.sweep()).toBe(1600);
  expect(canariesIn(folder)).toEqual(new Set(all.filter((_, i) => stays(i))));
});

it('PRV-11 leaves no bytes of an expired command after a sweep', async () => {
  const folder = folderForTest();
  let now = 1000;
  const store = await openForTest({ folder, now: () => now });
  const commands: string[] = [];
  const append = async (name: string, n: number) => {
    const head = (await store.heads([name])).get(name) ?? emptyHead;
    const until = now + 900_000;
    const command = processedCommand('ash', `${name} ${n}`, head.version + 1, until);
    commands.push(command.digest);
    await store.append({ ...sampleAppend(name, head, { what: `${n}` }), command });
  };
  const found = () => {
    const bytes = Buffer.concat(
      readdirSync(folder).map((each) => readFileSync(join(folder, each))),
    );
    return commands.filter((each) => bytes.includes(each)).length;
  };
  for (let n = 0; n < 300; n++) await append(n % 3 === 0 ? ledger : 'meeting:two', n);
  expect(found()).toBe(300);
  now += 900_000;
  for (let n = 0; n < 100; n++) await append('meeting:three', n);
  expect(await store.sweep()).toBe(0);
  expect(found()).toBe(100);
  now += 900_000;
  await store.sweep();
  expect(found()).toBe(0);
  expect((await store.read(ledger, 0)).commands).toEqual([]);
});

it('LED-10 reports a full disk, keeps what it acknowledged, and goes on', async () => {
  const folder = folderForTest();
  const store = await openSqliteStore({ folder, mostPages: 40 });
  let head = emptyHead;
  const fill = async () => {
    for (;;)
      head = await appendSamples(store, ledger, {
        words: { [`m.${head.version}`]: 'x'.repeat(3000) },
      });
  };
  await expect(fill()).rejects.toThrow(/^The disk of .* is full and nothing was saved/);
  await expect(appendSamples(store, ledger, { words: { a: 'x'.repeat(9000) } })).rejects.toThrow(
    StoreFault,
  );
  expect(head.version).toBeGreaterThan(3);
  expect((await store.read(ledger, 0)).head).toEqual(head);
  await store.close();

  const roomier = await openForTest({ folder });
  await appendSamples(roomier, ledger, { what: 'goes on' });
  const { facts } = await readLedger(roomier, ledger);
  expect(facts.length).toBe(head.version + 1);
});

it('LED-10 refuses a damaged file with a sentence', async () => {
  const folder = folderForTest();
  writeFileSync(join(folder, 'holdspace.db'), 'this was a database once. '.repeat(400));
  await expect(openSqliteStore({ folder })).rejects.toThrow(/^The database in .* is damaged/);
  await expect(openSqliteStore({ folder: join(folder, 'holdspace.db') })).rejects.toThrow(
    /cannot be written to/,
  );
});

it('LED-10 survives damage inside the file and reports it', async () => {
  const folder = folderForTest();
  const store = await openSqliteStore({ folder });
  for (let i = 0; i < 40; i++) await appendSamples(store, ledger, { what: 'x'.repeat(1000) });
  await store.close();
  const file = join(folder, 'holdspace.db');
  const bytes = readFileSync(file);
  bytes.fill(0xa5, bytes.indexOf('x'.repeat(200)) & ~4095);
  writeFileSync(file, bytes);
  const again = await openForTest({ folder });
  await expect(again.read(ledger, 0)).rejects.toThrow(/^The database in .* is damaged/);
  expect(await again.ledgers()).toEqual([ledger]);
});

it('LED-10 rejects everything once its thread has died', async () => {
  const post = vi.spyOn(Worker.prototype, 'postMessage');
  const store = await openForTest({ folder: folderForTest() });
  await appendSamples(store, ledger, {});
  const worker = post.mock.contexts[0] as Worker;
  post.mockRestore();
  const dead = worker.terminate();
  const waiting = [store.append(sampleAppend('b', emptyHead, {})), store.sweep(), store.check()];
  const answers = await Promise.allSettled(waiting);
  await dead;
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(store.check()).rejects.toThrow('The database thread has stopped.');
  await expect(store.append(sampleAppend('c', emptyHead, {}))).rejects.toThrow(StoreFault);
  await expect(store.read(ledger, 0)).rejects.toThrow(StoreFault);
});

it('LED-11 lets one process own a folder while others read it', async () => {
  const folder = folderForTest();
  const store = await openSqliteStore({ folder });
  await expect(openSqliteStore({ folder })).rejects.toThrow(/^Another Holdspace is at work on/);
  await appendSamples(store, ledger, { words: { a: 'words' } });
  const reader = await openForTest({ folder, access: 'reader' });
  expect((await readLedger(reader, ledger)).words).toEqual({ a: 'words' });
  expect(await reader.check()).toBeUndefined();
  await expect(reader.append(sampleAppend('b', emptyHead, {}))).rejects.toThrow(StoreFault);
  await store.close();
  const next = await openForTest({ folder });
  expect((await readLedger(next, ledger)).words).toEqual({ a: 'words' });
});

it('LED-11 refuses to read a folder without a database', async () => {
  const folder = folderForTest();
  await expect(openSqliteStore({ folder, access: 'reader' })).rejects.toThrow(
    `There is no Holdspace data in ${folder}.`,
  );
});

it('LED-11 refuses data of a newer Holdspace and leaves them unchanged', async () => {
  const folder = folderForTest();
  await (await openSqliteStore({ folder })).close();
  const file = join(folder, 'holdspace.db');
  const db = new DatabaseSync(file);
  db.exec('PRAGMA user_version = 4');
  db.close();
  const before = readFileSync(file);
  await expect(openSqliteStore({ folder })).rejects.toThrow(
    /written by a newer Holdspace \(format 4/,
  );
  expect(readFileSync(file).equals(before)).toBe(true);
});

it('PRV-11 writes the file again at the next start when a stop came in between', async () => {
  const folder = folderForTest();
  await (await openSqliteStore({ folder })).close();
  const left = canary();
  const file = new DatabaseSync(join(folder, 'holdspace.db'));
  file.exec(`CREATE TABLE copies (text TEXT); INSERT INTO copies VALUES ('${left}')`);
  file.exec('PRAGMA secure_delete = OFF; DROP TABLE copies; PRAGMA application_id = 1');
  file.close();
  expect(canariesIn(folder)).toContain(left);
  await (await openSqliteStore({ folder })).close();
  expect(canariesIn(folder)).not.toContain(left);
});
