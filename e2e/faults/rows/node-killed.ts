/** Kills a node; its people reconnect to other nodes through the reverse proxy. */
import { delay } from '../harness/crowd.ts';
import { type FaultRow, underLoad } from '../harness/fault-row.ts';

export const nodeKilled: FaultRow = {
  name: 'node-killed',
  title: 'node SIGKILL, 3 nodes, 200 clients',
  counts: { few: 5, full: 200 },
  within: { 'everyone whole': 5000 },
  run: (context, tally) =>
    underLoad(
      context,
      tally,
      { circles: 20, people: 10, pause: 2000, batch: 10 },
      async (crowd, site, done) => {
        await delay(context.dice.between(0, 500));
        const { process } = site.nodes.member((done % site.urls.length) + 1);
        await process.kill();
        tally.most('everyone whole', await crowd.syncAll());
        await process.launch();
        await site.heal();
        await crowd.waitForProgress(20);
      },
    ),
};
