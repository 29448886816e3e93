/** Deadlines in Redis: those of older versions, and what a poll costs however many ledgers sleep. */
import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { emptyHead, type Store } from '../../src/storage/port/store.ts';
import { hashSlotCount, hashSlotOf, hashSlotTags } from '../../src/storage/redis/hash-slots.ts';
import { openRedisStore } from '../../src/storage/redis/redis-store.ts';
import { startTestRedis } from './redis-fixture.ts';
import { processedCommand, sampleAppend } from './sample-commits.ts';
import { appendSamples } from './store-helpers.ts';

const own = startTestRedis();
let prefix: string;

beforeEach(() => {
  prefix = `test-${randomBytes(6).toString('hex')}`;
});

const opened = async (): Promise<Store> => {
  const store = await openRedisStore({ url: own.redis.url, prefix });
  onTestFinished(() => store.close());
  return store;
};
const ask = (...args: string[]): Promise<unknown> => own.adminClient.sendCommand(args);

async function callsOf(command: string): Promise<number> {
  const info = String(await ask('INFO', 'commandstats'));
  return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(info)?.[1] ?? 0);
}

it('LED-9 gives a deadline of 0 to ledgers of older versions, once', async () => {
  const store = await opened();
  for (const name of ['circle:old', 'circle:new', 'circle:elsewhere']) {
    await store.append({ ...sampleAppend(name, emptyHead, {}), nextDeadline: 9000 });
  }
  // A version without deadlines began one ledger and went on with another.
  await ask('ZREM', `${prefix}:deadlines:{all}`, 'circle:old');
  await ask('HDEL', `${prefix}:{circle:old}:head`, 'due');
  await ask('HSET', `${prefix}:{circle:elsewhere}:head`, 'version', '2');
  const later = await opened();
  const known = [
    { ledger: 'circle:elsewhere', at: 0 },
    { ledger: 'circle:old', at: 0 },
    { ledger: 'circle:new', at: 9000 },
  ];
  expect(await later.deadlines(9000, 10)).toEqual(known);
  const { version, mac, log } = (await later.heads(['circle:old'])).get('circle:old') ?? {
    ...emptyHead,
    log: '',
  };
  await later.setDeadline('circle:old', { version, mac, log }, null);
  expect((await later.deadlines(9000, 10)).map(({ ledger }) => ledger)).not.toContain('circle:old');
  // A node that starts afterwards finds nothing to do.
  const third = await opened();
  expect((await third.deadlines(9000, 10)).map(({ at }) => at)).toEqual([0, 9000]);
});

it('LED-9 looks for ledgers of older versions once in the life of a node, not at each poll', async () => {
  const store = await opened();
  for (let i = 0; i < 300; i++) await appendSamples(store, `circle:${i}`, {});
  expect(await store.deadlines(1e15, 10)).toEqual([]);
  const before = [await callsOf('scan'), await callsOf('zrange'), await callsOf('hmget')];
  for (let poll = 0; poll < 5; poll++) await store.deadlines(1e15, 10);
  const after = [await callsOf('scan'), await callsOf('zrange'), await callsOf('hmget')];
  expect(after.map((count, i) => count - (before[i] ?? 0))).toEqual([0, 5, 0]);
});

it('LED-4 an append writes nothing again that stays as it was', async () => {
  const store = await opened();
  const wordsUntil = store.now() + 3_600_000;
  const append = async (nextDeadline: number | null, until = wordsUntil) => {
    const head = (await store.heads(['circle:a'])).get('circle:a') ?? emptyHead;
    const words = { [`m.${head.version}`]: 'said' };
    const next = sampleAppend('circle:a', head, { words, wordsUntil: until });
    const command = processedCommand('ash', `${head.version}`, head.version + 1, store.now() + 5e5);
    const before = await counts();
    expect(await store.append({ ...next, nextDeadline, command })).toMatchObject({ ok: true });
    return (await counts()).map((count, i) => count - (before[i] ?? 0));
  };
  const counts = () => Promise.all(['zadd', 'pexpire', 'xadd', 'hset'].map(callsOf));
  expect(await append(1_700_000_000_000)).toEqual([1, 2, 1, 3]);
  expect(await append(1_700_000_000_000)).toEqual([0, 0, 1, 3]);
  expect(await append(null)).toEqual([1, 0, 1, 3]);
  expect(await append(null, wordsUntil + 1)).toEqual([0, 1, 1, 3]);
});

it('LED-3 appends of one turn of the loop reach Redis together', async () => {
  const store = await opened();
  const names = Array.from({ length: 64 }, (_, i) => `circle:${i}`);
  const reads = async () =>
    Number(/total_reads_processed:(\d+)/.exec(String(await ask('INFO', 'stats')))?.[1]);
  const before = await reads();
  await Promise.all(names.map((name) => store.append(sampleAppend(name, emptyHead, {}))));
  expect((await reads()) - before).toBeLessThan(names.length / 3);
});

it('LED-8 words that begin anew, and words near their end, have a time of their own', async () => {
  const store = await opened();
  const words = `${prefix}:{circle:a}:words`;
  const wordsUntil = store.now() + 3_600_000;
  await appendSamples(store, 'circle:a', { words: { a: 'A' }, wordsUntil });
  await appendSamples(store, 'circle:a', { erases: ['a'] });
  expect(await ask('EXISTS', words)).toBe(0);
  await appendSamples(store, 'circle:a', { words: { b: 'B' } });
  expect(Number(await ask('PTTL', words))).toBeGreaterThan(3_000_000);
  // By its own clock Redis let them go a moment earlier than the node expects.
  await appendSamples(store, 'circle:a', { wordsUntil: store.now() + 30_000 });
  await ask('DEL', words);
  await appendSamples(store, 'circle:a', { words: { c: 'C' } });
  expect(Number(await ask('PTTL', words))).toBeGreaterThan(0);
});

it('LED-1 knows the hash slot of a key as a Redis Cluster does, and a tag for each slot', () => {
  expect(hashSlotOf('123456789')).toBe(0x31c3 % hashSlotCount);
  expect([hashSlotOf('a:{foo}:b'), hashSlotOf('foo'), hashSlotOf('{foo}{bar}')]).toEqual(
    Array(3).fill(12_182),
  );
  expect(hashSlotOf('a:{}:b')).not.toBe(hashSlotOf(''));
  expect(hashSlotOf('caf\u00e9')).toBe(hashSlotOf('{caf\u00e9}'));
  const tags = hashSlotTags();
  expect(tags).toHaveLength(hashSlotCount);
  expect(tags.every((tag, slot) => hashSlotOf(`prefix:{${tag}}`) === slot)).toBe(true);
  expect(tags[12_182]).toBe(hashSlotTags()[12_182]);
});
