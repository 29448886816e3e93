/** Closes again and again the pub/sub connections that announce commits between nodes. */
import { Redis } from 'ioredis';
import { delay } from '../harness/crowd.ts';
import { type FaultRow, underLoad } from '../harness/fault-row.ts';
import { waitUntilTrue } from '../harness/site.ts';

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
          await delay(context.dice.between(20, 120));
          let killed = 0;
          const hasKilled = async () => {
            killed = Number(await outside.call('CLIENT', 'KILL', 'TYPE', 'pubsub'));
            return killed > 0;
          };
          // A closed connection may not have subscribed again yet.
          await waitUntilTrue(hasKilled, 'a node subscribes again');
          tally.sum('connections killed', killed);
          await crowd.waitForProgress(10);
        },
      );
    } finally {
      outside.disconnect();
    }
  },
};
