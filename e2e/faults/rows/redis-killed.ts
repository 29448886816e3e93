/** Redis dies without warning under load and comes back with what is on its disk. */
import { moment } from '../crowd.ts';
import { type Row, underLoad } from '../row.ts';

export const redisKilled: Row = {
  name: 'redis-killed',
  title: 'Redis SIGKILL under load, AOF always',
  counts: { few: 20, full: 1000 },
  run: (ground, tally) =>
    underLoad(
      ground,
      tally,
      { circles: 6, people: 5, pause: 100, batch: 20 },
      async (crowd, site) => {
        await moment(ground.dice.between(40, 120));
        await site.redis.restart();
        await crowd.goesOn(30);
      },
    ),
};
