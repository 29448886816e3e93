/** What concerns a Redis Cluster alone: shards that move, and primaries that are away. */
import { readFileSync } from 'node:fs';
import { RedisCluster } from '@holdspace/cluster';
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { emptyHead, type SharedStore, StoreFault } from '../../src/storage/port/store.ts';
import { openRedisStore } from '../../src/storage/redis/redis-store.ts';
import { sampleAppend } from './sample-commits.ts';
import { appendSamples, readLedger } from './store-helpers.ts';

const patient = { interval: 20 };

let cluster: RedisCluster;
let adminClients: { readonly id: string; readonly ask: (...args: string[]) => Promise<unknown> }[];
const undo: (() => void)[] = [];

beforeAll(async () => {
  cluster = await RedisCluster.start();
  adminClients = await Promise.all(
    cluster.nodes.map(async ({ url }) => {
      const client = createClient({ url });
      client.on('error', () => undefined);
      await client.connect();
      undo.push(() => client.destroy());
      const ask = (...args: string[]): Promise<unknown> => client.sendCommand(args);
      return { ask, id: String(await ask('CLUSTER', 'MYID')) };
    }),
  );
}, 60_000);
afterAll(async () => {
  for (const step of undo) step();
  await cluster.stop();
});

async function opened(prefix: string) {
  const store = await openRedisStore({ url: cluster.url, prefix });
  onTestFinished(() => store.close());
  const reachability: boolean[] = [];
  const shared = store.shared as SharedStore;
  shared.onReachabilityChanged((reachable) => reachability.push(reachable));
  return { store, shared, reachability };
}

/** The slot of a ledger, which of the primaries has it, and the next one. */
async function placeOf(ledger: string) {
  const slot = String(await adminClients[0]?.ask('CLUSTER', 'KEYSLOT', ledger));
  const counts = await Promise.all(
    adminClients.map(async ({ id, ask }) => [id, String(await ask('CLUSTER', 'NODES'))] as const),
  );
  const ranges = (nodes: string) =>
    (/^\S+ \S+ myself\S*(?: \S+){4} connected ?(.*)$/m.exec(nodes)?.[1] ?? '').split(' ');
  const from = counts.findIndex(([, nodes]) =>
    ranges(nodes).some((range) => {
      const [first = '', last = first] = range.split('-');
      return first !== '' && Number(slot) >= Number(first) && Number(slot) <= Number(last);
    }),
  );
  const to = (from + 1) % adminClients.length;
  const [source, target] = [adminClients[from], adminClients[to]];
  if (!source || !target) throw new Error(`Nobody has slot ${slot}.`);
  return { slot, from, source, target };
}

async function settled(slot: string, id: string): Promise<void> {
  for (const { ask } of adminClients) await ask('CLUSTER', 'SETSLOT', slot, 'NODE', id);
}

/** Key by key, while the slot is in use. */
async function moveSlot({
  slot,
  source,
  target,
}: Pick<Awaited<ReturnType<typeof placeOf>>, 'slot' | 'source' | 'target'>): Promise<void> {
  await target.ask('CLUSTER', 'SETSLOT', slot, 'IMPORTING', source.id);
  await source.ask('CLUSTER', 'SETSLOT', slot, 'MIGRATING', target.id);
  const { port } = cluster.nodes[adminClients.indexOf(target)] ?? {};
  for (;;) {
    const keys = (await source.ask('CLUSTER', 'GETKEYSINSLOT', slot, '1')) as string[];
    if (keys.length === 0) break;
    await source.ask('MIGRATE', '127.0.0.1', `${port}`, '', '0', '60000', 'KEYS', ...keys);
  }
  await settled(slot, target.id);
}

it('LED-1 loses nothing of a ledger that moves while it is written', async () => {
  const ledger = 'meeting:moving';
  const { store, shared } = await opened('moving');
  const received = new Set<number>();
  await shared.follow(ledger, ({ entry }) => received.add(entry.version));
  const { slot, source, target } = await placeOf(ledger);
  let moved = false;
  const writing = (async () => {
    const said: string[] = [];
    for (let i = 0; !moved; i++) {
      await appendSamples(store, ledger, { what: `${i}`, words: { [`m.${i}`]: `said ${i}` } });
      said.push(`${i}`);
    }
    return said;
  })();
  await vi.waitFor(() => expect(received.size).toBeGreaterThan(10), patient);
  await moveSlot({ slot, source, target });
  const before = (await store.read(ledger, 0)).head.version;
  await vi.waitFor(() => expect(Math.max(...received)).toBeGreaterThan(before), patient);
  moved = true;
  const said = await writing;
  const { facts, words } = await readLedger(store, ledger);
  expect(facts.map(({ what }) => what)).toEqual(said);
  expect(Object.keys(words)).toHaveLength(said.length);
  expect((await placeOf(ledger)).source).toBe(target);
});

it('LED-1 keeps deadlines on the shard of their ledger, and finds them while they move', async () => {
  const { store } = await opened('sleeping');
  const names = Array.from({ length: 40 }, (_, i) => `meeting:${i} sleeps`);
  for (const [at, name] of names.entries()) {
    await store.append({ ...sampleAppend(name, emptyHead, {}), nextDeadline: at });
  }
  const expected = names.map((ledger, at) => ({ ledger, at }));
  expect(await store.deadlines(1e15, 100)).toEqual(expected);
  expect(await store.deadlines(1e15, 7)).toEqual(expected.slice(0, 7));
  const { slot, source, target } = await placeOf(names[9] ?? '');
  const keys = (await source.ask('CLUSTER', 'GETKEYSINSLOT', slot, '99')) as string[];
  expect(keys.filter((key) => key.startsWith('sleeping:deadlines:'))).toHaveLength(1);
  await target.ask('CLUSTER', 'SETSLOT', slot, 'IMPORTING', source.id);
  await source.ask('CLUSTER', 'SETSLOT', slot, 'MIGRATING', target.id);
  const { port } = cluster.nodes[adminClients.indexOf(target)] ?? {};
  await source.ask('MIGRATE', '127.0.0.1', `${port}`, '', '0', '5000', 'KEYS', ...keys);
  expect(await store.deadlines(1e15, 100)).toEqual(expected);
  expect((await store.heads(names)).size).toBe(names.length);
  await settled(slot, target.id);
  expect(await store.deadlines(1e15, 100)).toEqual(expected);
  expect([...(await store.heads(names)).values()].map(({ version }) => version)).toEqual(
    names.map(() => 1),
  );
});

it('LED-9 misses no deadline that is due while slots move to and fro under appends', async () => {
  const { store } = await opened('due');
  const names = Array.from({ length: 6 }, (_, i) => `meeting:${i} is due`);
  for (const name of names) {
    await store.append({ ...sampleAppend(name, emptyHead, {}), nextDeadline: 1 });
  }
  let moves = 0;
  const polls: (readonly string[])[] = [];
  /** Each append says anew, and sometimes later, when its ledger is due. */
  const append = async (name: string) => {
    for (let i = 2; moves < 12; i++) {
      const head = (await store.heads([name])).get(name) ?? emptyHead;
      const appended = { ...sampleAppend(name, head, {}), nextDeadline: i };
      const next = await store.append(appended).catch(() => null);
      const { version, mac } = appended.entry;
      if (!next || !('ok' in next)) continue;
      // As when the circle is put to sleep; a slot on its way can refuse it.
      const end = { version, mac, log: next.log };
      await store.setDeadline(name, end, i + 1).catch(() => undefined);
    }
  };
  const poll = async () => {
    while (moves < 12) {
      polls.push((await store.deadlines(1e15, 100)).map(({ ledger }) => ledger).sort());
    }
  };
  const move = async () => {
    for (; moves < 12; moves++) {
      await moveSlot(await placeOf(names[moves % 3] ?? ''));
    }
  };
  await Promise.all([...names.map(append), poll(), move()]);
  expect(polls.length).toBeGreaterThan(3);
  expect(polls.filter((due) => due.join() !== names.join())).toEqual([]);
  const versions = await store.heads(names);
  expect([...versions.values()].every(({ version }) => version > 2)).toBe(true);
}, 120_000);

it.each([
  ['nothing is due', []],
  ['an answer is due on its connection', Array.from({ length: 8 }, (_, i) => `meeting:${i}`)],
])('LED-16 listens to a channel that moved while %s', async (_, others) => {
  // A slot with keys in it could not be given away.
  const [prefix, ledger] = ['channels', `meeting:${others.length} others`];
  const { store, shared } = await opened(prefix);
  const received: number[] = [];
  await shared.follow(ledger, ({ entry }) => received.push(entry.version));
  const { slot, from, source, target } = await placeOf(ledger);
  cluster.nodes[from]?.pause();
  const leaving = source.ask('CLUSTER', 'SETSLOT', slot, 'NODE', target.id);
  const following = Promise.allSettled(others.map((each) => shared.follow(each, () => undefined)));
  cluster.nodes[from]?.continue();
  await leaving;
  await settled(slot, target.id);
  await following;
  const listeners = () => target.ask('PUBSUB', 'SHARDCHANNELS', `${prefix}:{${ledger}}*`);
  await vi.waitFor(async () => expect(await listeners()).toHaveLength(1), patient);
  await vi.waitFor(() => expect(shared.reachable).toBe(true), patient);
  const { version } = await appendSamples(store, ledger, {});
  await vi.waitFor(() => expect(received).toEqual([version]), patient);
});

it('LED-10 holds on while a primary is away, and loses nothing', async () => {
  const { store, shared, reachability } = await opened('away');
  const names = Array.from({ length: 12 }, (_, i) => `meeting:${i}`);
  for (const name of names) await appendSamples(store, name, { what: 'kept', words: { a: name } });
  const received = new Set<string>();
  for (const name of names) await shared.follow(name, () => received.add(name));
  await cluster.nodes[1]?.kill();
  await vi.waitFor(() => expect(shared.reachable).toBe(false), patient);
  for (const name of names) {
    await expect(store.append(sampleAppend(name, emptyHead, {}))).rejects.toThrow(StoreFault);
  }
  await cluster.nodes[1]?.launch();
  await vi.waitFor(() => expect(shared.reachable).toBe(true), patient);
  expect(reachability.at(-1)).toBe(true);
  for (const name of names) {
    expect((await readLedger(store, name)).words).toEqual({ a: name });
    await appendSamples(store, name, {});
  }
  await vi.waitFor(() => expect(received.size).toBe(names.length), patient);
});

it('LED-10 needs no more of its user in a cluster than is written down', async () => {
  const text = (path: string) =>
    readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
  const line = text('compose/redis.acl').match(/^user holdspace on (.*)$/m)?.[1] ?? '';
  const more = text('docs/ledger.md').match(/for a Redis Cluster also (.*?)\.\n/)?.[1] ?? '';
  const rules = [
    ...line.split(' '),
    ...[...more.matchAll(/`(.*?)`/g)].map(([, rule = '']) => rule),
  ];
  expect(rules).toContain('+cluster|slots');
  const secret = rules.map((rule) => (rule === '>PASSWORD' ? '>password' : rule));
  for (const { ask } of adminClients)
    await ask('ACL', 'SETUSER', 'holdspace', 'reset', 'on', ...secret);
  const url = cluster.url.replace('://', '://holdspace:password@');
  const store = await openRedisStore({ url });
  onTestFinished(() => store.close());
  const received: number[] = [];
  const ledger = 'meeting:allowed';
  await store.shared?.follow(ledger, ({ entry }) => received.push(entry.version));
  await appendSamples(store, ledger, { words: { a: 'A', b: 'B' } });
  await appendSamples(store, ledger, { erases: ['a'] });
  expect((await readLedger(store, ledger)).words).toEqual({ b: 'B' });
  await store.shared?.publishNote('circle', 'n1', 'here', 1000);
  expect([await store.ledgers(), await store.sweep()]).toEqual([[ledger], 0]);
  expect(await store.deadlines(0, 5)).toEqual([]);
  const { slot, source, target } = await placeOf('meeting:nobody');
  await settled(slot, target.id);
  await appendSamples(store, 'meeting:nobody', {});
  expect((await placeOf('meeting:nobody')).source).not.toBe(source);
  await store.check();
  await vi.waitFor(() => expect(received).toEqual([1, 2]), patient);
});
