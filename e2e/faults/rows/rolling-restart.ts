/** Restarts every node gracefully, one after another, while people write. */
import { type FaultRow, underLoad } from '../harness/fault-row.ts';

export const rollingRestart: FaultRow = {
  name: 'rolling-restart',
  title: 'rolling restart of 3 nodes under load',
  counts: { few: 1, full: 20 },
  within: { 'gone after SIGTERM': 20_000, 'longest away': 2000 },
  run: (context, tally) =>
    underLoad(
      context,
      tally,
      { circles: 10, people: 6, pause: 1000, batch: 5 },
      async (crowd, site) => {
        for (const { process } of site.nodes.members) {
          const began = performance.now();
          const code = await process.terminate();
          tally.most('gone after SIGTERM', performance.now() - began);
          if (code !== 0) tally.fault(`a node that was asked to go ended with ${code}`);
          const ended = performance.now();
          await process.launch();
          tally.most('there again after', performance.now() - ended);
          await site.heal();
          await crowd.waitForProgress(20);
        }
        await crowd.syncAll();
        tally.most('longest away', crowd.longestAway());
      },
    ),
};
