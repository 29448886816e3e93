/**
 * An alert from the call to the mailbox with every part as a process of its own (ALR-2, ALR-3,
 * ALR-5): a server, a mail server, a receiver of webhooks. The three minutes between two people on
 * call pass by a restart with a clock that is ahead; `npm run faults -- --only alert-in-order`
 * waits for them, with three nodes.
 */
import { expect, it, onTestFinished } from 'vitest';
import { AlertSite } from '../harness/alert-site.ts';
import { withRetries } from '../harness/crowd.ts';

const minute = 60_000;
const wait = { timeout: 2 * minute };

it('ALR-2 ALR-3 ALR-5 reaches the next on call when its node dies while it sends, until one has it', async () => {
  const site = await AlertSite.start({ count: 1, clockMoves: true });
  onTestFinished(() => site.stop());
  const [node] = site.nodes;
  const [first, second] = site.onCall;
  if (!node || !first || !second) throw new Error('There is no site.');

  // The node dies before it hears that the mail was taken, and another one sends it again.
  const held = site.holdNext('answer');
  const { alert } = await site.callForHelp();
  await held;
  await site.restart(node, minute);
  const twice = [first.mailbox, first.mailbox];
  await expect.poll(() => site.mailed(alert), wait).toEqual(twice);
  await expect.poll(() => site.hook.countOf(alert), wait).toBeGreaterThan(0);
  // From here on a kill repeats nothing.
  await expect.poll(() => site.recorded(alert), wait).toEqual(['handed-over', 'handed-over']);

  // The next one is due while nothing runs.
  const before = site.hook.countOf(alert);
  await site.restart(node, 5 * minute);
  await expect.poll(() => site.mailed(alert), wait).toEqual([...twice, second.mailbox]);
  await expect.poll(() => site.hook.countOf(alert), wait).toBeGreaterThan(before);

  await withRetries(() => second.api.takeAlert(alert));
  const told = site.hook.countOf(alert);
  await site.restart(node, 30 * minute);
  // Whatever was due before the next call was sent before it.
  const other = await site.callForHelp();
  await expect.poll(() => site.mailed(other.alert), wait).toEqual([first.mailbox]);
  await expect.poll(() => site.hook.countOf(other.alert), wait).toBe(1);
  expect(site.mailed(alert)).toEqual([...twice, second.mailbox]);
  expect(site.hook.countOf(alert)).toBe(told);
  const seen = await first.api.alert(alert);
  expect(seen).toMatchObject({ state: 'taken', by: expect.any(String) });
  expect(site.faultsOfMessages()).toEqual([]);
  expect(site.lines.length).toBeGreaterThan(0);

  // What everybody gets is a link, and behind it is nothing without a sign-in.
  const page = `http://localhost:${node.process.port}/o`;
  expect(node.mail.delivered[0]?.text).toContain(`\r\n${page}\r\n`);
  expect(JSON.parse(site.hook.received[0]?.body ?? '')).toMatchObject({ data: { url: page } });
  expect((await fetch(`${node.process.url}/api/inbox/${alert}`)).status).toBe(404);
}, 300_000);
