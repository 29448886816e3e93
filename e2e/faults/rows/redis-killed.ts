/** Kills Redis under load and starts it again with the data on its disk. */
import { delay } from '../harness/crowd.ts';
import { type FaultRow, underLoad } from '../harness/fault-row.ts';

export const redisKilled: FaultRow = {
  name: 'redis-killed',
  title: 'Redis SIGKILL under load, AOF always',
  counts: { few: 20, full: 1000 },
  run: (context, tally) =>
    underLoad(
      context,
      tally,
      { circles: 6, people: 5, pause: 100, batch: 20 },
      async (crowd, site) => {
        await delay(context.dice.between(40, 120));
        await site.redis.restart();
        await crowd.waitForProgress(30);
      },
    ),
};
