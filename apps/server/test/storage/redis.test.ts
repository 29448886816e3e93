/** What concerns Redis alone: the way to it, what lies in it, and what is gone from it. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RedisProcess, Relay } from '@holdspace/cluster';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  emptyHead,
  type PublishedCommit,
  type Store,
  StoreFault,
} from '../../src/storage/port/store.ts';
import { openRedisStore, type RedisStoreOptions } from '../../src/storage/redis/redis-store.ts';
import { startTestRedis } from './redis-fixture.ts';
import { processedCommand, sampleAppend } from './sample-commits.ts';
import { appendSamples, readLedger } from './store-helpers.ts';

const ledger = 'meeting:one';
/** For what takes a deadline, a rewrite or a new connection, on a slow machine too. */
const patient = { interval: 20 };

const own = startTestRedis();
let prefix: string;

beforeEach(() => {
  prefix = `test-${randomBytes(6).toString('hex')}`;
});

const opened = async (options: Partial<RedisStoreOptions> = {}): Promise<Store> => {
  const store = await openRedisStore({ url: own.redis.url, prefix, ...options });
  onTestFinished(() => store.close());
  return store;
};

const sharedOf = ({ shared }: Store) => {
  if (!shared) throw new Error('A Redis is shared.');
  return shared;
};

/** A store behind a relay, and when it said that it was reachable or not. */
async function throughRelay() {
  const relay = await Relay.open({ port: own.redis.port });
  onTestFinished(() => relay.close());
  const store = await opened({ url: `redis://127.0.0.1:${relay.port}` });
  const reachability: boolean[] = [];
  sharedOf(store).onReachabilityChanged((reachable) => reachability.push(reachable));
  return { relay, store, reachability };
}

/** Ends every connection but ours; those that listen only, when told so. */
async function killConnections(type: 'normal' | 'pubsub' = 'normal'): Promise<void> {
  await own.adminClient.sendCommand(['CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'yes']);
}

/** All bytes below the folder. A rewrite renames files: where one is gone, it begins again. */
function filesOf(folder: string): Buffer {
  for (;;) {
    try {
      return Buffer.concat(
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((each) => each.isFile())
          .map((each) => readFileSync(join(each.parentPath, each.name))),
      );
    } catch (cause) {
      if (!String(cause).includes('ENOENT')) throw cause;
    }
  }
}

describe('in Redis', () => {
  it('LED-1 every key and channel of a ledger has its hash tag, and words their own key', async () => {
    const store = await opened();
    const received: PublishedCommit[] = [];
    await sharedOf(store).follow(ledger, (news) => received.push(news));
    const append = sampleAppend(ledger, emptyHead, { words: { a: 'canary' }, wordsUntil: 1e15 });
    await store.append({ ...append, command: processedCommand('ash', '1', 1) });
    await sharedOf(store).publishNote('circle', 'n1', 'here', 1000);
    await vi.waitFor(() => expect(received).toHaveLength(1));
    const [channels, keys] = [
      await own.adminClient.sendCommand(['PUBSUB', 'SHARDCHANNELS', `${prefix}*`]),
      (await own.adminClient.keys(`${prefix}*`)).toSorted(),
    ];
    const tag = `${prefix}:{${ledger}}`;
    expect(channels).toEqual([`${tag}:news`]);
    const done = expect.stringMatching(/:done:[012]$/);
    const ledgers = [done, ...['head', 'log', 'words'].map((name) => `${tag}:${name}`)];
    expect(keys).toEqual([
      `${prefix}:deadlines:{all}`,
      `${prefix}:{board:circle}:notes`,
      ...ledgers,
    ]);
    const log = await own.adminClient.sendCommand(['XRANGE', `${tag}:log`, '-', '+']);
    const { mac, body } = append.entry;
    expect(log).toEqual([['1-0', ['mac', mac, 'body', body]]]);
    expect(JSON.stringify([log, await own.adminClient.hGetAll(`${tag}:head`)])).not.toContain(
      'canary',
    );
    expect(await own.adminClient.hGetAll(`${tag}:words`)).toEqual({
      a: `1 ${append.words[0]?.salt} canary`,
    });
    expect(await own.adminClient.pTTL(`${tag}:words`)).toBeGreaterThan(0);
    expect(await own.adminClient.pTTL(`${tag}:log`)).toBe(-1);
    expect(await own.adminClient.pTTL(`${tag}:head`)).toBe(-1);
  });

  it('LED-8 words are gone at their time, with nobody there', async () => {
    const store = await opened();
    const wordsUntil = store.now() + 300;
    await appendSamples(store, ledger, { words: { a: 'gone by itself' }, wordsUntil });
    await appendSamples(store, ledger, { words: { b: 'and what came later' } });
    await store.close();
    const words = `${prefix}:{${ledger}}:words`;
    await vi.waitFor(async () => expect(await own.adminClient.exists(words)).toBe(0), patient);
    const later = await opened();
    expect((await readLedger(later, ledger)).words).toEqual({});
    expect(await later.sweep()).toBe(2);
  });

  it.each(['erased', 'replaced', 'swept'])(
    'LED-7 no file holds words that were %s',
    async (how) => {
      let now = 5000;
      const store = await opened({ now: () => now });
      const [canary, stays] = [1, 2].map(() => `canary-${randomBytes(9).toString('hex')}`);
      await appendSamples(store, 'meeting:two', { words: { a: stays ?? '' } });
      await appendSamples(store, ledger, { words: { a: canary ?? '' }, wordsUntil: 1e9 });
      expect(filesOf(own.redis.folder).includes(canary ?? '')).toBe(true);
      if (how === 'erased') await appendSamples(store, ledger, { erases: ['a'] });
      if (how === 'replaced') await appendSamples(store, ledger, { words: { a: 'another' } });
      now = how === 'swept' ? 1e9 : now;
      if (how === 'swept') expect(await store.sweep()).toBe(1);
      const gone = () => expect(filesOf(own.redis.folder).includes(canary ?? '')).toBe(false);
      await vi.waitFor(gone, patient);
      expect(filesOf(own.redis.folder).includes(stays ?? '')).toBe(true);
    },
  );

  it('LED-7 a store that closes at once has asked for it before', async () => {
    const store = await opened();
    const canary = `canary-${randomBytes(9).toString('hex')}`;
    await appendSamples(store, ledger, { words: { a: canary } });
    await appendSamples(store, ledger, { erases: ['a'] });
    await store.close();
    const gone = () => expect(filesOf(own.redis.folder).includes(canary)).toBe(false);
    await vi.waitFor(gone, patient);
  });

  it('LED-10 refuses to go on with a log that is gone, and with one that is ahead', async () => {
    const store = await opened();
    const head = await appendSamples(store, ledger, {});
    await own.adminClient.del(`${prefix}:{${ledger}}:log`);
    const next = sampleAppend(ledger, head, {});
    await expect(store.append(next)).rejects.toThrow(/The log of a ledger is gone/);
    await own.adminClient.sendCommand([
      'XADD',
      `${prefix}:{${ledger}}:log`,
      '7-0',
      'mac',
      'x',
      'body',
      'y',
    ]);
    await expect(store.append(next)).rejects.toThrow(StoreFault);
    expect((await store.heads([ledger])).get(ledger)).toMatchObject(head);
  });

  it('LED-10 goes on when the scripts were emptied', async () => {
    const store = await opened();
    await appendSamples(store, ledger, {});
    await own.adminClient.scriptFlush();
    await appendSamples(store, ledger, { what: 'still' });
    expect((await store.read(ledger, 0)).entries).toHaveLength(2);
  });

  it('LED-10 says that memory is full, and has kept nothing', async () => {
    const store = await opened();
    const head = await appendSamples(store, ledger, {});
    await own.adminClient.configSet('maxmemory', '1mb');
    onTestFinished(() => own.adminClient.configSet('maxmemory', '0').then(() => undefined));
    const next = sampleAppend(ledger, head, { words: { a: 'x' } });
    await expect(store.append(next)).rejects.toThrow(/no memory left and nothing was saved/);
    await own.adminClient.configSet('maxmemory', '0');
    expect(await store.read(ledger, 1)).toMatchObject({ head, entries: [], words: [] });
    expect(await store.append(next)).toMatchObject({ ok: true });
  });

  it('keeps the clock of Redis', async () => {
    const store = await opened();
    const there = async () => {
      const [seconds, micros] = (await own.adminClient.sendCommand(['TIME'])) as unknown as [
        string,
        string,
      ];
      return Number(seconds) * 1000 + Number(micros) / 1000;
    };
    const [before, here, after] = [await there(), store.now(), await there()];
    // Its first measure can be off by half the way there and back.
    expect(here).toBeGreaterThan(before - 2000);
    expect(here).toBeLessThan(after + 2000);
  });
});

describe('the way to Redis', () => {
  it.each([
    ['silent', 'silent'],
    ['deaf', 'silent-in'],
    ['mute', 'silent-out'],
  ] as const)(
    'LED-10 a connection gone %s is noticed, rejects what waits and comes back',
    async (_, fault) => {
      const { relay, store, reachability } = await throughRelay();
      const head = await appendSamples(store, ledger, { what: 'before' });
      const received: number[] = [];
      await sharedOf(store).follow(ledger, ({ entry }) => received.push(entry.version));
      relay.setFault(fault);
      const lost = store.append(sampleAppend(ledger, head, { what: 'unknown' }));
      await expect(lost).rejects.toThrow(/did not answer within 2 seconds/);
      expect(sharedOf(store).reachable).toBe(false);
      await expect(store.read(ledger, 0)).rejects.toThrow(StoreFault);
      await expect(store.check()).rejects.toThrow(StoreFault);
      relay.heal();
      await vi.waitFor(() => expect(sharedOf(store).reachable).toBe(true), patient);
      expect(reachability).toEqual([false, true]);
      // What was under way on the way there arrived once at most, and was not sent again.
      const { entries } = await store.read(ledger, 0);
      expect(entries.length).toBeLessThanOrEqual(2);
      const { version } = await appendSamples(await opened(), ledger, { what: 'after' });
      await vi.waitFor(() => expect(received).toContain(version), patient);
    },
  );

  it('LED-10 notices silence with nobody asking', async () => {
    const { relay, store } = await throughRelay();
    relay.setFault('silent');
    await vi.waitFor(() => expect(sharedOf(store).reachable).toBe(false), patient);
  });

  it('LED-10 keeps looking for a Redis that was killed, and finds what it acknowledged', async () => {
    const own = await RedisProcess.start();
    onTestFinished(() => own.stop());
    const warned: string[] = [];
    const store = await opened({ url: own.url, warn: (sentence) => warned.push(sentence) });
    const head = await appendSamples(store, ledger, { what: 'kept', words: { a: 'too' } });
    await own.kill();
    await vi.waitFor(() => expect(sharedOf(store).reachable).toBe(false), patient);
    await expect(store.append(sampleAppend(ledger, head, {}))).rejects.toThrow(/cannot be reached/);
    await own.launch();
    await vi.waitFor(() => expect(sharedOf(store).reachable).toBe(true), patient);
    expect((await readLedger(store, ledger)).words).toEqual({ a: 'too' });
    expect(warned.join()).toMatch(/cannot be reached/);
    expect(warned.join()).not.toMatch(/kept|too/);
  });

  it('LED-16 listens again after its connections were ended, however often', async () => {
    const [store, other] = [await opened(), await opened()];
    const received: number[] = [];
    let changes = 0;
    await sharedOf(store).follow(ledger, ({ entry }) => received.push(entry.version));
    await sharedOf(store).watchNotes('circle', () => changes++);
    for (let round = 1; round <= 5; round++) {
      const reached = new Promise<void>((resolve) => {
        const stop = sharedOf(store).onReachabilityChanged((reachable) => {
          if (!reachable) return;
          stop();
          resolve();
        });
      });
      await killConnections(round % 2 ? 'pubsub' : 'normal');
      await reached;
      await vi.waitFor(() => expect(sharedOf(other).reachable).toBe(true), patient);
      const { version } = await appendSamples(other, ledger, { what: `${round}` });
      await sharedOf(other).publishNote('circle', 'n2', `${round}`, 5000);
      await vi.waitFor(() => expect(received.at(-1)).toBe(version), patient);
      await vi.waitFor(() => expect(changes).toBe(round), patient);
    }
    expect(received).toEqual([1, 2, 3, 4, 5]);
  });

  it('LED-16 passes over what is no news, and reads of it only what is asked for', async () => {
    const store = await opened();
    const received: PublishedCommit[] = [];
    await sharedOf(store).follow(ledger, (news) => received.push(news));
    const channel = `${prefix}:{${ledger}}:news`;
    for (const forged of ['', 'x', '1 log mac', '\n\n', 'one log mac\n[]\n{}', '-1 l m\n[]\n']) {
      await own.adminClient.sPublish(channel, forged);
    }
    await own.adminClient.sPublish(channel, '7 log mac digest 900\nnot JSON\n{}');
    await own.adminClient.sPublish(
      channel,
      '8 log mac\n[{"slot":1},{"slot":"a","salt":"s","text":"t"}]\nbody',
    );
    await vi.waitFor(() => expect(received).toHaveLength(2), patient);
    expect(received).toEqual([
      {
        log: 'log',
        entry: { version: 7, mac: 'mac', body: '{}' },
        words: [],
        command: { digest: 'digest', version: 7, until: 900 },
      },
      {
        log: 'log',
        command: null,
        entry: { version: 8, mac: 'mac', body: 'body' },
        words: [{ slot: 'a', salt: 's', text: 't' }],
      },
    ]);
  });

  it('LED-16 does not say that it listens where it cannot', async () => {
    const { relay, store } = await throughRelay();
    relay.setFault('silent');
    await expect(sharedOf(store).follow(ledger, () => undefined)).rejects.toThrow(StoreFault);
    await expect(sharedOf(store).watchNotes('circle', () => undefined)).rejects.toThrow(StoreFault);
    relay.heal();
    await vi.waitFor(() => expect(sharedOf(store).reachable).toBe(true), patient);
    expect(await own.adminClient.sendCommand(['PUBSUB', 'SHARDCHANNELS', `${prefix}*`])).toEqual(
      [],
    );
  });

  it('LED-17 tells of a note that says something else, not of one that goes on', async () => {
    const [store, other] = [await opened(), await opened()];
    let changes = 0;
    await sharedOf(other).watchNotes('circle', () => changes++);
    const pin = (note: string | null) => sharedOf(store).publishNote('circle', 'n1', note, 60_000);
    for (const note of ['a', 'a', 'b', 'b', null, null, 'a']) await pin(note);
    await vi.waitFor(() => expect(changes).toBe(4), patient);
    expect(await own.adminClient.pTTL(`${prefix}:{board:circle}:notes`)).toBeGreaterThan(30_000);
    await sharedOf(other).publishNote('circle', 'n2', 'c', 10);
    expect(await own.adminClient.pTTL(`${prefix}:{board:circle}:notes`)).toBeGreaterThan(30_000);
  });

  it('LED-10 says in a sentence that nothing is there, without the password', async () => {
    const relay = await Relay.open({ port: own.redis.port });
    const url = `redis://:canary@127.0.0.1:${relay.port}`;
    await relay.close();
    const opening = openRedisStore({ url, patience: 100 });
    await expect(opening).rejects.toThrow(/^redis:\/\/127\.0\.0\.1:\d+ cannot be reached/);
    await expect(opening).rejects.not.toThrow(/canary/);
  });
});
