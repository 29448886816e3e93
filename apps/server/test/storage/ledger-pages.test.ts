/** All ledgers of a Redis Cluster are found while they move between its primaries. */
import { expect, it } from 'vitest';
import { visitLedgers } from '../../src/storage/redis/ledger-pages.ts';
import { createRedisKeys } from '../../src/storage/redis/redis-keys.ts';
import type { RedisNodeClient } from '../../src/storage/redis/redis-link.ts';

const keys = createRedisKeys('test', true);
const headOf = (name: string) => keys.ledger(name).head;

/** Primaries with these ledgers; `reading` is called before each reading of one. */
function clusterOf(primaries: readonly Set<string>[], reading: (count: number) => void) {
  let count = 0;
  /** A primary without slots when the link was opened is known once a question was redirected. */
  let known: typeof primaries = primaries.filter(({ size }) => size > 0);
  const client = (heads: ReadonlySet<string>): RedisNodeClient => ({
    address: '',
    send: async () => {
      reading(count++);
      return ['0', [...heads]];
    },
  });
  return {
    forEachPrimary: <T>(work: (line: RedisNodeClient) => Promise<T>) =>
      known.reduce<Promise<readonly T[]>>(
        async (done, each) => [...(await done), await work(client(each))],
        Promise.resolve([]),
      ),
    groupByPrimary: (all: readonly string[]) => [{ client: client(new Set()), keys: all }],
    runOn: () => {
      known = primaries;
      return Promise.resolve([[], []]);
    },
    run: () => Promise.resolve([[], []]),
  };
}

async function found(primaries: readonly Set<string>[], reading: (count: number) => void) {
  const names = new Set<string>();
  await visitLedgers(clusterOf(primaries, reading), keys, true, async (page) => {
    for (const name of page) names.add(name);
  });
  return [...names].sort();
}

const names = ['circle:a', 'circle:b', 'circle:c'];

it.each([0, 1, 2, 3, 4, 5])(
  'LED-9 finds a ledger that moves before reading %i to a primary that was read',
  async (when) => {
    const [first, second, third] = names.map((name) => new Set([headOf(name)])) as [
      Set<string>,
      Set<string>,
      Set<string>,
    ];
    const all = await found([first, second, third], (count) => {
      if (count === when) for (const head of [...third]) first.add(head) && third.delete(head);
    });
    expect(all).toEqual(names);
  },
);

it('LED-9 finds a ledger that moves to a primary which is new in the cluster', async () => {
  const [first, second] = [new Set(names.slice(0, 2).map(headOf)), new Set([headOf('circle:c')])];
  const added = new Set<string>();
  const all = await found([first, second, added], (count) => {
    if (count === 1) for (const head of [...second]) added.add(head) && second.delete(head);
  });
  expect(all).toEqual(names);
});
