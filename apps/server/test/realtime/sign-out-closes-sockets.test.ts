import { randomUUID } from 'node:crypto';
import { ApiProblem, linkTokenOf } from '@holdspace/client';
import type { MeetingId, PersonId, SessionId } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import {
  beginMeeting,
  createStillStore,
  eventually,
  startRealtimeFixture,
} from './realtime-fixture.ts';
import { circleId, sessionOf } from './seeded-circle.ts';
import { Browser, expectNoAccess, expectSignedOut, startThreeNodes } from './three-nodes.ts';

const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'opened',
    (problem: unknown) => (problem instanceof ApiProblem ? problem.problem.code : 'fault'),
  );

describe('a session', () => {
  const short = 's_short' as SessionId;
  const ben = { member: 'ben' as PersonId };

  it('KEY-2 whose time is over loses its connection, and does not come back', async () => {
    const { clock, store } = createStillStore();
    const fixture = await startRealtimeFixture({ store });
    const circle = await fixture.ledgers.circle(circleId);
    const fresh = { session: short, until: clock.now + 1000, mark: null };
    await circle.handle({ do: 'upgrade', ...ben, fresh }, systemContext);
    const cookie = `member=ben; session=${short}`;
    const visitor = await fixture.connect('Ben', { cookie });
    clock.now += 1000;
    await eventually(() => !visitor.socket.connected);
    await expect(fixture.connect('Ben', { cookie })).rejects.toThrow('signed-out');
    await fixture.connect('Ben');
  });

  it('KEY-2 that ended decides nothing, also what was asked before and not decided', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, visitor] = await beginMeeting(fixture, 'Fern', 'Ben');
    const circle = await fixture.ledgers.circle(circleId);
    const asked = Array.from({ length: 5 }, (_, n) => visitor?.ask({ do: 'say', text: `${n}` }));
    const out = { do: 'sign-out', ...ben, session: sessionOf('ben') } as const;
    await circle.handle(out, systemContext);
    await eventually(() => visitor?.socket.connected === false);
    await fern?.sync();
    const said = fern?.texts.length ?? 0;
    const meeting = await fixture.ledgers.meeting(`m_${circleId}` as MeetingId);
    await Promise.race([Promise.all(asked), new Promise((done) => setTimeout(done, 200))]);
    await meeting.catchUp();
    expect(meeting.state.messages).toHaveLength(said);
  });
});

describe('what is taken back, on three nodes', () => {
  it('PRV-10 a sign-out closes the sockets of copies at once, on every node, and no command passes', async () => {
    const { urls, opened } = await startThreeNodes();
    const owner = new Browser(urls);
    await owner.joins(opened.invitation.url, 'Cleo');
    const thief = owner.copied();
    const pages = await thief.everywhere(opened.id);
    const sent = pages.map((page) => page.send({ do: 'join', seat: 'sharer' }));
    await Promise.all(sent);
    await owner.at(1).signOut();
    const late = pages.map((page) => page.send({ do: 'note', text: 'from a copy' }));
    await expectSignedOut(pages);
    await expectNoAccess(thief, opened.id);
    for (const page of pages) page.close();
    for (const answer of await Promise.all(late)) expect(answer).not.toEqual({ ok: true });
  });

  it('PRV-10 a participant’s thief with cookie and code is out with the owner’s new code', async () => {
    const { urls, opened } = await startThreeNodes();
    const owner = new Browser(urls);
    const { returnCode, member } = await owner.joins(opened.invitation.url, 'Cleo');
    const [copy, byCode] = [owner.copied(), new Browser(urls)];
    await byCode.at(2).redeem({ token: returnCode ?? '' });
    const pages = [...(await copy.everywhere(opened.id)), ...(await byCode.everywhere(opened.id))];
    const made = await owner.at(1).makeReturnCode(opened.id, randomUUID());
    await expectSignedOut(pages);
    for (const thief of [copy, byCode]) await expectNoAccess(thief, opened.id);
    for (const node of [0, 1, 2]) {
      const old = new Browser(urls).at(node).redeem({ token: returnCode ?? '' });
      expect(await codeOf(old)).toBe('link-not-open');
      expect((await owner.at(node).me()).circles).toMatchObject([{ member }]);
      const elsewhere = await new Browser(urls).at(node).redeem({ token: made.returnCode });
      expect(elsewhere).toMatchObject({ member });
    }
  });

  it('KEY-3 the invitation gives a copied cookie nothing of what came after a new code', async () => {
    const { urls, opened } = await startThreeNodes();
    const owner = new Browser(urls);
    const token = linkTokenOf(opened.invitation.url);
    await owner.at(0).look(token);
    const before = owner.copied();
    const { member } = await owner.joins(opened.invitation.url, 'Cleo');
    const after = owner.copied();
    await owner.at(1).makeReturnCode(opened.id, randomUUID());
    for (const thief of [before, after]) {
      expect(await thief.at(2).look(token)).toMatchObject({ kind: 'circle' });
    }
    for (const [node, thief] of [before, after].entries()) {
      const body = { token, name: `Eve ${node}`, agreed: true };
      expect(await thief.at(node).redeem(body)).not.toMatchObject({ member });
    }
    expect((await owner.at(2).me()).circles).toMatchObject([{ member }]);
  });

  it('KEY-2 the invitation gives a copied cookie nothing of what came after signing out everywhere', async () => {
    const { urls, opened } = await startThreeNodes();
    const owner = new Browser(urls);
    const { member, returnCode } = await owner.joins(opened.invitation.url, 'Cleo');
    const thief = owner.copied();
    await owner.at(0).signOutEverywhere(opened.id);
    const back = await owner.at(1).redeem({ token: returnCode ?? '' });
    expect(back).toMatchObject({ member });
    const token = linkTokenOf(opened.invitation.url);
    const body = { token, name: 'Eve', agreed: true };
    expect(await thief.at(2).redeem(body)).not.toMatchObject({ member });
  });

  it('PRV-10 the invitation in a history makes nobody another person', async () => {
    const { urls, opened } = await startThreeNodes();
    const owner = new Browser(urls);
    const { member } = await owner.joins(opened.invitation.url, 'Cleo');
    const thief = owner.copied();
    await owner.at(0).signOut();
    const token = linkTokenOf(opened.invitation.url);
    for (const node of [0, 1, 2]) {
      expect(await thief.at(node).look(token)).toMatchObject({ kind: 'circle' });
    }
    for (const node of [0, 1, 2]) {
      const joined = await thief.copied().at(node).redeem({ token, name: 'Eve', agreed: true });
      expect(joined).not.toMatchObject({ member });
    }
  });

  it('PRV-10 a facilitator who is removed loses desk, role and sockets in a running meeting', async () => {
    const { urls, organiser, opened } = await startThreeNodes();
    const [fern, cleo] = [new Browser(urls), new Browser(urls)];
    const lead = await fern.joins(opened.facilitatorLink.url, 'Fern');
    await cleo.joins(opened.invitation.url, 'Cleo');
    const thief = fern.copied();
    const page = fern.opens(0, opened.id);
    await page.send({ do: 'join', seat: 'sharer' });
    await page.send({ do: 'open-doors' });
    await page.send({ do: 'begin' });
    await cleo.opens(1, opened.id).send({ do: 'join', seat: 'sharer' });
    const watching = await cleo.everywhere(opened.id);
    await eventually(() => watching.every((each) => each.getSnapshot().view?.lead === lead.member));
    const pages = await thief.everywhere(opened.id);
    expect(pages[2]?.getSnapshot().view?.desk).toBeDefined();
    await organiser.at(2).removeFacilitator(opened.id, lead.member);
    await expectSignedOut([...pages, page]);
    for (const gone of [fern, thief]) await expectNoAccess(gone, opened.id);
    expect((await fern.at(1).me()).ended).toEqual([{ circle: opened.id, why: 'not-facilitator' }]);
    expect(await codeOf(new Browser(urls).at(1).redeem({ token: lead.returnCode ?? '' }))).toBe(
      'link-not-open',
    );
    await eventually(() =>
      watching.every(({ getSnapshot }) => {
        const { people = [] } = getSnapshot().view ?? {};
        return people.every(({ id, role }) => id !== lead.member || role === 'participant');
      }),
    );
    await eventually(() => watching.every((each) => each.getSnapshot().view?.lead !== lead.member));
  });

  it('KEY-4 a stand-in who is taken back leads no more, in a running meeting', async () => {
    const { urls, organiser, opened } = await startThreeNodes();
    const [fern, cleo] = [new Browser(urls), new Browser(urls)];
    const lead = await fern.joins(opened.facilitatorLink.url, 'Fern');
    const { member } = await cleo.joins(opened.invitation.url, 'Cleo');
    const [page, hers] = [fern.opens(0, opened.id), cleo.opens(1, opened.id)];
    await page.send({ do: 'join', seat: 'sharer' });
    await page.send({ do: 'open-doors' });
    await page.send({ do: 'begin' });
    await hers.send({ do: 'join', seat: 'sharer' });
    await page.send({ do: 'admit', who: member as never });
    await organiser.at(2).nameStandIn(opened.id, member, true);
    await organiser.at(2).removeFacilitator(opened.id, lead.member);
    await eventually(() => hers.getSnapshot().view?.lead !== lead.member);
    expect(await hers.send({ do: 'stand-in' })).toEqual({ ok: true });
    await eventually(() => hers.getSnapshot().view?.desk !== undefined);
    await organiser.at(2).nameStandIn(opened.id, member, false);
    await eventually(() => hers.getSnapshot().view?.desk === undefined);
    expect(hers.getSnapshot().view?.lead).toBeNull();
    const answer = await hers.send({ do: 'set-floor', mode: 'open' });
    expect(answer).toEqual({ refused: 'not-facilitator' });
  });

  it('PRV-10 an organiser who is dismissed opens nothing, with cookie, copy or key', async () => {
    const { urls, organiser, organiserLink } = await startThreeNodes();
    const ben = new Browser(urls);
    await ben.at(0).redeem({ token: linkTokenOf(await organiserLink()) });
    const thief = ben.copied();
    const { id: keyId } = await ben.at(1).makeKey();
    const people = await organiser.at(2).organisers();
    const other = people.find(({ you }) => !you);
    await organiser.at(1).dismissOrganiser(other?.id ?? '');
    for (const node of [0, 1, 2]) {
      for (const gone of [ben, thief]) {
        expect(await codeOf(gone.at(node).circles())).toBe('not-here');
        expect(await codeOf(gone.at(node).dismissOrganiser(people[0]?.id ?? ''))).toBe('not-here');
      }
      expect((await organiser.at(node).keys()).map(({ id }) => id)).not.toContain(keyId);
      expect(await organiser.at(node).organisers()).toMatchObject([{ you: true }]);
    }
  });

  it('KEY-4 links to lead that a dismissed organiser made open nothing; invitations stay', async () => {
    const { urls, organiser, organiserLink, opened } = await startThreeNodes();
    const fern = new Browser(urls);
    const { member } = await fern.joins(opened.facilitatorLink.url, 'Fern');
    const ben = new Browser(urls);
    await ben.at(0).redeem({ token: linkTokenOf(await organiserLink()) });
    const make = (body: object) =>
      ben.at(0).makeLink(opened.id, { role: 'facilitator', label: '', ...body });
    const [lead, renewal] = [await make({}), await make({ member })];
    const invitation = await make({ role: 'participant', uses: 3 });
    const people = await organiser.at(2).organisers();
    await organiser.at(1).dismissOrganiser(people.find(({ you }) => !you)?.id ?? '');
    for (const node of [0, 1, 2]) {
      for (const { url } of [lead, renewal]) {
        const body = { token: linkTokenOf(url), name: 'Ben', agreed: true };
        expect(await codeOf(new Browser(urls).at(node).redeem(body))).toBe('link-not-open');
      }
    }
    const { links } = await organiser.at(2).circle(opened.id);
    expect(links.filter(({ revoked }) => revoked).map(({ id }) => id)).toEqual([
      lead.id,
      renewal.id,
    ]);
    expect(await new Browser(urls).joins(invitation.url, 'Dov')).toMatchObject({
      role: 'participant',
    });
  });

  it('KEY-3 presses of one browser at three nodes at once make one member', async () => {
    const { urls, organiser, opened } = await startThreeNodes();
    const cleo = new Browser(urls);
    const token = linkTokenOf(opened.invitation.url);
    await cleo.at(0).look(token);
    const presses = [0, 1, 2].map((node) =>
      cleo.copied().at(node).redeem({ token, name: 'Cleo', agreed: true }),
    );
    const done = await Promise.all(presses);
    const members = new Set(done.map((each) => (each.kind === 'member' ? each.member : null)));
    const codes = new Set(done.map((each) => (each.kind === 'member' ? each.returnCode : null)));
    expect([members.size, codes.size]).toEqual([1, 1]);
    expect((await organiser.at(1).circle(opened.id)).people).toHaveLength(1);
  });
});
