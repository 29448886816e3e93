/** Closes again and again the pub/sub connections that announce commits between nodes. */
import { Redis } from 'ioredis';
import { delay } from '../harness/crowd.ts';
import { type FaultRow, underLoad } from '../harness/fault-row.ts';

export const pubsubKilled: FaultRow = {
  name: 'pubsub-killed',
  title: 'pub/sub connections killed',
  counts: { few: 20, full: 500 },
  async run(context, tally) {
    const { redis } = await context.site();
    const outside = new Redis(redis.url);
    try {
      await underLoad(
        context,
        tally,
        { circles: 6, people: 6, pause: 150, batch: 50 },
        async (crowd) => {
          let killed = 0;
          // A closed connection may not have subscribed again yet.
          while (killed === 0) {
            await delay(context.dice.between(20, 120));
            killed = Number(await outside.call('CLIENT', 'KILL', 'TYPE', 'pubsub'));
          }
          tally.sum('connections killed', killed);
          await crowd.waitForProgress(10);
        },
      );
    } finally {
      outside.disconnect();
    }
  },
};
