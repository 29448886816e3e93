/** A redis-server for the tests of one file, with another client of it to look in by. */

import { RedisProcess } from '@holdspace/cluster';
import { createClient } from 'redis';
import { afterAll, beforeAll } from 'vitest';

/** Filled before the first test of the file. */
export function startTestRedis() {
  const place = {} as { redis: RedisProcess; adminClient: ReturnType<typeof createClient> };
  beforeAll(async () => {
    place.redis = await RedisProcess.start();
    place.adminClient = createClient({ url: place.redis.url });
    place.adminClient.on('error', () => undefined);
    await place.adminClient.connect();
  }, 60_000);
  afterAll(async () => {
    place.adminClient.destroy();
    await place.redis.stop();
  });
  return place;
}
