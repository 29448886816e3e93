/** The note of heads, kept beside a store: what it finds when the store was cut off. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RedisProcess } from '@holdspace/cluster';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LedgerSetAside, withHeadNote } from '../../../src/storage/heads/head-checked-store.ts';
import { HeadNote } from '../../../src/storage/heads/head-note.ts';
import { readHeadNote, writeHeadNote } from '../../../src/storage/heads/head-note-file.ts';
import { createMemoryStore } from '../../../src/storage/memory/memory-store.ts';
import { emptyHead, type LedgerId, type Store } from '../../../src/storage/port/store.ts';
import { openRedisStore } from '../../../src/storage/redis/redis-store.ts';
import { openSqliteStore } from '../../../src/storage/sqlite/sqlite-store.ts';
import { sampleAppend } from '../sample-commits.ts';
import { appendSamples, cutOff, folderForTest, readLedger } from '../store-helpers.ts';

const key = Buffer.alloc(32, 5);
const [one, two] = ['circle:one', 'meeting:two'] as const;

/** Opens, and closes when the test ends; what was warned of lies beside it. */
async function open(folder: string): Promise<{ store: Store; warnings: string[] }> {
  const warnings: string[] = [];
  const warn = (sentence: string) => void warnings.push(sentence);
  const store = await withHeadNote(await openSqliteStore({ folder }), folder, key, warn);
  onTestFinished(() => store.close());
  return { store, warnings };
}

/** A folder with two ledgers of three commits, closed in order. */
async function written(): Promise<string> {
  const folder = folderForTest();
  const { store, warnings } = await open(folder);
  for (const what of ['a', 'b', 'c']) {
    await appendSamples(store, one, { what });
    await appendSamples(store, two, { what });
  }
  await store.close();
  expect(warnings).toEqual([]);
  return folder;
}

function takeAway(folder: string): void {
  cutOff(folder, one, 0);
  const db = new DatabaseSync(join(folder, 'holdspace.db'));
  db.prepare('DELETE FROM ledgers WHERE name = ?').run(one);
  db.close();
}

describe('LED-19 a ledger that was changed at its end while nothing ran', () => {
  it.each([
    ['cut off', (folder: string) => cutOff(folder, one, 1), 'ends at commit 1; it had 3 commits'],
    ['emptied', (folder: string) => cutOff(folder, one, 0), 'is gone; it had 3 commits'],
    ['taken away', takeAway, 'is gone; it had 3 commits'],
  ])(
    'LED-19 is set aside when it was %s, and the others are served',
    async (_how, harm, warning) => {
      const folder = await written();
      harm(folder);
      const { store, warnings } = await open(folder);
      expect(warnings).toEqual([expect.stringContaining(`Ledger circle:one ${warning}.`)]);
      expect(warnings[0]).toContain('accept-loss circle:one');
      await expect(store.read(one, 0)).rejects.toThrow(LedgerSetAside);
      await expect(store.read(one, 0)).rejects.toThrow('npx holdspace accept-loss circle:one');
      await expect(store.append(sampleAppend(one, emptyHead, { what: 'x' }))).rejects.toThrow(
        LedgerSetAside,
      );
      expect((await readLedger(store, two)).facts).toHaveLength(3);
      await appendSamples(store, two, { what: 'd' });
    },
  );

  it('LED-19 is found again at each start, until a person accepts it', async () => {
    const folder = await written();
    cutOff(folder, one, 1);
    for (let start = 0; start < 2; start++) {
      const { store, warnings } = await open(folder);
      expect(warnings).toHaveLength(1);
      await store.close();
    }
  });

  it('LED-19 is found when other commits took the place of its last ones', async () => {
    const folder = await written();
    cutOff(folder, one, 1);
    // By a person who has the key of the chain: a copy that went on by itself, for instance.
    const copy = await openSqliteStore({ folder });
    for (const what of ['x', 'y', 'z']) await appendSamples(copy, one, { what });
    await copy.close();
    const { store, warnings } = await open(folder);
    expect(warnings).toEqual([
      expect.stringContaining('Ledger circle:one holds another commit 3 than it did.'),
    ]);
    await expect(store.read(one, 0)).rejects.toThrow(LedgerSetAside);
  });
});

describe('LED-19 the note', () => {
  it('LED-19 may be behind, as after a kill, and is then brought up to the store', async () => {
    const folder = await written();
    const before = readFileSync(join(folder, 'heads'));
    const { store } = await open(folder);
    await appendSamples(store, one, { what: 'd' });
    await appendSamples(store, 'desk:new', { what: 'first' });
    await store.close();
    writeFileSync(join(folder, 'heads'), before);
    const again = await open(folder);
    expect(again.warnings).toEqual([]);
    expect((await readLedger(again.store, one)).facts).toHaveLength(4);
    expect((await readHeadNote(folder, key))?.get('desk:new')?.version).toBe(1);
  });

  it('LED-19 is never ahead of what is durable, and no append waits for it', async () => {
    const inner = createMemoryStore();
    const folder = folderForTest();
    const store = await withHeadNote({ ...inner, shared: null }, folder, key, () => undefined);
    const noteNow = async () => {
      const note = await readHeadNote(folder, key);
      return note?.get(one)?.version ?? 0;
    };
    await appendSamples(store, one, { what: 'a' });
    // Nothing is written on the way of an append.
    expect(await noteNow()).toBe(0);
    const lost = sampleAppend(one, (await inner.heads([one])).get(one) ?? emptyHead, { what: 'b' });
    vi.spyOn(inner, 'append').mockRejectedValue(new Error('lost'));
    const failing = await withHeadNote({ ...inner, shared: null }, folder, key, () => undefined);
    await expect(failing.append(lost)).rejects.toThrow('lost');
    await failing.close();
    expect(await noteNow()).toBe(1);
  });

  it('LED-19 is written by itself within seconds, and not at each commit', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const folder = folderForTest();
    const note = new HeadNote({ folder, key, heads: new Map(), failed: (cause) => expect(cause) });
    const writing = vi.spyOn(note, 'write');
    for (let version = 1; version <= 1000; version++) note.advance(one, { version, mac: 'm' });
    expect(writing).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(5000);
    expect(writing).toHaveBeenCalledTimes(1);
    await note.close();
    expect((await readHeadNote(folder, key))?.get(one)).toEqual({ version: 1000, mac: 'm' });
  });

  it('LED-19 is made where data are without one, with a word about it, once', async () => {
    const folder = await written();
    rmSync(join(folder, 'heads'));
    const first = await open(folder);
    expect(first.warnings).toEqual([expect.stringContaining('The note of heads is missing')]);
    await first.store.close();
    const second = await open(folder);
    expect(second.warnings).toEqual([]);
    expect((await readLedger(second.store, one)).facts).toHaveLength(3);
  });

  it.each([
    ['a version', (text: string) => text.replace(/^3 /m, '1 ')],
    ['a line', (text: string) => text.split('\n').toSpliced(1, 1).join('\n')],
    ['its seal', (text: string) => text.replace(/seal .*/, 'seal x')],
    ['its end', (text: string) => text.slice(0, 40)],
    ['everything', () => ''],
  ])('LED-19 is refused when somebody changed %s', async (_what, harm) => {
    const folder = await written();
    const file = join(folder, 'heads');
    writeFileSync(file, harm(readFileSync(file, 'utf8')));
    await expect(open(folder)).rejects.toThrow('was altered, or sealed with another secret');
  });

  it('LED-19 is refused under another secret, and when it is no file', async () => {
    const folder = await written();
    await expect(readHeadNote(folder, Buffer.alloc(32, 6))).rejects.toThrow('another secret');
    await expect(readHeadNote('/dev', key)).resolves.toBeNull();
    const odd = folderForTest();
    await writeHeadNote(odd, key, new Map<LedgerId, typeof emptyHead>());
    expect(await readHeadNote(odd, key)).toEqual(new Map());
  });

  it('LED-19 that cannot be written is said, and nothing stops for it', async () => {
    const inner = createMemoryStore();
    const warnings: string[] = [];
    const gone = join(folderForTest(), 'nowhere');
    const store = await withHeadNote({ ...inner, shared: null }, gone, key, (sentence) =>
      warnings.push(sentence),
    );
    await appendSamples(store, one, { what: 'a' });
    await store.close();
    expect(warnings[0]).toContain('cannot be written (ENOENT)');
    expect(existsSync(gone)).toBe(false);
  });
});

describe('LED-19 with Redis, which goes on after a failover', () => {
  async function redisWith(folder: string, redis: RedisProcess) {
    const warnings: string[] = [];
    const warn = (sentence: string) => void warnings.push(sentence);
    const opening = withHeadNote(await openRedisStore({ url: redis.url }), folder, key, warn);
    return { warnings, opening };
  }

  it('LED-19 a ledger that was set back gets another log id, and is said to be shorter', async () => {
    const redis = await RedisProcess.start();
    onTestFinished(() => redis.stop());
    const folder = folderForTest();
    const first = await (await redisWith(folder, redis)).opening;
    await appendSamples(first, 'house', { what: 'h' });
    const head = await appendSamples(first, one, { what: 'a' });
    const { log } = await first.read(one, 0);
    await first.close();
    // As if the file of Redis had lost its end: the note knows one commit more.
    const known = new Map(await readHeadNote(folder, key));
    known.set(one, { version: head.version + 1, mac: 'mac-of-a-commit-that-is-gone' });
    await writeHeadNote(folder, key, known);

    const { opening, warnings } = await redisWith(folder, redis);
    const second = await opening;
    expect(warnings).toEqual(['Ledger circle:one ends at commit 1; it had 2 commits.']);
    const reading = await second.read(one, 0);
    expect(reading.head).toEqual(head);
    expect(reading.log).not.toBe(log);
    await second.close();

    const third = await redisWith(folder, redis);
    await (await third.opening).close();
    expect(third.warnings).toEqual([]);
  });

  it('LED-19 an emptied Redis is not begun again', async () => {
    const redis = await RedisProcess.start();
    onTestFinished(() => redis.stop());
    const folder = folderForTest();
    await writeHeadNote(folder, key, new Map([['house', { version: 4, mac: 'm' }]]));
    const { opening } = await redisWith(folder, redis);
    await expect(opening).rejects.toThrow('This Redis has nothing of what');
  });
});
