/**
 * Injects every relay fault between one node and Redis. A node without Redis must report it and
 * acknowledge nothing; with a slow connection the order must hold.
 */
import type { RelayFault } from '@holdspace/cluster';
import { delay } from '../harness/crowd.ts';
import { type FaultRow, underLoad } from '../harness/fault-row.ts';
import { readiness, waitUntilTrue } from '../harness/site.ts';

/** `cut`: the node cannot reach Redis. Otherwise everything arrives late. */
const kinds: readonly { readonly fault: RelayFault; readonly cut: boolean }[] = [
  { fault: 'silent', cut: true },
  { fault: 'reset', cut: true },
  { fault: 'silent-out', cut: true },
  { fault: 'silent-in', cut: true },
  { fault: { delay: 150 }, cut: false },
  { fault: 'half-close', cut: true },
  { fault: { slice: 1 }, cut: false },
];

export const partition: FaultRow = {
  name: 'partition',
  title: 'partition node↔Redis (silent, one-way, reset, slow)',
  counts: { few: 5, full: 200 },
  within: { 'fails closed': 3000, 'whole after healing': 5000 },
  run: (context, tally) =>
    underLoad(
      context,
      tally,
      { circles: 6, people: 6, pause: 250, batch: 14, atNodes: true },
      async (crowd, site, done) => {
        const { fault, cut } = kinds[done % kinds.length] as (typeof kinds)[number];
        const { relay, url } = site.nodes.member(context.dice.between(1, site.urls.length));
        if (!relay) throw new Error('There is no way to break.');
        await delay(context.dice.between(0, 300));
        relay.setFault(fault);
        if (cut) {
          const isClosed = async () => (await readiness(url)) === 503;
          tally.most('fails closed', await waitUntilTrue(isClosed, 'the node says so'));
        }
        tally.sum(cut ? 'cut' : 'slow', 1);
        const closed = performance.now();
        const there = crowd.guests.filter(({ at }) => at === url);
        // People on the other nodes continue.
        await crowd.waitForProgress(10);
        await delay(context.dice.between(200, 1500));
        // An answer of Redis that was past the relay before the cut can arrive after it.
        const answered = there.filter(({ latestAcknowledged }) => latestAcknowledged >= closed);
        if (cut && answered.length > 0) {
          const kind = JSON.stringify(fault);
          tally.fault(
            `${answered.length} who asked after the cut (${kind}) were answered with yes`,
          );
        }
        relay.heal();
        tally.most('whole after healing', await crowd.syncAll());
        await site.heal();
      },
    ),
};
