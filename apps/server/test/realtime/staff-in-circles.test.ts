/** Staff and what is said in a circle: what organisers never see, and what asks for a proof. */
import type { CircleConnection } from '@holdspace/client';
import { type PersonId, staffRoles } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { eventually } from './realtime-fixture.ts';
import { addStaff, enter, provePasskey, signInWithPasskey } from './staff-nodes.ts';
import { Browser, startThreeNodes, type ThreeNodes } from './three-nodes.ts';

const live = (...pages: readonly CircleConnection[]) =>
  eventually(() => pages.every((page) => page.getSnapshot().status === 'live'));

/** A meeting with a facilitator and a participant who have said something. */
async function startMeeting({ urls, opened }: ThreeNodes, words: string) {
  const [fern, cleo] = [new Browser(urls), new Browser(urls)];
  await fern.joins(opened.facilitatorLink.url, 'Fern');
  await cleo.joins(opened.invitation.url, 'Cleo');
  const pages = [fern.opens(0, opened.id), cleo.opens(1, opened.id)] as const;
  await live(...pages);
  const [lead, participant] = pages;
  for (const command of [{ do: 'join', seat: 'sharer' }, { do: 'open-doors' }] as const) {
    await lead.send(command);
  }
  await participant.send({ do: 'join', seat: 'sharer' });
  await lead.send({ do: 'begin' });
  expect(await participant.send({ do: 'say', text: words })).toMatchObject({ ok: true });
  expect(await participant.send({ do: 'note', text: `${words} note` })).toMatchObject({ ok: true });
  return { lead, participant };
}

describe('organisers and a meeting', () => {
  it('STF-6 read its phase and its counts on every route, and none of its words', async () => {
    const nodes = await startThreeNodes();
    const { organiser, opened, urls } = nodes;
    await startMeeting(nodes, 'canary of the meeting');
    const look = await addStaff(nodes, ['facilitator'], [opened.id]);
    const onCall = await addStaff(nodes, ['on-call'], [opened.id]);
    const described = await (await organiser.ask(0, 'GET', '/openapi.json')).json();
    const paths = Object.entries(
      (described as { paths: Record<string, Record<string, unknown>> }).paths,
    )
      .filter(([, methods]) => 'get' in methods)
      .map(([path]) => path.replace('/api', '').replace('{circle}', opened.id));
    expect(paths.length).toBeGreaterThan(8);
    for (const { browser } of [{ browser: organiser }, look, onCall]) {
      for (const path of paths) {
        const text = await (await browser.ask(1, 'GET', path)).text();
        expect(text, path).not.toContain('canary');
      }
    }
    const summaries = await (await organiser.ask(2, 'GET', '/circles')).json();
    expect(summaries).toMatchObject([{ id: opened.id, meeting: { phase: 'opening' }, members: 2 }]);
    for (const browser of [organiser, look.browser, onCall.browser, new Browser(urls)]) {
      const page = browser.opens(2, opened.id);
      await eventually(() => page.getSnapshot().status === 'refused');
      expect(page.getSnapshot().refusal).toBe('not-here');
      expect(
        (await browser.ask(0, 'POST', `/circles/${opened.id}/enter`, { agreed: true })).ok,
      ).toBe(browser === look.browser);
    }
    const page = look.browser.opens(2, opened.id);
    await live(page);
  });
});

describe('the access table over sockets', () => {
  it('STF-1 opens a circle to facilitators who look after it and have entered, cell by cell', async () => {
    const nodes = await startThreeNodes();
    const { opened, organiser } = nodes;
    const start = new Date().toISOString();
    const other = await organiser.at(0).openCircle({ name: 'Fridays', start });
    const cells: Record<string, string> = {};
    for (const role of staffRoles) {
      for (const [where, { id }] of Object.entries({ own: opened, other })) {
        const { browser } = await addStaff(nodes, [role], [opened.id]);
        const before = browser.opens(1, id);
        await eventually(() => before.getSnapshot().status === 'refused');
        const answer = await browser.ask(0, 'POST', `/circles/${id}/enter`, { agreed: true });
        const page = browser.opens(2, id);
        await eventually(() => ['live', 'refused'].includes(page.getSnapshot().status));
        const { status, refusal } = page.getSnapshot();
        cells[`${role}, ${where} circle`] = `${answer.status} ${refusal ?? status}`;
      }
    }
    expect(cells).toEqual({
      'organiser, own circle': '409 not-here',
      'organiser, other circle': '409 not-here',
      'facilitator, own circle': '200 live',
      'facilitator, other circle': '404 not-here',
      'on-call, own circle': '404 not-here',
      'on-call, other circle': '404 not-here',
    });
  });
});

describe('a heavy command of staff in a circle', () => {
  it('STF-4 waits for a fresh proof of who has a passkey, and asks nobody else', async () => {
    let later = 0;
    const store = createMemoryStore({ now: () => Date.now() + later });
    const nodes = await startThreeNodes(async () => store);
    const { apps, opened, urls } = nodes;
    const { lead, participant } = await startMeeting(nodes, 'words');
    const staff = await addStaff(nodes, ['facilitator'], [opened.id]);
    const browser = new Browser(urls);
    const session = await signInWithPasskey(apps, staff.id as PersonId, browser);
    await enter({ ...staff, browser }, opened.id);
    const page = browser.opens(2, opened.id);
    await live(page);
    await page.send({ do: 'join', seat: 'sharer' });
    const who = participant.getSnapshot().view?.mine.person ?? '';
    const exclude = { do: 'exclude-everywhere', who, reason: 'safety', note: '' } as const;
    const ask = async (from: CircleConnection) => [
      await from.send({ do: 'export-mine' }),
      await from.send(exclude),
    ];
    const needsProof = { refused: 'needs-proof' };
    for (const answer of await ask(page)) expect(answer).not.toEqual(needsProof);
    later = 6 * 60_000;
    expect(await ask(page)).toEqual([needsProof, needsProof]);
    expect(await page.send({ do: 'note', text: 'as ever' })).toMatchObject({ ok: true });
    for (const each of [lead, participant]) {
      expect(await each.send({ do: 'export-mine' })).toMatchObject({ ok: true });
    }
    await provePasskey(apps, session);
    for (const answer of await ask(page)) expect(answer).not.toEqual(needsProof);
  });
});
