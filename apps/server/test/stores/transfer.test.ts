import { readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createMemoryStore } from '../../src/stores/memory.ts';
import { emptyHead, type Store, StoreFault } from '../../src/stores/port.ts';
import { BrokenChain, Sealer } from '../../src/stores/seal.ts';
import { openSqliteStore } from '../../src/stores/sqlite.ts';
import { exportStore, importStore } from '../../src/stores/transfer.ts';
import { sealed, sealer } from './sealing.ts';
import { folderForTest, openLedger, write } from './writing.ts';

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
  await write(source, 'house', { what: 'begun' });
  await write(source, 'circle:a', { words: { name: 'Tuesday\u2028\n\0 circle' } });
  await write(source, 'circle:a', { erases: ['name'], words: { name: 'Wednesday circle' } });
  await write(source, 'meeting:a', { words: { 'm.1': 'erased', 'm.2': 'kept' } });
  await write(source, 'meeting:a', { erases: ['m.1'], words: { 'm.3': 'kept too' } });
  await write(source, 'desk:a', { words: { n: 'past its time' }, wordsUntil: 4000 });
});

/** All that a store holds but for the log ids, which are its own. */
const contentOf = async (store: Store) =>
  Promise.all(
    (await store.ledgers()).map(async (ledger) => {
      const { head, entries, words } = await store.read(ledger, 0);
      return { ledger, head, entries, words };
    }),
  );

const lines = () => gunzipSync(readFileSync(file)).toString().split('\n').slice(0, -1);
const rewrite = (changed: readonly string[]) =>
  writeFileSync(file, gzipSync(`${changed.join('\n')}\n`));

describe('a backup', () => {
  it('LED-15 brings the same commits and words into an empty store', async () => {
    const counts = { ledgers: 4, entries: 6, words: 3 };
    expect(await exportStore(source, sealer, file)).toEqual(counts);
    expect(await importStore(target, sealer, file)).toEqual(counts);
    expect(await contentOf(target)).toEqual(await contentOf(source));
    expect(await target.ledgers()).toEqual(names);
    for (const name of names) {
      expect((await target.read(name, 0)).log).not.toBe((await source.read(name, 0)).log);
    }
    expect((await openLedger(target, 'meeting:a')).words).toEqual({
      'm.2': 'kept',
      'm.3': 'kept too',
    });
    await write(target, 'meeting:a', { what: 'goes on' });
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
        await write(busy, 'a', { what: `${i}`, words: { [`m.${i}`]: `said ${i}` } });
        await write(busy, 'b', { what: `${i}` });
      }
    })();
    while (((await busy.heads(['b'])).get('b')?.version ?? 0) < 20) await busy.check();
    const counts = await exportStore(busy, sealer, file);
    writing = false;
    await writer;
    expect(await importStore(target, sealer, file)).toEqual(counts);
    const [a, b] = [await openLedger(target, 'a'), await openLedger(target, 'b')];
    expect(a.facts.length - b.facts.length).toBeOneOf([0, 1]);
    expect(Object.keys(a.words).length).toBe(a.facts.length);
    const original = await busy.read('a', 0);
    expect((await target.read('a', 0)).entries).toEqual(original.entries.slice(0, a.facts.length));
  });

  it('LED-15 is looked at without being imported', async () => {
    await exportStore(source, sealer, file);
    const counts = await importStore(target, sealer, file, { dryRun: true });
    expect(counts).toEqual({ ledgers: 4, entries: 6, words: 3 });
    expect(await target.ledgers()).toEqual([]);
  });

  it('LED-15 tells how far it is', async () => {
    for (let i = 0; i < 600; i++)
      await write(source, 'meeting:long', { words: { [`m.${i}`]: 'x' } });
    const [out, back]: number[][] = [[], []];
    await exportStore(source, sealer, file, { progress: ({ ledgers }) => out?.push(ledgers) });
    await importStore(target, sealer, file, { progress: ({ entries }) => back?.push(entries) });
    expect(out).toEqual([1, 2, 3, 4, 5]);
    expect(back).toEqual([256, 512, 606]);
    expect(await contentOf(target)).toEqual(await contentOf(source));
  });

  it('LED-15 keeps the time of words, moved or not', async () => {
    await write(source, 'meeting:b', { words: { a: 'A' }, wordsUntil: 6000 });
    await write(source, 'meeting:b', { words: { b: 'B' }, wordsUntil: 8000 });
    await exportStore(source, sealer, file);
    now = 7000;
    await importStore(target, sealer, file);
    expect((await openLedger(target, 'meeting:b')).words).toEqual({ a: 'A', b: 'B' });
    now = 8000;
    expect((await openLedger(target, 'meeting:b')).words).toEqual({});
    expect(await target.sweep()).toBe(2);
  });

  it('LED-15 goes into an empty store only', async () => {
    await exportStore(source, sealer, file);
    await write(target, 'house', { what: 'somebody was here' });
    for (const dryRun of [true, false]) {
      await expect(importStore(target, sealer, file, { dryRun })).rejects.toThrow(
        'There is something in the store already; import into an empty one.',
      );
    }
    expect(await target.ledgers()).toEqual(['house']);
  });

  it('LED-15 needs the key of the place it came from', async () => {
    await exportStore(source, sealer, file);
    const other = new Sealer(Buffer.alloc(32, 9));
    await expect(importStore(target, other, file)).rejects.toThrow(/HOLDSPACE_SECRET must be/);
    expect(await target.ledgers()).toEqual([]);
  });

  it('LED-15 is refused when it was cut short, wherever', async () => {
    await exportStore(source, sealer, file);
    const bytes = await readFile(file);
    for (let length = 0; length < bytes.length; length += 37) {
      writeFileSync(file, bytes.subarray(0, length));
      await expect(importStore(target, sealer, file)).rejects.toThrow(/not whole or was altered/);
    }
    expect(await target.ledgers()).toEqual([]);
  });

  it('LED-15 is refused when a bit of the file was flipped', async () => {
    await exportStore(source, sealer, file);
    const bytes = await readFile(file);
    // Behind the ten bytes of gzip's head, which say nothing of the content.
    for (let at = 10; at < bytes.length; at += 11) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 4;
      writeFileSync(file, flipped);
      await expect(importStore(target, sealer, file)).rejects.toThrow(
        /altered|is not a backup of Holdspace|newer Holdspace/,
      );
    }
    expect(await target.ledgers()).toEqual([]);
  });

  it('LED-15 is refused when its lines were changed, left out, doubled or exchanged', async () => {
    await exportStore(source, sealer, file);
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
        await expect(importStore(target, sealer, file)).rejects.toThrow(/not whole or was altered/);
      }
    }
    rewrite(all.map((line) => line.replace('kept too', 'never said')));
    await expect(importStore(target, sealer, file)).rejects.toThrow(/not whole or was altered/);
    rewrite(all.map((line) => line.replace(/"words":\[.*\]/, '"words":[]')));
    await expect(importStore(target, sealer, file)).rejects.toThrow(/not whole or was altered/);
    expect(await target.ledgers()).toEqual([]);
    rewrite(all);
    expect(await importStore(target, sealer, file)).toMatchObject({ ledgers: 4 });
  });

  it('LED-15 says what is not a backup, or is of a newer Holdspace', async () => {
    await exportStore(source, sealer, file);
    const all = lines();
    rewrite([(all[0] ?? '').replace('"format":1', '"format":2'), ...all.slice(1)]);
    await expect(importStore(target, sealer, file)).rejects.toThrow(/by a newer Holdspace/);
    rewrite(['{"something":"else"}']);
    await expect(importStore(target, sealer, file)).rejects.toThrow(/is not a backup of Holdspace/);
    await expect(importStore(target, sealer, `${file}.no`)).rejects.toThrow(/There is no file/);
  });

  it('LED-15 leaves nothing half-done behind, and overwrites nothing', async () => {
    await exportStore(source, sealer, file);
    await expect(exportStore(source, sealer, file)).rejects.toThrow(/is there already/);
    const forged = sealed('house', emptyHead, {});
    const broken = createMemoryStore();
    await broken.append({ ...forged, entry: { ...forged.entry, mac: 'forged' } });
    const second = join(file, '..', 'second.gz');
    await expect(exportStore(broken, sealer, second)).rejects.toThrow(BrokenChain);
    expect((await readdir(join(file, '..'))).toSorted()).toEqual(['backup.gz', 'target']);
  });

  it('LED-15 says when the import stopped half-way', async () => {
    await exportStore(source, sealer, file);
    const full: Store = {
      ...createMemoryStore(),
      append: () => Promise.reject(new StoreFault('The disk is full.')),
    };
    await expect(importStore(full, sealer, file)).rejects.toThrow(
      'The import stopped half-way. Empty the store before you try again. The disk is full.',
    );
  });
});
