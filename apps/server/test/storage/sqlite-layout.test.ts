/** How the database file is written and read (docs/decisions/0037). */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import type { AppendRequest, LedgerId } from '../../src/storage/port/store.ts';
import { emptyHead } from '../../src/storage/port/store.ts';
import type { DatabaseAccess } from '../../src/storage/sqlite/open-database.ts';
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts';
import { decodeAll, processedCommand, type StoredSample, sampleAppend } from './sample-commits.ts';
import { folderForTest } from './store-helpers.ts';

const now = 5000;

function openFile(folder: string, access: DatabaseAccess = 'owner') {
  const file = openLedgerFile({ folder, access, mostPages: null }, () => undefined);
  onTestFinished(() => {
    try {
      file.close();
    } catch {
      // The test has closed it.
    }
  });
  return file;
}
type OpenFile = ReturnType<typeof openFile>;

/** Appends behind the head of each ledger, all in one group. */
function append(
  file: OpenFile,
  group: readonly (readonly [LedgerId, Omit<StoredSample, 'type'>])[],
  { at = now, asked = false } = {},
): void {
  const heads = file.heads(group.map(([ledger]) => ledger));
  const appends = group.map(([ledger, event]): AppendRequest => {
    const { log: _, ...previous } = heads.get(ledger) ?? { ...emptyHead, log: '' };
    const request = sampleAppend(ledger, previous, event);
    heads.set(ledger, { ...request.entry, log: '' });
    const { version } = request.entry;
    const command = asked ? processedCommand(ledger, `${version}`, version, at + 1000) : null;
    return { ...request, command };
  });
  const results = file.append(appends.map((each) => ({ append: each, now: at })));
  expect(results.every((result) => 'ok' in result)).toBe(true);
}

const meetings = (count: number) => Array.from({ length: count }, (_, n) => `meeting:${n}`);
let saidCount = 0;
const said = (ledger: LedgerId) =>
  [ledger, { what: 'x'.repeat(200), words: { [`m.${saidCount++}`]: 'y'.repeat(200) } }] as const;

const rowsIn = (folder: string, sql: string): unknown[] => {
  const db = new DatabaseSync(join(folder, 'holdspace.db'), { readOnly: true });
  const rows = db.prepare(sql).all();
  db.close();
  return rows;
};

it('LED-5 a group of appends to many ledgers writes to few pages', () => {
  const folder = folderForTest();
  const file = openFile(folder);
  const all = meetings(40);
  // So many commits that an index of ledgers would have a page for each.
  for (let n = 0; n < 100; n++) append(file, all.map(said), { asked: true });
  file.close();
  const again = openFile(folder);
  const groups = meetings(20).map((_, n) => all.slice((n % 4) * 10, (n % 4) * 10 + 10));
  append(again, all.map(said), { asked: true });
  const frames = () => statSync(join(folder, 'holdspace.db-wal')).size / (4096 + 24);
  const before = frames();
  for (const group of groups) append(again, group.map(said), { asked: true });
  // Of 200 messages; the layout before took more than seven each.
  expect(frames() - before).toBeGreaterThan(20);
  expect(frames() - before).toBeLessThan(120);
});

it('LED-9 a reader beside the owner knows every head, written down or not', () => {
  const folder = folderForTest();
  const owner = openFile(folder);
  const reader = openFile(folder, 'reader');
  const all = meetings(30);
  for (let n = 0; n < 80; n++) {
    append(owner, all.map(said));
    if (n % 10 === 0) expect(reader.heads(all)).toEqual(owner.heads(all));
  }
  const [settled] = rowsIn(folder, 'SELECT row FROM settled') as { row: number }[];
  expect(settled?.row).toBeGreaterThan(2000);
  expect(settled?.row).toBeLessThan(2400);
  const one = 'meeting:7';
  expect(reader.read(one, 0, now)).toEqual(owner.read(one, 0, now));
  const rival = openFile(folder, 'rival');
  append(rival, [[one, { words: { late: 'by another' } }]]);
  append(owner, [[one, { erases: ['late'] }]]);
  expect(decodeAll(one, reader.read(one, 0, now)).words).not.toHaveProperty('late');
  expect(reader.heads([...all, 'nobody']).get('nobody')).toEqual({ ...emptyHead, log: '' });
  owner.close();
  expect(rowsIn(folder, 'SELECT row FROM settled')).toEqual([{ row: 2402 }]);
});

it('LED-7 words are found and erased after their ledger was forgotten in memory', () => {
  const folder = folderForTest();
  const file = openFile(folder);
  append(file, [['meeting:a', { words: { name: 'Ash', other: 'Elm' } }]]);
  append(file, [['meeting:a', { what: 'no words' }]]);
  for (let n = 0; n < 5; n++) {
    append(
      file,
      Array.from({ length: 1000 }, (_, i) => [`meeting:${n}.${i}`, {}] as const),
    );
  }
  append(file, [['meeting:a', { words: { name: 'Rowan' }, erases: ['other'] }]]);
  expect(decodeAll('meeting:a', file.read('meeting:a', 0, now)).words).toEqual({ name: 'Rowan' });
  expect(rowsIn(folder, 'SELECT count(*) AS n FROM commits WHERE live')).toEqual([{ n: 1 }]);
});

it('LED-8 a sweep overwrites past words once, and those that came later', () => {
  const file = openFile(folderForTest());
  append(file, [['meeting:a', { words: { a: '1', b: '2' }, wordsUntil: 6000 }]]);
  append(file, [['meeting:b', { words: { a: '3' }, wordsUntil: 9000 }]]);
  expect([file.sweep(6000), file.sweep(6000)]).toEqual([2, 0]);
  append(file, [['meeting:a', { words: { c: '4' } }]], { at: 6000 });
  expect([file.sweep(6000), file.sweep(6000), file.sweep(9000)]).toEqual([1, 0, 1]);
});

it('LED-13 rows of commands are used again once their time is over, and never before', () => {
  const folder = folderForTest();
  const file = openFile(folder);
  const all = meetings(10);
  for (let n = 0; n < 5; n++) append(file, all.map(said), { asked: true, at: now + n * 400 });
  // After 1000 ms the first are over: 10 every 400 ms, three groups at a time.
  const count = () => rowsIn(folder, 'SELECT count(*) AS n FROM commands');
  expect(count()).toEqual([{ n: 30 }]);
  const at = now + 4 * 400;
  for (const ledger of all) {
    expect(file.read(ledger, 0, at).commands.map(({ version }) => version)).toEqual([3, 4, 5]);
  }
  file.close();
  const again = openFile(folder);
  append(again, all.map(said), { asked: true, at: now + 5 * 400 });
  expect(count()).toEqual([{ n: 30 }]);
  expect(again.read('meeting:3', 5, at).commands).toHaveLength(1);
});

it('LED-6 a ledger whose last commit is missing is not served', () => {
  const folder = folderForTest();
  const file = openFile(folder);
  for (const what of ['a', 'b', 'c']) append(file, [['meeting:a', { what }]]);
  append(file, [['meeting:b', { what: 'd' }]]);
  file.close();
  const db = new DatabaseSync(join(folder, 'holdspace.db'));
  db.exec('DELETE FROM commits WHERE version = 3');
  db.close();
  const again = openFile(folder);
  expect(() => again.read('meeting:a', 0, now)).toThrow(/is damaged .* commit 3\)/);
  expect(() => again.open('meeting:a', now)).toThrow(/is damaged/);
  expect(again.read('meeting:b', 0, now).entries).toHaveLength(1);
});

it('LED-10 what was decided in a transaction that failed is forgotten', () => {
  const folder = folderForTest();
  const file = openFile(folder);
  append(file, [['meeting:a', { words: { a: 'stays' } }]]);
  const before = file.read('meeting:a', 0, now);
  const { log: _, ...head } = file.heads(['meeting:a']).get('meeting:a') ?? {
    ...emptyHead,
    log: '',
  };
  const next = sampleAppend('meeting:a', head, { erases: ['a'], words: { b: 'lost' } });
  const bad = { digest: 'short', version: 1, until: 9000 };
  const group = [next, { ...sampleAppend('meeting:new', emptyHead, {}), command: bad }];
  expect(() => file.append(group.map((each) => ({ append: each, now })))).toThrow('refused');
  expect(file.read('meeting:a', 0, now)).toEqual(before);
  expect(file.ledgers()).toEqual(['meeting:a']);
  append(file, [['meeting:a', { erases: ['a'] }]]);
  expect(file.read('meeting:a', 0, now).words).toEqual([]);
});
