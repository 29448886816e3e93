/**
 * What organisers and staff take back, on three nodes over a Redis (STF-3): the
 * removed person is connected to another node than the one that is asked.
 */
import { type CircleConnection, linkTokenOf } from '@holdspace/client';
import type { CircleId, PersonId } from '@holdspace/core';
import type { OwnStaff } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { openRedisStore } from '../../src/storage/redis/redis-store.ts';
import { startTestRedis } from '../storage/redis-fixture.ts';
import { eventually } from './realtime-fixture.ts';
import { addStaff, enter, type StaffOfNodes, signInWithPasskey } from './staff-nodes.ts';
import { Browser, startNode, startThreeNodes } from './three-nodes.ts';

const place = startTestRedis();

let tests = 0;
/** Each test has a house of its own. */
async function startNodes() {
  const prefix = `house${++tests}`;
  const open = () => openRedisStore({ url: place.redis.url, prefix });
  return { ...(await startThreeNodes(open)), startAnother: () => startNode(open) };
}

/** A facilitator of the staff with a page of their circle at the last node. */
async function startFacilitator(roles: readonly string[] = ['facilitator']) {
  const nodes = await startNodes();
  const staff = await addStaff(nodes, roles, [nodes.opened.id]);
  const { member } = await enter(staff, nodes.opened.id);
  const page = staff.browser.opens(2, nodes.opened.id);
  await eventually(() => page.getSnapshot().status === 'live');
  return { ...nodes, staff, member, page, circle: nodes.opened.id };
}

const sessionsOf = async ({ browser }: StaffOfNodes): Promise<OwnStaff['sessions']> =>
  ((await (await browser.ask(1, 'GET', '/house/me')).json()) as OwnStaff).sessions;

const isCutOff = (page: CircleConnection) =>
  eventually(() => page.getSnapshot().status === 'refused');

/** The page is closed, and the next request to each node is refused. */
async function expectOutOf(circle: string, browser: Browser, page: CircleConnection) {
  await isCutOff(page);
  expect(page.getSnapshot().refusal).toBe('signed-out');
  for (const node of [0, 1, 2]) {
    expect((await browser.at(node).me()).circles).toEqual([]);
    expect((await browser.ask(node, 'GET', `/circles/${circle}/sessions`)).status).toBe(401);
    const again = browser.opens(node, circle);
    await isCutOff(again);
    expect(again.getSnapshot().view).toBeNull();
  }
}

const enterStatuses = (browser: Browser, circle: string) =>
  Promise.all(
    [0, 1, 2].map(
      async (node) => (await browser.ask(node, 'POST', `/circles/${circle}/enter`)).status,
    ),
  );

describe('what is taken from somebody of the staff who is connected to another node', () => {
  it('STF-3 the person: their page closes, and nothing is answered any more', async () => {
    const { circle, organiser, staff, page } = await startFacilitator();
    const gone = await organiser.ask(0, 'DELETE', `/house/staff/${staff.id}`);
    expect(gone.status).toBe(204);
    await expectOutOf(circle, staff.browser, page);
    expect(await enterStatuses(staff.browser, circle)).toEqual([404, 404, 404]);
    expect((await staff.browser.ask(2, 'GET', '/house/me')).status).toBe(404);
  });

  it.each([
    ['the role', { roles: ['on-call'] }],
    ['the circle', { circles: [] }],
  ])('STF-3 %s: their page closes, and they stay staff', async (_what, change) => {
    const { circle, organiser, staff, page } = await startFacilitator(['facilitator', 'on-call']);
    const changed = await organiser.ask(0, 'PATCH', `/house/staff/${staff.id}`, change);
    expect(changed.status).toBe(204);
    await expectOutOf(circle, staff.browser, page);
    expect(await enterStatuses(staff.browser, circle)).toEqual([404, 404, 404]);
    expect((await staff.browser.ask(2, 'GET', '/house/me')).status).toBe(200);
    const back = { roles: ['facilitator'], circles: [circle] };
    await organiser.ask(1, 'PATCH', `/house/staff/${staff.id}`, back);
    expect(await enterStatuses(staff.browser, circle)).toEqual([200, 200, 200]);
  });

  it('STF-3 the facilitator’s part in this circle alone', async () => {
    const { circle, organiser, staff, page, member } = await startFacilitator();
    const path = `/circles/${circle}/people/${member}/remove-facilitator`;
    expect((await organiser.ask(0, 'POST', path)).status).toBe(204);
    await expectOutOf(circle, staff.browser, page);
    expect(await enterStatuses(staff.browser, circle)).toEqual([404, 404, 404]);
  });

  it('STF-3 a session: it ends with what it entered, and the other devices stay', async () => {
    const { circle, organiser, staff, page, urls, member } = await startFacilitator();
    const made = await organiser.ask(0, 'POST', `/house/staff/${staff.id}/link`);
    const phone = new Browser(urls);
    const { url } = (await made.json()) as { url: string };
    await phone.at(0).redeem({ token: linkTokenOf(url) });
    const other = { id: staff.id, browser: phone };
    expect((await enter(other, circle, 0)).member).toBe(member);
    const kept = phone.opens(0, circle);
    await eventually(() => kept.getSnapshot().status === 'live');
    const lost = (await sessionsOf(staff)).find(({ current }) => current);
    expect((await phone.ask(0, 'DELETE', `/house/me/sessions/${lost?.id}`)).status).toBe(204);
    await expectOutOf(circle, staff.browser, page);
    expect(await enterStatuses(staff.browser, circle)).toEqual([404, 404, 404]);
    expect(kept.getSnapshot().status).toBe('live');
    const everywhere = await phone.ask(1, 'POST', '/house/sign-out-everywhere');
    expect(everywhere.status).toBe(204);
    await isCutOff(kept);
  });

  it('STF-3 a passkey: what began with it ends', async () => {
    const { apps, circle, organiser, staff, urls } = await startFacilitator();
    const browser = new Browser(urls);
    await signInWithPasskey(apps, staff.id as PersonId, browser);
    await enter({ id: staff.id, browser }, circle);
    const page = browser.opens(2, circle);
    await eventually(() => page.getSnapshot().status === 'live');
    const removed = await organiser.ask(0, 'DELETE', `/house/staff/${staff.id}/passkeys/y_1`);
    expect(removed.status).toBe(204);
    await expectOutOf(circle, browser, page);
    expect(await enterStatuses(staff.browser, circle)).toEqual([200, 200, 200]);
  });

  it('STF-3 an API key, and an organiser with the keys that they made', async () => {
    const nodes = await startNodes();
    const { urls, organiser, organiserLink } = nodes;
    const second = new Browser(urls);
    await second.at(1).redeem({ token: linkTokenOf(await organiserLink()) });
    const make = async (by: Browser) =>
      (await (await by.ask(0, 'POST', '/house/keys', {})).json()) as { id: string; key: string };
    const [own, others] = [await make(organiser), await make(second)];
    const statuses = (key: string) =>
      Promise.all(
        urls.map(async (url) => {
          const headers = { authorization: `Bearer ${key}` };
          return (await fetch(`${url}/api/circles`, { headers })).status;
        }),
      );
    expect(await statuses(own.key)).toEqual([200, 200, 200]);
    await organiser.ask(0, 'DELETE', `/house/keys/${own.id}`);
    expect(await statuses(own.key)).toEqual([404, 404, 404]);
    const { id } = (await (await second.ask(1, 'GET', '/house/me')).json()) as OwnStaff;
    await organiser.ask(0, 'DELETE', `/house/staff/${id}`);
    expect(await statuses(others.key)).toEqual([404, 404, 404]);
    const asked = await Promise.all([0, 1, 2].map((node) => second.ask(node, 'GET', '/circles')));
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe('the lead of a meeting whose role is taken', () => {
  it('FAC-2 STF-3 the lead passes on to the other facilitator, and the meeting goes on', async () => {
    const { circle, organiser, opened, staff, page, member, urls } = await startFacilitator();
    const guest = new Browser(urls);
    await guest.joins(opened.facilitatorLink.url, 'Fern');
    const cleo = new Browser(urls);
    await cleo.joins(opened.invitation.url, 'Cleo');
    const [second, participant] = [guest.opens(0, circle), cleo.opens(1, circle)];
    await eventually(() =>
      [second, participant].every((each) => each.getSnapshot().status === 'live'),
    );
    await page.send({ do: 'join', seat: 'sharer' });
    for (const each of [second, participant]) await each.send({ do: 'join', seat: 'sharer' });
    await page.send({ do: 'open-doors' });
    for (const each of [second, participant]) await each.send({ do: 'join', seat: 'sharer' });
    await page.send({ do: 'begin' });
    const viewOf = (each: CircleConnection) => each.getSnapshot().view;
    await eventually(() => viewOf(participant)?.lead === member);
    await organiser.ask(0, 'DELETE', `/house/staff/${staff.id}`);
    await expectOutOf(circle, staff.browser, page);
    await eventually(() => {
      const lead = viewOf(participant)?.lead;
      return lead !== undefined && lead !== null && lead !== member;
    });
    expect(viewOf(participant)?.lead).toBe(viewOf(second)?.mine.person);
    expect(viewOf(participant)?.people.find(({ id }) => id === member)?.role).toBe('participant');
  });
});

describe('a node that dies between the house and the circle', () => {
  it('STF-3 leaves the end of the role to the others, and to the next start', async () => {
    const { apps, circle, staff, page, startAnother } = await startFacilitator();
    const [app] = apps;
    // As if each node had died before it told the circle.
    for (const each of apps) each.httpContext.houseOutbox.close();
    const house = await app!.ledgers.house();
    await house.handle({ do: 'dismiss', staff: staff.id as PersonId }, systemContext);
    expect(house.state.outgoing.size).toBe(1);
    const due = await app!.ledgers.store.deadlines(Number.MAX_SAFE_INTEGER, 100);
    expect(due.map(({ ledger }) => ledger)).toContain('house');
    expect(page.getSnapshot().status).toBe('live');
    const { app: next } = await startAnother();
    await expectOutOf(circle, staff.browser, page);
    await eventually(() => house.state.outgoing.size === 0);
    const ledger = await next.ledgers.circle(circle as CircleId);
    expect([...ledger.state.members.values()].map(({ role }) => role)).not.toContain('facilitator');
  });
});
