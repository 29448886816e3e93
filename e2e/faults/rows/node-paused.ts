/**
 * Pauses a node for longer than its lease, like a machine that hangs. It resumes with everything
 * that it was about to write, while the other nodes have continued without it.
 */
import { delay } from '../harness/crowd.ts';
import { type FaultRow, underLoad } from '../harness/fault-row.ts';
import { FaultSite, waitUntilTrue } from '../harness/site.ts';

/** In seconds. */
const lease = 2;

export const nodePaused: FaultRow = {
  name: 'node-paused',
  title: 'SIGSTOP of a node beyond its lease, then SIGCONT',
  counts: { few: 3, full: 50 },
  within: { 'whole after waking': 5000 },
  async run(context, tally) {
    const site = await FaultSite.start({ env: { HOLDSPACE_LEASE: String(lease) } });
    try {
      await underLoad(
        { ...context, site: () => Promise.resolve(site) },
        tally,
        { circles: 4, people: 6, pause: 200, batch: 10, atNodes: true },
        async (crowd, _site, done) => {
          const stopped = done % site.urls.length;
          const { process } = site.nodes.member(stopped + 1);
          // A person on that node is about to write, and still is when the node resumes.
          for (const { guests } of crowd.circles) {
            const there = guests[stopped];
            void there?.ask({ do: 'say', text: `${there.name} held their breath, ${done}` });
          }
          process.pause();
          const awake = crowd.circles[0]?.guests[(stopped + 1) % site.urls.length];
          const asleep = crowd.circles[0]?.guests[stopped];
          const isAway = async () =>
            awake?.view?.people.find(({ id }) => id === asleep?.person)?.here === false;
          tally.most('seen as away after', await waitUntilTrue(isAway, 'the others see them go'));
          await crowd.waitForProgress(20);
          await delay(context.dice.between(0, 1000));
          process.continue();
          tally.most('whole after waking', await crowd.syncAll());
          await site.heal();
        },
      );
    } finally {
      await site.stop();
    }
  },
};
