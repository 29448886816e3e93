/**
 * What a live connection learns of what others say between meetings: nothing (RHY-6, CVR-3).
 * Every packet of every role is taken down, on three nodes.
 */
import { connect, openWebSocketTransport, placeApi } from '@holdspace/client';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from './realtime-fixture.ts';
import { addStaff, enter } from './staff-nodes.ts';
import { Browser, startThreeNodes, type ThreeNodes } from './three-nodes.ts';

const packetNames = ['snapshot', 'changes', 'private', 'people', 'here'] as const;

/** A connection at a node, and every packet that came by it. */
function listen({ urls, opened }: ThreeNodes, node: number, browser: Browser) {
  const packets: string[] = [];
  const page = connect({
    ...{ url: urls[node] ?? '', circle: opened.id, cookie: browser.jar.header },
    openTransport: (options) => {
      const transport = openWebSocketTransport(options);
      for (const name of packetNames) {
        transport.on(name, (packet: unknown) => void packets.push(JSON.stringify([name, packet])));
      }
      return transport;
    },
  });
  onTestFinished(() => page.close());
  return { page, packets };
}

it('RHY-6 CVR-3 no packet comes to anybody when somebody says not this time, or cannot carry', async () => {
  const nodes = await startThreeNodes();
  const { organiser, opened, urls } = nodes;
  await organiser.at(0).setRhythm(opened.id, {
    rhythm: {
      ...{ every: 'week', on: ['tu', 'fr'], at: '19:00', zone: 'Europe/Berlin' },
      from: '2026-01-01',
    },
  });
  const people = await Promise.all(
    ['Ada', 'Ben', 'Cleo'].map(async (name) => {
      const browser = new Browser(urls);
      await browser.joins(opened.invitation.url, name);
      return browser;
    }),
  );
  const [ada, ben, cleo] = people as [Browser, Browser, Browser];
  const [rowan, sage] = [
    await addStaff(nodes, ['facilitator'], [opened.id]),
    await addStaff(nodes, ['facilitator'], [opened.id]),
  ];
  await enter(rowan, opened.id);
  await enter(sage, opened.id);
  const all = [
    listen(nodes, 0, ben),
    listen(nodes, 1, cleo),
    listen(nodes, 2, ada),
    listen(nodes, 1, rowan.browser),
    listen(nodes, 2, sage.browser),
  ];
  await eventually(() => all.every(({ page }) => page.getSnapshot().status === 'live'));
  const { items } = await organiser.at(0).meetingPage(opened.id);
  const coming = items.find(({ state }) => state === 'planned');
  const meeting = { circle: opened.id, id: coming?.id ?? '' };
  const door = placeApi({ url: urls[2] ?? '', jar: ada.jar });
  /** The kinds of packets that each one gets until a change arrives that concerns everybody. */
  const packetsUntil = async (clause: string) => {
    await organiser.at(0).changeCircle(opened.id, { agreements: [clause] });
    const has = (packets: readonly string[]) => packets.some((each) => each.includes(clause));
    await eventually(() => all.every(({ packets }) => has(packets)));
    return all.map(({ packets }) =>
      packets.splice(0).map((packet) => (JSON.parse(packet) as [string])[0]),
    );
  };
  await packetsUntil('We listen.');
  const usual = await packetsUntil('We breathe.');
  expect(usual).toEqual(all.map(() => ['private']));

  expect((await door.chooseSeat(meeting.circle, meeting.id, { wanted: false })).seat).toBe(
    'not-this-time',
  );
  expect((await rowan.browser.at(1).answerCover(meeting, 'cant')).own).toBe('cant');
  expect(await packetsUntil('We rest.')).toEqual(usual);
});
