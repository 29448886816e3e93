import { randomUUID } from 'node:crypto';
import { ApiProblem, tokenOf } from '@holdspace/client';
import type { MeetingId, PersonId, SessionId } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { serverAsks } from '../../src/asking.ts';
import { areSignedOut, Browser, opensNothing, threeNodes } from './three-nodes.ts';
import { aWorld, begun, circleId, sessionOf, until } from './world.ts';

const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'opened',
    (problem: unknown) => (problem instanceof ApiProblem ? problem.problem.code : 'fault'),
  );

describe('a session', () => {
  const short = 's_short' as SessionId;
  const ben = { member: 'ben' as PersonId };

  it('KEY-2 whose time is over loses its connection, and does not come back', async () => {
    const world = await aWorld();
    const circle = await world.ledgers.circle(circleId);
    const fresh = { session: short, until: world.store.now() + 2000, mark: null };
    await circle.handle({ do: 'upgrade', ...ben, fresh }, serverAsks);
    const cookie = `member=ben; session=${short}`;
    const visitor = await world.come('Ben', { cookie });
    await until(() => !visitor.socket.connected);
    await expect(world.come('Ben', { cookie })).rejects.toThrow('signed-out');
    await world.come('Ben');
  });

  it('KEY-2 that ended decides nothing, also what was asked before and not decided', async () => {
    const world = await aWorld();
    const [fern, visitor] = await begun(world, 'Fern', 'Ben');
    const circle = await world.ledgers.circle(circleId);
    const asked = Array.from({ length: 5 }, (_, n) => visitor?.ask({ do: 'say', text: `${n}` }));
    const out = { do: 'sign-out', ...ben, session: sessionOf('ben') } as const;
    await circle.handle(out, serverAsks);
    await until(() => visitor?.socket.connected === false);
    await fern?.sync();
    const said = fern?.texts.length ?? 0;
    const meeting = await world.ledgers.meeting(`m_${circleId}` as MeetingId);
    await Promise.race([Promise.all(asked), new Promise((done) => setTimeout(done, 200))]);
    await meeting.catchUp();
    expect(meeting.state.messages).toHaveLength(said);
  });
});

describe('what is taken back, on three nodes', () => {
  it('PRV-10 a sign-out closes the sockets of copies at once, on every node, and no command passes', async () => {
    const { urls, opened } = await threeNodes();
    const owner = new Browser(urls);
    await owner.joins(opened.invitation.url, 'Cleo');
    const thief = owner.copied();
    const pages = await thief.everywhere(opened.id);
    const sent = pages.map((page) => page.send({ do: 'join', seat: 'sharer' }));
    await Promise.all(sent);
    await owner.at(1).signOut();
    const late = pages.map((page) => page.send({ do: 'note', text: 'from a copy' }));
    await areSignedOut(pages);
    await opensNothing(thief, opened.id);
    for (const page of pages) page.close();
    for (const answer of await Promise.all(late)) expect(answer).not.toEqual({ ok: true });
  });

  it('PRV-10 a participant’s thief with cookie and code is out with the owner’s new code', async () => {
    const { urls, opened } = await threeNodes();
    const owner = new Browser(urls);
    const { returnCode, member } = await owner.joins(opened.invitation.url, 'Cleo');
    const [copy, byCode] = [owner.copied(), new Browser(urls)];
    await byCode.at(2).redeem({ token: returnCode ?? '' });
    const pages = [...(await copy.everywhere(opened.id)), ...(await byCode.everywhere(opened.id))];
    const made = await owner.at(1).makeReturnCode(opened.id, randomUUID());
    await areSignedOut(pages);
    for (const thief of [copy, byCode]) await opensNothing(thief, opened.id);
    for (const node of [0, 1, 2]) {
      const old = new Browser(urls).at(node).redeem({ token: returnCode ?? '' });
      expect(await codeOf(old)).toBe('link-not-open');
      expect((await owner.at(node).me()).circles).toMatchObject([{ member }]);
      const elsewhere = await new Browser(urls).at(node).redeem({ token: made.returnCode });
      expect(elsewhere).toMatchObject({ member });
    }
  });

  it('PRV-10 the invitation in a history makes nobody somebody else', async () => {
    const { urls, opened } = await threeNodes();
    const owner = new Browser(urls);
    const { member } = await owner.joins(opened.invitation.url, 'Cleo');
    const thief = owner.copied();
    await owner.at(0).signOut();
    const token = tokenOf(opened.invitation.url);
    for (const node of [0, 1, 2]) {
      expect(await thief.at(node).look(token)).toMatchObject({ kind: 'circle' });
    }
    for (const node of [0, 1, 2]) {
      const joined = await thief.copied().at(node).redeem({ token, name: 'Eve', agreed: true });
      expect(joined).not.toMatchObject({ member });
    }
  });

  it('PRV-10 a facilitator who is removed loses desk, role and sockets in a running meeting', async () => {
    const { urls, organiser, opened } = await threeNodes();
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
    await until(() => watching.every((each) => each.getSnapshot().view?.lead === lead.member));
    const pages = await thief.everywhere(opened.id);
    expect(pages[2]?.getSnapshot().view?.desk).toBeDefined();
    await organiser.at(2).removeFacilitator(opened.id, lead.member);
    await areSignedOut([...pages, page]);
    for (const gone of [fern, thief]) await opensNothing(gone, opened.id);
    expect((await fern.at(1).me()).ended).toEqual([{ circle: opened.id, why: 'not-facilitator' }]);
    expect(await codeOf(new Browser(urls).at(1).redeem({ token: lead.returnCode ?? '' }))).toBe(
      'link-not-open',
    );
    await until(() =>
      watching.every(({ getSnapshot }) => {
        const { people = [] } = getSnapshot().view ?? {};
        return people.every(({ id, role }) => id !== lead.member || role === 'participant');
      }),
    );
    await until(() => watching.every((each) => each.getSnapshot().view?.lead !== lead.member));
  });

  it('PRV-10 an organiser who is dismissed opens nothing, with cookie, copy or key', async () => {
    const { urls, organiser, organiserLink } = await threeNodes();
    const ben = new Browser(urls);
    await ben.at(0).redeem({ token: tokenOf(await organiserLink()) });
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

  it('KEY-3 presses of one browser at three nodes at once make one member', async () => {
    const { urls, organiser, opened } = await threeNodes();
    const cleo = new Browser(urls);
    const token = tokenOf(opened.invitation.url);
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
