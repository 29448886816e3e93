import { RedisCluster, RedisProcess } from '@holdspace/cluster';
import { emptyHead } from './src/storage/port/store.ts';
import { openRedisStore } from './src/storage/redis/redis-store.ts';
import { sampleAppend } from './test/storage/sample-commits.ts';

for (const kind of ['single', 'cluster']) {
  const redis =
    kind === 'single'
      ? await RedisProcess.start({ fsync: 'everysec' })
      : await RedisCluster.start({ fsync: 'everysec' });
  const store = await openRedisStore({ url: redis.url, fsync: 'everysec' });
  const names = Array.from({ length: 10000 }, (_, i) => `circle:${i}`);
  for (let i = 0; i < names.length; i += 500)
    await Promise.all(
      names
        .slice(i, i + 500)
        .map((n, k) =>
          store.append({ ...sampleAppend(n, emptyHead, {}), nextDeadline: 1e12 + i + k }),
        ),
    );
  const later = await openRedisStore({ url: redis.url, fsync: 'everysec' });
  const cpu = async (what: string, times: number, work: () => Promise<unknown>) => {
    const a = process.cpuUsage();
    for (let i = 0; i < times; i++) await work();
    const { user, system } = process.cpuUsage(a);
    console.log(kind, what, ((user + system) / times / 1000).toFixed(2), 'ms');
  };
  await cpu('first deadlines', 1, () => later.deadlines(0, 100));
  await cpu('poll nothing due', 10, () => later.deadlines(0, 100));
  await cpu('poll all due', 10, () => later.deadlines(1e15, 100));
  await cpu('heads of 1000', 10, () => later.heads(names.slice(0, 1000)));
  await later.close();
  await store.close();
  await redis.stop();
}
process.exit(0);
