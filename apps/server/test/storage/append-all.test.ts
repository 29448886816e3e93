/** A group of appends of several ledgers as one hand-over. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { LedgerSetAside, withHeadNote } from '../../src/storage/heads/head-checked-store.ts';
import { emptyHead, type Store, StoreFault } from '../../src/storage/port/store.ts';
import {
  type FlatList,
  flattenGroup,
  flattenResults,
  readGroup,
  readResults,
} from '../../src/storage/sqlite/flat-group.ts';
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import { processedCommand, sampleAppend } from './sample-commits.ts';

const full = {
  ...sampleAppend(
    'meeting:one',
    { version: 3, mac: 'before', log: 'log' },
    {
      words: { 'm.1': 'a\0b', 'm.2': '' },
      erases: ['m.0'],
      wordsUntil: 9000,
    },
  ),
  command: processedCommand('ash', 'command-1', 4),
  takes: ['aside-1', 'aside-2'],
  nextDeadline: 7000,
};
const bare = { ...sampleAppend('meeting:two', emptyHead), log: null };

describe('the flat form of a group', () => {
  it('LED-1 keeps each field of each append', () => {
    const flat = flattenGroup([full, bare, full], 5000);
    expect(flat.every((value) => value === null || typeof value !== 'object')).toBe(true);
    expect(readGroup(structuredClone(flat))).toEqual(
      [full, bare, full].map((append) => ({ append, now: 5000 })),
    );
    expect(readGroup(flattenGroup([], 5000))).toEqual([]);
  });

  it('LED-1 refuses a list that is cut off', () => {
    const flat = flattenGroup([full, bare], 5000);
    for (let end = 0; end < flat.length; end++) {
      expect(() => readGroup(flat.slice(0, end))).toThrow(TypeError);
    }
  });

  it('LED-3 keeps each result of a group', () => {
    const group = [full, bare, full, bare];
    const results = [
      { ok: true, log: 'log' },
      { ok: true, log: 'new' },
      { conflict: { version: 9, mac: 'theirs' } },
      { conflict: emptyHead },
    ] as const;
    const timed = group.map((append) => ({ append, now: 1 }));
    const flat: FlatList = structuredClone(flattenResults(timed, results));
    expect(flat[0]).toBeNull();
    expect(readResults(group, flat)).toEqual(results);
  });
});

describe('a group of appends on SQLite', () => {
  let folder: string;
  let store: Store;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'append-all-'));
    store = await openSqliteStore({ folder });
    onTestFinished(async () => {
      await store.close();
      await rm(folder, { recursive: true });
    });
  });

  const appendAll = (on: Store, group: Parameters<NonNullable<Store['appendAll']>>[0]) =>
    on.appendAll?.(group);

  it('LED-3 accepts or refuses each append by itself, in order', async () => {
    const first = sampleAppend('meeting:one', emptyHead, { what: 'first' });
    const second = sampleAppend('meeting:one', first.entry, { what: 'second' });
    const beside = sampleAppend('meeting:one', first.entry, { what: 'beside' });
    const skipping = { ...second, entry: { ...second.entry, version: 5 } };
    const other = sampleAppend('meeting:two', emptyHead, { what: 'other' });
    const log = expect.any(String);
    expect(await appendAll(store, [first, skipping, second, beside, other])).toEqual([
      { ok: true, log },
      { fault: expect.any(StoreFault) },
      { ok: true, log },
      { conflict: { version: 2, mac: second.entry.mac } },
      { ok: true, log },
    ]);
    expect((await store.read('meeting:one', 0)).head.version).toBe(2);
  });

  it('LED-5 rejects the whole group when the store is closed', async () => {
    await store.close();
    const append = sampleAppend('meeting:one', emptyHead, { what: 'first' });
    await expect(appendAll(store, [append])).rejects.toThrow(StoreFault);
  });

  it('LED-19 answers the ledger that is set aside alone with its fault', async () => {
    const key = Buffer.alloc(32, 7);
    const warn = () => undefined;
    const lost = sampleAppend('meeting:one', emptyHead, { what: 'lost' });
    const noted = await withHeadNote(store, folder, key, warn);
    expect(await appendAll(noted, [lost])).toEqual([{ ok: true, log: expect.any(String) }]);
    await noted.close();
    await Promise.all(
      ['', '-wal', '-shm'].map((end) => rm(join(folder, `holdspace.db${end}`), { force: true })),
    );
    store = await withHeadNote(await openSqliteStore({ folder }), folder, key, warn);
    const other = sampleAppend('meeting:two', emptyHead, { what: 'other' });
    expect(await appendAll(store, [lost, other])).toEqual([
      { fault: expect.any(LedgerSetAside) },
      { ok: true, log: expect.any(String) },
    ]);
  });
});
