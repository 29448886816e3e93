/**
 * Moves used slots between three primaries of a Redis Cluster, key by key, while people write to
 * them: a script finds one half of a slot on each node.
 */

import { RedisCluster } from '@holdspace/cluster';
import { Redis } from 'ioredis';
import { type FaultRow, underLoad } from '../harness/fault-row.ts';
import type { RandomSource } from '../harness/random-source.ts';
import { FaultSite, waitUntilTrue } from '../harness/site.ts';

const atOnce = 4;
/** For one key, in milliseconds: it ends a move that hangs. */
const moveDeadline = '60000';

export const resharding: FaultRow = {
  name: 'resharding',
  title: 'Redis Cluster of three, slots moved under load',
  counts: { few: 3, full: 100 },
  async run(context, tally) {
    const site = await FaultSite.start({ store: 'redis-cluster' });
    const { redis } = site.nodes;
    const primaries =
      redis instanceof RedisCluster ? redis.nodes.map(({ port }) => new Redis({ port })) : [];
    try {
      await underLoad(
        { ...context, site: () => Promise.resolve(site) },
        tally,
        { circles: 6, people: 5, pause: 150, batch: 20 },
        async (crowd) => {
          for (const slot of await someSlots(primaries, context.dice)) {
            tally.sum('keys moved', await move(slot, primaries, context.dice));
            tally.sum('slots moved', 1);
          }
          await crowd.waitForProgress(20);
        },
      );
    } finally {
      for (const primary of primaries) primary.disconnect();
      await site.stop();
    }
  },
};

interface HashSlot {
  readonly number: number;
  readonly from: Redis;
}

/** Slots that hold ledgers of meetings, since those are written to. */
async function someSlots(primaries: readonly Redis[], dice: RandomSource): Promise<HashSlot[]> {
  const slots = new Map<number, HashSlot>();
  for (const from of primaries) {
    for (const key of await from.keys('*{meeting:*')) {
      const number = Number(await from.cluster('KEYSLOT', key));
      slots.set(number, { number, from });
    }
  }
  const all = [...slots.values()];
  return Array.from({ length: Math.min(atOnce, all.length) }, () =>
    all.splice(dice.between(0, all.length - 1), 1),
  ).flat();
}

/** Moves a slot like `redis-cli --cluster reshard`; resolves with the number of its keys. */
async function move({ number, from }: HashSlot, primaries: readonly Redis[], dice: RandomSource) {
  const to = dice.pick(primaries.filter((each) => each !== from));
  const [source, target] = [await idOf(from), await idOf(to)];
  await to.cluster('SETSLOT', number, 'IMPORTING', source);
  await from.cluster('SETSLOT', number, 'MIGRATING', target);
  let moved = 0;
  for (;;) {
    const keys = (await from.cluster('GETKEYSINSLOT', number, 1)) as string[];
    const [key] = keys;
    if (key === undefined) break;
    const { port = 0 } = to.options;
    await whileDown(() => from.call('MIGRATE', '127.0.0.1', String(port), key, '0', moveDeadline));
    moved += 1;
  }
  // The new owner first, so that at each moment a node owns the slot.
  const rest = primaries.filter((each) => each !== to);
  for (const primary of [to, ...rest]) await primary.cluster('SETSLOT', number, 'NODE', target);
  return moved;
}

/**
 * Repeats what a cluster refused because it is not whole: primaries that wait for a processor for
 * longer than the cluster's own time limit take one another for lost.
 */
async function whileDown(work: () => Promise<unknown>): Promise<void> {
  const isDone = () =>
    work().then(
      () => true,
      (fault: unknown) => {
        if (String(fault).includes('CLUSTERDOWN')) return false;
        throw fault;
      },
    );
  await waitUntilTrue(isDone, 'the cluster is whole');
}

const idOf = async (redis: Redis): Promise<string> => String(await redis.call('CLUSTER', 'MYID'));
