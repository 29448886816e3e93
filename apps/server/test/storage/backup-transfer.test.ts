import { readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { RedisCluster, RedisProcess } from '@holdspace/cluster';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { exportStore, importStore } from '../../src/storage/backup/transfer.ts';
import { BrokenChain, CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { emptyHead, type Store, StoreFault } from '../../src/storage/port/store.ts';
import { openRedisStore } from '../../src/storage/redis/redis-store.ts';
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import { sampleAppend, testCodec } from './sample-commits.ts';
import { appendSamples, folderForTest, readLedger } from './store-helpers.ts';

const names = ['circle:a', 'desk:a', 'house', 'meeting:a'];

let now: number;
let source: Store;
let target: Store;
let file: string;

beforeEach(async () => {
  now = 5000;
  const folder = folderForTest();
  file = join(folder, 'backup.gz');
  source = createMemoryStore({ now: () => now });
  target = await openSqliteStore({ folder: join(folder, 'target'), now: () => now });
  onTestFinished(() => target.close());
  await appendSamples(source, 'house', { what: 'begun' });
  await appendSamples(source, 'circle:a', { words: { name: 'Tuesday\u2028\n\0 circle' } });
  await appendSamples(source, 'circle:a', {
    erases: ['name'],
    words: { name: 'Wednesday circle' },
  });
  await appendSamples(source, 'meeting:a', { words: { 'm.1': 'erased', 'm.2': 'kept' } });
  await appendSamples(source, 'meeting:a', { erases: ['m.1'], words: { 'm.3': 'kept too' } });
  await appendSamples(source, 'desk:a', { words: { n: 'past its time' }, wordsUntil: 4000 });
});

/** All that a store holds but for the log ids, which are its own. */
const contentOf = async (store: Store) =>
  Promise.all(
    (await store.ledgers()).map(async (ledger) => {
      const { head, entries, words } = await store.read(ledger, 0);
      const bySlot = words.toSorted((a, b) => (a.slot < b.slot ? -1 : 1));
      return { ledger, head, entries, words: bySlot };
    }),
  );

const lines = () => gunzipSync(readFileSync(file)).toString().split('\n').slice(0, -1);
const rewrite = (changed: readonly string[]) =>
  writeFileSync(file, gzipSync(`${changed.join('\n')}\n`));

describe('a backup', () => {
  it('LED-15 brings the same commits and words into an empty store', async () => {
    const counts = { ledgers: 4, entries: 6, words: 3 };
    expect(await exportStore(source, testCodec, file)).toEqual(counts);
    expect(await importStore(target, testCodec, file)).toEqual({ ...counts, already: 0 });
    expect(await contentOf(target)).toEqual(await contentOf(source));
    expect(await target.ledgers()).toEqual(names);
    for (const name of names) {
      expect((await target.read(name, 0)).log).not.toBe((await source.read(name, 0)).log);
    }
    expect((await readLedger(target, 'meeting:a')).words).toEqual({
      'm.2': 'kept',
      'm.3': 'kept too',
    });
    await appendSamples(target, 'meeting:a', { what: 'goes on' });
    const whole = lines().join();
    expect(whole).not.toContain('past its time');
    expect(whole).not.toContain('erased');
    expect(whole).not.toContain(Buffer.alloc(32, 7).toString('base64url'));
  });

  it('LED-15 is made while others write, and holds one moment of all ledgers', async () => {
    const busy = await openSqliteStore({ folder: join(folderForTest(), 'busy') });
    onTestFinished(() => busy.close());
    let writing = true;
    // Each commit of b names the commit of a that led to it.
    const writer = (async () => {
      for (let i = 1; writing; i++) {
        await appendSamples(busy, 'a', { what: `${i}`, words: { [`m.${i}`]: `said ${i}` } });
        await appendSamples(busy, 'b', { what: `${i}` });
      }
    })();
    while (((await busy.heads(['b'])).get('b')?.version ?? 0) < 20) await busy.check();
    const counts = await exportStore(busy, testCodec, file);
    writing = false;
    await writer;
    expect(await importStore(target, testCodec, file)).toEqual({ ...counts, already: 0 });
    const [a, b] = [await readLedger(target, 'a'), await readLedger(target, 'b')];
    expect(a.facts.length - b.facts.length).toBeOneOf([0, 1]);
    expect(Object.keys(a.words).length).toBe(a.facts.length);
    const original = await busy.read('a', 0);
    expect((await target.read('a', 0)).entries).toEqual(original.entries.slice(0, a.facts.length));
  });

  it('LED-15 is looked at without being imported', async () => {
    await exportStore(source, testCodec, file);
    const counts = await importStore(target, testCodec, file, { dryRun: true });
    expect(counts).toEqual({ ledgers: 4, entries: 6, words: 3, already: 0 });
    expect(await target.ledgers()).toEqual([]);
  });

  it('LED-15 tells how far it is', async () => {
    for (let i = 0; i < 600; i++)
      await appendSamples(source, 'meeting:long', { words: { [`m.${i}`]: 'x' } });
    const [out, back]: string[][] = [[], []];
    const into = (progress?: string[]) => (done: number, of: number) =>
      progress?.push(`${done}/${of}`);
    await exportStore(source, testCodec, file, { progress: into(out) });
    await importStore(target, testCodec, file, { progress: into(back) });
    expect(out).toEqual(['2/606', '3/606', '4/606', '6/606', '606/606']);
    expect(back).toEqual(['256/606', '512/606', '606/606']);
    expect(await contentOf(target)).toEqual(await contentOf(source));
  });

  it('LED-15 keeps the time of words, moved or not', async () => {
    await appendSamples(source, 'meeting:b', { words: { a: 'A' }, wordsUntil: 6000 });
    await appendSamples(source, 'meeting:b', { words: { b: 'B' }, wordsUntil: 8000 });
    await exportStore(source, testCodec, file);
    now = 7000;
    await importStore(target, testCodec, file);
    expect((await readLedger(target, 'meeting:b')).words).toEqual({ a: 'A', b: 'B' });
    now = 8000;
    expect((await readLedger(target, 'meeting:b')).words).toEqual({});
    expect(await target.sweep()).toBe(2);
  });

  it('LED-15 goes into an empty store only', async () => {
    await exportStore(source, testCodec, file);
    await appendSamples(target, 'house', { what: 'somebody was here' });
    for (const dryRun of [true, false]) {
      await expect(importStore(target, testCodec, file, { dryRun })).rejects.toThrow(
        'There is something else in the store; import into an empty one.',
      );
    }
    expect(await target.ledgers()).toEqual(['house']);
  });

  it('LED-15 goes on where it stopped, wherever that was', async () => {
    const counts = await exportStore(source, testCodec, file);
    for (let most = 0; most < counts.entries; most++) {
      const half = createMemoryStore({ now: () => now });
      let written = 0;
      const stopping: Store = {
        ...half,
        append: async (append) => {
          if (written++ >= most) throw new StoreFault('The disk is full.');
          return half.append(append);
        },
      };
      await expect(importStore(stopping, testCodec, file)).rejects.toThrow(/stopped half-way/);
      const looked = await importStore(half, testCodec, file, { dryRun: true });
      expect(looked).toEqual({ ...counts, already: most });
      expect(await importStore(half, testCodec, file)).toEqual({ ...counts, already: most });
      expect(await contentOf(half)).toEqual(await contentOf(source));
      const again = await importStore(half, testCodec, file);
      expect(again).toEqual({ ...counts, already: counts.entries });
    }
  });

  it('LED-15 goes on only with what is in the file', async () => {
    await exportStore(source, testCodec, file);
    await importStore(target, testCodec, file);
    await appendSamples(target, 'meeting:a', { what: 'goes on' });
    await expect(importStore(target, testCodec, file)).rejects.toThrow(
      /something else in the store/,
    );
    const other = createMemoryStore({ now: () => now });
    await appendSamples(other, 'meeting:z', { what: 'of nobody' });
    await expect(importStore(other, testCodec, file)).rejects.toThrow(
      /something else in the store/,
    );
  });

  it('LED-15 is read against the file when it has arrived', async () => {
    await exportStore(source, testCodec, file);
    const losing = createMemoryStore({ now: () => now });
    const careless: Store = { ...losing, append: (each) => losing.append({ ...each, words: [] }) };
    await expect(importStore(careless, testCodec, file)).rejects.toThrow(
      'Ledger circle:a did not arrive as it is in the file.',
    );
  });

  it('LED-15 needs the key of the place it came from', async () => {
    await exportStore(source, testCodec, file);
    const other = new CommitCodec(Buffer.alloc(32, 9));
    await expect(importStore(target, other, file)).rejects.toThrow(/HOLDSPACE_SECRET must be/);
    expect(await target.ledgers()).toEqual([]);
  });

  it('LED-15 is refused when it was cut short, wherever', async () => {
    await exportStore(source, testCodec, file);
    const bytes = await readFile(file);
    for (let length = 0; length < bytes.length; length += 37) {
      writeFileSync(file, bytes.subarray(0, length));
      await expect(importStore(target, testCodec, file)).rejects.toThrow(
        /not whole or was altered/,
      );
    }
    expect(await target.ledgers()).toEqual([]);
  });

  it('LED-15 is refused when a bit of the file was flipped', async () => {
    await exportStore(source, testCodec, file);
    const bytes = await readFile(file);
    // Behind the ten bytes of gzip's head, which say nothing of the content; nor do the bits that
    // fill up the last byte before its eight bytes of check sums.
    for (let at = 10; at < bytes.length; at += 11) {
      if (at === bytes.length - 9) continue;
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 4;
      writeFileSync(file, flipped);
      await expect(importStore(target, testCodec, file)).rejects.toThrow(
        /altered|is not a backup of Holdspace|newer Holdspace/,
      );
    }
    expect(await target.ledgers()).toEqual([]);
  });

  it('LED-15 is refused when its lines were changed, left out, doubled or exchanged', async () => {
    await exportStore(source, testCodec, file);
    const all = lines();
    for (const [i, line] of all.entries()) {
      if (i === 0) continue;
      const changes = [
        all.toSpliced(i, 1),
        all.toSpliced(i, 0, line),
        all.toSpliced(i, 1, line.replace(/[a-z](?=[^"]*"[^"]*$)/, '#')),
        all.toSpliced(i, 1, 'nothing like JSON'),
        ...(i > 1 ? [all.toSpliced(i - 1, 2, line, all[i - 1] ?? '')] : []),
      ];
      for (const changed of changes) {
        expect(changed).not.toEqual(all);
        rewrite(changed);
        await expect(importStore(target, testCodec, file)).rejects.toThrow(
          /not whole or was altered/,
        );
      }
    }
    rewrite(all.map((line) => line.replace('kept too', 'never said')));
    await expect(importStore(target, testCodec, file)).rejects.toThrow(/not whole or was altered/);
    rewrite(all.map((line) => line.replace(/"words":\[.*\]/, '"words":[]')));
    await expect(importStore(target, testCodec, file)).rejects.toThrow(/not whole or was altered/);
    expect(await target.ledgers()).toEqual([]);
    rewrite(all);
    expect(await importStore(target, testCodec, file)).toMatchObject({ ledgers: 4 });
  });

  it('LED-15 says what is not a backup, or is of a newer Holdspace', async () => {
    await exportStore(source, testCodec, file);
    const all = lines();
    rewrite([(all[0] ?? '').replace('"format":2', '"format":3'), ...all.slice(1)]);
    await expect(importStore(target, testCodec, file)).rejects.toThrow(/by a newer Holdspace/);
    rewrite(['{"something":"else"}']);
    await expect(importStore(target, testCodec, file)).rejects.toThrow(
      /is not a backup of Holdspace/,
    );
    await expect(importStore(target, testCodec, `${file}.no`)).rejects.toThrow(/There is no file/);
  });

  it('LED-15 leaves nothing half-done behind, and overwrites nothing', async () => {
    await exportStore(source, testCodec, file);
    await expect(exportStore(source, testCodec, file)).rejects.toThrow(/is there already/);
    const forged = sampleAppend('house', emptyHead, {});
    const broken = createMemoryStore();
    await broken.append({ ...forged, entry: { ...forged.entry, mac: 'forged' } });
    const second = join(file, '..', 'second.gz');
    await expect(exportStore(broken, testCodec, second)).rejects.toThrow(BrokenChain);
    expect((await readdir(join(file, '..'))).toSorted()).toEqual(['backup.gz', 'target']);
  });

  it('LED-15 says when the import stopped half-way', async () => {
    await exportStore(source, testCodec, file);
    const full: Store = {
      ...createMemoryStore(),
      append: () => Promise.reject(new StoreFault('The disk is full.')),
    };
    await expect(importStore(full, testCodec, file)).rejects.toThrow(
      'The import stopped half-way; begin it again, and it goes on. The disk is full.',
    );
  });

  it.each(['redis', 'redis-cluster'])(
    'LED-15 moves from SQLite to %s and back',
    async (kind) => {
      const redis = await (kind === 'redis' ? RedisProcess.start() : RedisCluster.start());
      onTestFinished(() => redis.stop());
      const there = await openRedisStore({ url: redis.url });
      onTestFinished(() => there.close());
      const folder = folderForTest();
      const back = await openSqliteStore({ folder });
      onTestFinished(() => back.close());
      const wordsUntil = there.now() + 3_600_000;
      await appendSamples(source, 'meeting:b', { words: { a: 'A', b: 'B \u{1f33f}' }, wordsUntil });
      for (let i = 0; i < 300; i++) {
        await appendSamples(source, 'meeting:c', { words: { [`m.${i}`]: `said ${i}` } });
      }
      const files = ['one.gz', 'two.gz'].map((name) => join(folder, name)) as [string, string];
      await exportStore(source, testCodec, file);
      await importStore(target, testCodec, file);
      const counts = await exportStore(target, testCodec, files[0]);
      await importStore(there, testCodec, files[0]);
      expect(await exportStore(there, testCodec, files[1])).toEqual(counts);
      await importStore(back, testCodec, files[1]);
      const first = await contentOf(target);
      expect(await contentOf(there)).toEqual(first);
      expect(await contentOf(back)).toEqual(first);
      await appendSamples(there, 'meeting:c', { what: 'goes on' });
    },
    60_000,
  );
});
