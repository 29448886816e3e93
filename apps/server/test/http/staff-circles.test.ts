import { memberOfStaff, type PersonId } from '@holdspace/core';
import type { CircleDetail, EnteredCircle, Me } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { errorBody, type HttpVisitor, redeemedBody } from './http-fixture.ts';
import { addStaff, ownOf, recordOf, startStaffFixture } from './staff-fixture.ts';

const enter = (visitor: HttpVisitor, circle: string) =>
  visitor.ask('POST', `/api/circles/${circle}/enter`, { agreed: true });
const entered = async (visitor: HttpVisitor, circle: string) => {
  const answer = await enter(visitor, circle);
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  return answer.json<EnteredCircle>();
};
const meOf = async (visitor: HttpVisitor) => (await visitor.ask('GET', '/api/me')).json<Me>();

/** An organiser, a circle, and somebody of the staff who looks after it. */
async function startCircle() {
  const { house, organiser } = await startStaffFixture();
  const opened = await organiser.openCircle();
  const { id, visitor } = await addStaff({ house, organiser }, ['facilitator'], [opened.id]);
  const people = async () => {
    const detail = await organiser.ask('GET', `/api/circles/${opened.id}`);
    return detail.json<CircleDetail>().people;
  };
  return { house, organiser, opened, circle: opened.id, id, visitor, people };
}

describe('entering a circle as staff', () => {
  it('STF-1 makes a facilitator without a link, under the name of the house', async () => {
    const { circle, visitor, people, organiser, id } = await startCircle();
    const { member } = await entered(visitor, circle);
    expect((await meOf(visitor)).circles).toEqual([
      { circle, member, role: 'facilitator', name: 'Ben', circleName: 'Tuesdays' },
    ]);
    expect(await people()).toMatchObject([{ id: member, name: 'Ben', role: 'facilitator' }]);
    expect(await recordOf(organiser, `?what=enter-circle`)).toMatchObject([
      { by: id, staff: id, circle },
    ]);
  });

  it('STF-1 is the same membership again, on two devices at once, on two nodes and after a recovery', async () => {
    const { house, organiser, circle, id, visitor, people } = await startCircle();
    const link = async () =>
      (await organiser.ask('POST', `/api/house/staff/${id}/link`, {})).json<{ url: string }>().url;
    const tablet = (await house.anotherNode()).visitor();
    await tablet.redeem(await link());
    const both = await Promise.all([entered(visitor, circle), entered(tablet, circle)]);
    const again = await Promise.all([entered(visitor, circle), entered(visitor, circle)]);
    const recovered = house.visitor();
    await recovered.redeem(await link());
    const members = [...both, ...again, await entered(recovered, circle)];
    expect(new Set(members.map(({ member }) => member)).size).toBe(1);
    expect(await people()).toHaveLength(1);
    const entrances = await recordOf(organiser, `?what=enter-circle`);
    const sessions = new Set(entrances.map(({ session }) => session));
    expect(sessions.size).toBe(3);
  });

  it('AGR-1 the first entrance needs a yes to the agreements, which is kept; later ones do not', async () => {
    const { organiser, circle, visitor, people, house } = await startCircle();
    const ask = (body: object) => visitor.ask('POST', `/api/circles/${circle}/enter`, body);
    for (const body of [{}, { agreed: false }]) {
      const refused = await ask(body);
      expect([refused.statusCode, errorBody(refused).fields]).toEqual([
        ...[400, { agreed: expect.stringContaining('agree') }],
      ]);
    }
    expect(await people()).toEqual([]);
    expect(await recordOf(organiser, '?what=enter-circle')).toEqual([]);
    const outdated = await ask({ agreed: true, agreementsVersion: 7 });
    expect([outdated.statusCode, errorBody(outdated).code]).toEqual([409, 'stale']);
    const { member } = (await ask({ agreed: true, agreementsVersion: 1 })).json<EnteredCircle>();
    const { state } = await house.app.ledgers.circle(circle as never);
    expect(state.members.get(member as PersonId)?.agreed).toMatchObject({ version: 1 });
    await visitor.ask('POST', '/api/sign-out', { circle });
    expect((await ask({})).json()).toMatchObject({ member });
  });

  it('STF-1 leaves a participant’s membership of the same browser to itself', async () => {
    const { opened, circle, visitor, people } = await startCircle();
    const { member } = redeemedBody(await visitor.join(opened.invitation.url, 'Sam'));
    expect((await entered(visitor, circle)).member).not.toBe(member);
    expect((await people()).map(({ name, role }) => [name, role])).toEqual([
      ...[
        ['Sam', 'participant'],
        ['Ben', 'facilitator'],
      ],
    ]);
  });

  it('STF-1 is closed to everybody else with the one answer', async () => {
    const { house, organiser, circle, visitor } = await startCircle();
    const other = await organiser.openCircle({ name: 'Fridays' });
    const { visitor: onCall } = await addStaff({ house, organiser }, ['on-call'], [circle]);
    const { key } = (await organiser.ask('POST', '/api/house/keys', {})).json<{ key: string }>();
    const program = house.visitor();
    program.headers = { authorization: `Bearer ${key}` };
    for (const [who, where] of [
      [visitor, other.id],
      [visitor, 'nowhere'],
      [onCall, circle],
      [program, circle],
      [house.visitor(), circle],
    ] as const) {
      const answer = await enter(who, where);
      expect([answer.statusCode, errorBody(answer).code]).toEqual([404, 'not-here']);
    }
    expect(errorBody(await visitor.ask('POST', `/api/circles/${circle}/enter`, { as: 'x' })).code) //
      .toBe('invalid');
  });

  it('STF-6 tells an organiser how: the circle among their own, which stands in the record', async () => {
    const { organiser, circle } = await startCircle();
    const refused = await enter(organiser, circle);
    expect([refused.statusCode, errorBody(refused).code]).toEqual([409, 'not-facilitator']);
    expect(errorBody(refused).message).toContain('People');
    expect(await recordOf(organiser, '?what=enter-circle')).toEqual([]);
    const { id } = await ownOf(organiser);
    const roles = ['organiser', 'facilitator'];
    await organiser.ask('PATCH', `/api/house/staff/${id}`, { roles, circles: [circle] });
    const nameless = await enter(organiser, circle);
    expect(errorBody(nameless).fields).toEqual({ name: expect.stringContaining('call you') });
    await organiser.ask('PATCH', '/api/house/me', { name: 'Ada' });
    expect(await entered(organiser, circle)).toMatchObject({ role: 'facilitator' });
    expect((await meOf(organiser)).circles).toMatchObject([{ name: 'Ada' }]);
  });

  it('VOI-11 takes the own name before a participant’s, and a number beside a facilitator’s', async () => {
    const { house, organiser, opened, circle, visitor, people } = await startCircle();
    await house.visitor().join(opened.invitation.url, 'Веn');
    await entered(visitor, circle);
    const { visitor: second } = await addStaff({ house, organiser }, ['facilitator'], [circle]);
    await entered(second, circle);
    expect((await people()).map(({ name, role }) => [name, role])).toEqual([
      ...[
        ['Веn', 'participant'],
        ['Ben', 'facilitator'],
        ['Ben 2', 'facilitator'],
      ],
    ]);
    const late = await house.visitor().join(opened.invitation.url, 'Ben');
    expect(errorBody(late).fields?.['name']).toContain('too similar');
    await visitor.ask('PATCH', '/api/house/me', { name: 'Benedict' });
    await entered(visitor, circle);
    const bad = await visitor.ask('PATCH', '/api/house/me', { name: '\u200b \u202e' });
    expect(errorBody(bad).fields).toHaveProperty('name');
    await visitor.ask('POST', '/api/sign-out', { circle });
    await entered(visitor, circle);
    expect((await people()).map(({ name }) => name)).toContain('Benedict');
  });

  it('STF-3 gives no other way back: no return code, and no link of the circle', async () => {
    const { organiser, circle, visitor } = await startCircle();
    const { member } = await entered(visitor, circle);
    const code = await visitor.ask('POST', `/api/circles/${circle}/return-code`, {});
    expect([code.statusCode, errorBody(code).code]).toEqual([409, 'not-yours']);
    expect(errorBody(code).message).toContain('sign-in of the staff');
    const sessions = await visitor.ask('GET', `/api/circles/${circle}/sessions`);
    expect(sessions.json()).toMatchObject({
      ...{ sessions: [{ by: 'staff', current: true }], hasCode: false, mayMakeCode: 'not-yours' },
    });
    const link = await organiser.ask('POST', `/api/circles/${circle}/links`, {
      ...{ role: 'facilitator', member },
    });
    expect(errorBody(link).fields?.['member']).toContain('under People');
  });

  it('STF-1 keeps the membership of a guest when an organiser adds them, in the same browser', async () => {
    const { house, organiser } = await startStaffFixture();
    const { id: circle, facilitatorLink } = await organiser.openCircle();
    const guest = house.visitor();
    const { member } = redeemedBody(await guest.join(facilitatorLink.url, 'Fern'));
    expect(await meOf(guest)).not.toHaveProperty('becomeStaff');
    const refused = await guest.ask('POST', `/api/circles/${circle}/become-staff`, {});
    expect([refused.statusCode, errorBody(refused).code]).toEqual([409, 'not-facilitator']);
    expect(errorBody(refused).message).toContain('organiser');
    const body = { name: 'Fern', roles: ['facilitator'], circles: [circle] };
    const added = await organiser.ask('POST', '/api/house/staff', body);
    await guest.redeem(added.json<{ link: string }>().link);
    expect(await entered(guest, circle)).toMatchObject({ member });
  });
});

describe('what organisers take back', () => {
  it('STF-3 the role in a circle also where the circle takes it, and gives the same one back', async () => {
    const { house, organiser, circle, id, visitor, people } = await startCircle();
    const { member } = await entered(visitor, circle);
    const path = `/api/circles/${circle}/people/${member}/remove-facilitator`;
    expect((await organiser.ask('POST', path, {})).statusCode).toBe(204);
    expect(await people()).toMatchObject([{ id: member, role: 'participant' }]);
    expect((await meOf(visitor)).ended).toEqual([{ circle, why: 'not-facilitator' }]);
    expect((await enter(visitor, circle)).statusCode).toBe(404);
    expect((await ownOf(visitor)).circles).toEqual([]);
    await organiser.ask('PATCH', `/api/house/staff/${id}`, { circles: [circle] });
    expect(await entered(visitor, circle)).toMatchObject({ member });
    const ledger = await house.app.ledgers.circle(circle as never);
    expect(memberOfStaff(ledger.state, id as PersonId)).toBe(member);
  });

  it('STF-3 a role taken between the allowance and the entrance leaves nobody inside', async () => {
    const { house, organiser, circle, id, visitor, people } = await startCircle();
    const ledger = await house.app.ledgers.circle(circle as never);
    const asked = enter(visitor, circle);
    const removed = organiser.ask('DELETE', `/api/house/staff/${id}`);
    const [answer] = await Promise.all([asked, removed]);
    expect([200, 404]).toContain(answer.statusCode);
    await house.app.httpContext.houseOutbox.delivered();
    for (const { role } of await people()) expect(role).toBe('participant');
    expect([...ledger.state.sessions]).toEqual([]);
    expect((await meOf(visitor)).circles).toEqual([]);
  });

  it('STF-3 an organiser’s role asks for a proof, also when it is taken by a change', async () => {
    const { organiser, house } = await startStaffFixture();
    const { visitor, id } = await addStaff({ house, organiser }, ['organiser']);
    const { id: own } = await ownOf(organiser);
    const two = await Promise.all([
      organiser.ask('PATCH', `/api/house/staff/${id}`, { roles: ['on-call'] }),
      visitor.ask('PATCH', `/api/house/staff/${own}`, { roles: ['on-call'] }),
    ]);
    expect(two.map(({ statusCode }) => statusCode).sort()).toEqual([204, 404]);
    const left = two[0]?.statusCode === 204 ? organiser : visitor;
    const last = await left.ask('PATCH', `/api/house/staff/${(await ownOf(left)).id}`, {
      roles: ['on-call'],
    });
    expect([last.statusCode, errorBody(last).code]).toEqual([409, 'not-yours']);
  });
});
