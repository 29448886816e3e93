import { randomBytes } from 'node:crypto';
import { RedisCluster, RedisProcess } from '@holdspace/cluster';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { openRedisStore } from '../../src/storage/redis/redis-store.ts';
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import { describeStoreContract, type StoreUnderTest } from './contract.ts';
import { describeOpeningContract } from './contract-openings.ts';
import { describeSummaryContract } from './contract-summaries.ts';
import { folderForTest } from './store-helpers.ts';

/** Two nodes, each with connections of its own, in a corner of their own. */
const inRedis = (name: string, url: () => string): StoreUnderTest => ({
  name,
  kind: 'redis',
  open: async (now) => {
    const options = { url: url(), prefix: `test-${randomBytes(6).toString('hex')}`, now };
    return { store: await openRedisStore(options), rival: await openRedisStore(options) };
  },
});

let redis: RedisProcess;
let cluster: RedisCluster;
beforeAll(async () => {
  redis = await RedisProcess.start();
  cluster = await RedisCluster.start();
}, 60_000);
afterAll(async () => {
  await redis.stop();
  await cluster.stop();
});

const stores: readonly StoreUnderTest[] = [
  {
    name: 'memory',
    kind: 'memory',
    open: async (now) => {
      const store = createMemoryStore({ now });
      return { store, rival: store };
    },
  },
  {
    name: 'sqlite',
    kind: 'sqlite',
    open: async (now) => {
      const folder = folderForTest();
      const store = await openSqliteStore({ folder, now });
      return { store, rival: await openSqliteStore({ folder, now, access: 'rival' }) };
    },
  },
  inRedis('redis', () => redis.url),
  inRedis('redis-cluster', () => cluster.url),
];

it('LED-1 to LED-10, LED-16 to LED-18, LED-20 are asked of every store there is', () => {
  expect(stores.map(({ name }) => name)).toEqual(['memory', 'sqlite', 'redis', 'redis-cluster']);
});

for (const store of stores) {
  describeStoreContract(store);
  describeOpeningContract(store);
  describeSummaryContract(store);
}
