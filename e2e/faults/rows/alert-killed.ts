/**
 * Kills a node while it sends alerts (ALR-5): before it claims, between claim and send, between
 * send and record. People call for help, nobody sees it, and no page of
 * staff is open. Every call must reach the webhook, always under one id, whoever died meanwhile.
 */
import { randomBytes } from 'node:crypto';
import type { StaffApi } from '@holdspace/client';
import type { InboxAlert } from '@holdspace/protocol';
import { Crowd, delay, withRetries } from '../harness/crowd.ts';
import type { FaultRow, FaultRowContext, FaultTally } from '../harness/fault-row.ts';
import { History } from '../harness/history.ts';
import { FaultSite, waitUntilTrue } from '../harness/site.ts';
import { WebhookReceiver } from '../harness/webhook-receiver.ts';

/** Milliseconds after which a call counts as unseen. */
const helpAlert = 1000;
/** People of a circle who call for help at once. */
const callers = 5;
const secret = 'a canary of circle, person and message';

export const alertKilled: FaultRow = {
  name: 'alert-killed',
  title: 'node SIGKILL while it sends alerts',
  counts: { few: 3, full: 200 },
  async run(context, tally) {
    const { dice } = context;
    const receiver = await WebhookReceiver.start(() => dice.between(0, 400));
    const site = await FaultSite.start({ env: { HOLDSPACE_OUTBOUND_ALLOW: receiver.host } });
    try {
      await sendWhileKilled(context, tally, site, receiver);
    } finally {
      await site.stop();
      receiver.close();
    }
  },
};

async function sendWhileKilled(
  { count, dice, progress }: FaultRowContext,
  tally: FaultTally,
  site: FaultSite,
  receiver: WebhookReceiver,
): Promise<void> {
  await setUpWebhook(site, receiver);
  const mark = `canary${randomBytes(4).toString('hex')}`;
  const circles: string[] = [];
  for (let done = 0; done < count; progress(++done)) {
    circles.push(await callForHelp(site, dice, mark));
    await delay(helpAlert + dice.between(0, 900));
    const { process } = site.nodes.member((done % site.urls.length) + 1);
    await process.kill();
    await process.launch();
    await site.heal();
  }
  const inbox = () => withRetries(() => wholeInbox(site.organiser));
  const callsIn = (alerts: readonly InboxAlert[]) =>
    alerts.filter(({ kind }) => kind === 'unsafe').map(({ id }) => id);
  const calls = circles.length * callers;
  // The claim of a node that was killed lasts 30 seconds.
  const wait = await waitUntilTrue(
    async () => callsIn(await inbox()).filter((id) => receiver.countOf(id) > 0).length === calls,
    'every call has reached the webhook',
  ).catch(() => null);
  // Before the inbox is read: an alert is in it before it is sent, and more come all the time.
  const received = [...receiver.received];
  const alerts = await inbox();
  const ids = callsIn(alerts);
  if (ids.length !== calls) tally.fault(`lost: ${ids.length} alerts for ${calls} calls`);
  for (const id of ids) {
    if (receiver.countOf(id) === 0) tally.fault(`lost: ${id} has reached nobody`);
  }
  const known = new Set(alerts.map(({ id }) => id));
  for (const { id, body } of received) {
    if (!known.has(id)) tally.fault(`an id that is no alert of the inbox: ${id}`);
    if (body.includes(mark) || body.includes(secret)) tally.fault(`words in ${body}`);
  }
  tally.sum('calls', calls);
  tally.sum('sent', received.length);
  tally.sum('more than once', ids.filter((id) => receiver.countOf(id) > 1).length);
  tally.most('all there after', wait ?? 0);
}

/** All pages of it. */
async function wholeInbox(organiser: StaffApi): Promise<readonly InboxAlert[]> {
  const all: InboxAlert[] = [];
  for (;;) {
    const after = all.at(-1)?.id;
    const page = await organiser.inbox({ peek: true, ...(after !== undefined && { after }) });
    if (page.length === 0) return all;
    all.push(...page);
  }
}

/** The organiser is alerted by it, because nobody is on call. */
async function setUpWebhook(site: FaultSite, receiver: WebhookReceiver): Promise<void> {
  const { key } = await site.organiser.makeKey();
  const response = await fetch(`${site.door.url}/api/house/channels`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ kind: 'webhook', url: `http://${receiver.host}/alerts` }),
  });
  if (!response.ok) throw new Error(`The webhook was refused: ${await response.text()}`);
}

/** People of a new circle call for help, and everybody leaves; answers with the circle. */
async function callForHelp(
  site: FaultSite,
  dice: FaultRowContext['dice'],
  mark: string,
): Promise<string> {
  const crowd = await Crowd.gather({
    ...{ urls: site.urls, organiser: site.organiser, history: new History(), dice, mark },
    ...{ circles: 1, people: callers + 2, settings: { helpAlert: `${helpAlert}ms` } },
  });
  try {
    const [circle] = crowd.circles;
    if (!circle) throw new Error('There is no circle.');
    const call = { do: 'ask-help', kind: 'unsafe', text: `${mark} ${secret}` } as const;
    await Promise.all(circle.guests.slice(2).map((guest) => guest.askOrFail(call)));
    return circle.id;
  } finally {
    crowd.close();
  }
}
