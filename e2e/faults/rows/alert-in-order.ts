/**
 * Kills the node that is handing an e-mail over (ALR-3, ALR-5): before it has sent anything, or
 * before it hears that the mail was taken. Each call for help must reach the first on call all the
 * same, by e-mail and by webhook. Of every second one the first person says *I have it*, of the
 * others the second person, whom it reaches three minutes later; nobody else is told.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { AlertSite, type RaisedCall } from '../harness/alert-site.ts';
import { withRetries } from '../harness/crowd.ts';
import type { FaultRow, FaultTally } from '../harness/fault-row.ts';
import { waitUntilTrue } from '../harness/site.ts';

/** Longer than the next one on call waits (ALR-3), in milliseconds. */
const untilNext = 3 * 60_000 + 15_000;

export const alertInOrder: FaultRow = {
  name: 'alert-in-order',
  title: 'node SIGKILL while it hands a mail over',
  // It waits for minutes; e2e/faults/test/alert-in-order.test.ts moves the clock instead.
  counts: { few: 0, full: 20 },
  async run({ count, dice, progress }, tally) {
    const site = await AlertSite.start({ count: 3 });
    try {
      const followed: Promise<void>[] = [];
      for (let done = 0; done < count; progress(++done)) {
        const held = site.holdNext(dice.pick(['greeting', 'answer'] as const));
        const call = await site.callForHelp();
        await site.restart(await held);
        followed.push(follow(site, call, done % 2, tally));
      }
      // Waits for all, so that none asks a site that has stopped.
      await Promise.allSettled(followed);
      await Promise.all(followed);
      for (const fault of site.faultsOfMessages()) tally.fault(fault);
      tally.sum('calls', count);
      tally.sum('mails', site.nodes.flatMap(({ mail }) => mail.delivered).length);
      tally.sum('webhooks', site.hook.received.length);
    } finally {
      await site.stop();
    }
  },
};

/** Until the person with this place in the order has it, and for the time of one more after it. */
async function follow(
  site: AlertSite,
  { alert }: RaisedCall,
  place: number,
  tally: FaultTally,
): Promise<void> {
  const order = site.onCall.map(({ mailbox }) => mailbox);
  const taker = site.onCall[place];
  if (!taker) throw new Error(`There is no place ${place} on call.`);
  const took = await waitUntilTrue(
    async () => site.mailed(alert).includes(taker.mailbox) && site.hook.countOf(alert) > place,
    `${alert} has reached place ${place}`,
  ).catch(() => null);
  if (took === null) return tally.fault(`lost: ${alert} has not reached place ${place}`);
  await withRetries(() => taker.api.takeAlert(alert));
  await pause(untilNext);
  const mailed = site.mailed(alert);
  const expected = order.slice(0, place + 1);
  if ([...new Set(mailed)].join() !== expected.join()) {
    tally.fault(`${alert} reached ${mailed.join(', ')} instead of ${expected.join(', ')}`);
  }
  tally.sum('mails that came twice', mailed.length - expected.length);
}
