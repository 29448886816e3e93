/** Staff at the edges: two at once, oneself, and links that open nothing. */
import { houseSlots, organisers, type PersonId } from '@holdspace/core';
import type { CreatedStaff } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { errorBody, type HttpVisitor } from './http-fixture.ts';
import { addPasskey, addStaff, ownOf, recordOf, startStaffFixture } from './staff-fixture.ts';

const day = 24 * 3_600_000;
const codeOf = async (
  answer: Promise<{ statusCode: number; json(): { code?: string } | null }>,
) => {
  const { statusCode, json } = await answer;
  return statusCode === 204 ? '204' : `${statusCode} ${json()?.code}`;
};
const remove = (by: HttpVisitor, id: string) => by.ask('DELETE', `/api/house/staff/${id}`);

/** The same browser at another node. */
async function alsoAt(
  { anotherNode }: Awaited<ReturnType<typeof startStaffFixture>>['house'],
  who: HttpVisitor,
) {
  const visitor = (await anotherNode()).visitor();
  for (const [name, value] of who.jar) visitor.jar.set(name, value);
  return visitor;
}

describe('removing organisers', () => {
  it('STF-3 two who remove each other at once on two nodes leave one organiser', async () => {
    const { house, organiser } = await startStaffFixture();
    const { visitor: other, id } = await addStaff({ house, organiser }, ['organiser']);
    const elsewhere = await alsoAt(house, other);
    const { id: own } = await ownOf(organiser);
    const codes = await Promise.all([
      codeOf(remove(organiser, id)),
      codeOf(remove(elsewhere, own)),
    ]);
    expect(codes).toContain('204');
    expect(['404 not-here', '409 not-yours']).toContain(codes.find((each) => each !== '204'));
    const { state } = await house.app.ledgers.house();
    expect(organisers(state)).toHaveLength(1);
  });

  it('STF-3 the last one stays, by every way of leaving', async () => {
    const { house, organiser } = await startStaffFixture();
    await addStaff({ house, organiser }, ['facilitator', 'on-call']);
    const { id } = await ownOf(organiser);
    const stepDown = organiser.ask('PATCH', `/api/house/staff/${id}`, { roles: ['on-call'] });
    const ways = [remove(organiser, id), stepDown];
    const old = organiser.ask('DELETE', `/api/house/organisers/${id}`);
    for (const way of [...ways, old]) expect(await codeOf(way)).toBe('409 not-yours');
    expect((await organiser.ask('GET', '/api/circles')).statusCode).toBe(200);
  });

  it('STF-3 one who removes themselves is out with the answer, and what they were is erased', async () => {
    const { house, organiser } = await startStaffFixture();
    const { visitor, id } = await addStaff({ house, organiser }, ['organiser']);
    expect(await codeOf(remove(visitor, id))).toBe('204');
    expect(await codeOf(visitor.ask('GET', '/api/house/me'))).toBe('404 not-here');
    const { words } = await house.app.ledgers.house();
    expect(words.get(houseSlots.staffName(id as PersonId))).toBeUndefined();
    expect(await recordOf(organiser, `?what=dismiss&by=${id}`)).toMatchObject([{ staff: id }]);
    expect(await codeOf(remove(organiser, id))).toBe('404 not-here');
  });

  it('STF-4 a proof is asked for first, and nothing has happened without it', async () => {
    const { house, organiser, device } = await startStaffFixture();
    const { id } = await addStaff({ house, organiser }, ['organiser']);
    await addPasskey(organiser, device);
    house.clock.now += 6 * 60_000;
    const stepDown = organiser.ask('PATCH', `/api/house/staff/${id}`, { roles: ['on-call'] });
    for (const way of [remove(organiser, id), stepDown]) {
      expect(await codeOf(way)).toBe('403 proof-needed');
    }
    const { state } = await house.app.ledgers.house();
    expect(state.staff.get(id as PersonId)?.roles).toEqual(['organiser']);
    const renamed = organiser.ask('PATCH', `/api/house/staff/${id}`, { name: 'Benedict' });
    expect(await codeOf(renamed)).toBe('204');
  });
});

describe('a one-time link of staff', () => {
  const opens = async (by: HttpVisitor, link: string) => (await by.redeem(link)).statusCode === 200;
  const newStaff = async (by: HttpVisitor) => {
    const body = { name: 'Cleo', roles: ['facilitator'] };
    return (await by.ask('POST', '/api/house/staff', body)).json<CreatedStaff>();
  };

  it('STF-2 opens nothing once it was used, is over, was replaced, or its person is removed', async () => {
    const { house, organiser } = await startStaffFixture();
    const [used, over, replaced, removed] = [
      ...[await newStaff(organiser), await newStaff(organiser)],
      ...[await newStaff(organiser), await newStaff(organiser)],
    ] as [CreatedStaff, CreatedStaff, CreatedStaff, CreatedStaff];
    const person = house.visitor();
    expect(await opens(person, used.link)).toBe(true);
    expect(await opens(person, used.link)).toBe(true);
    await organiser.ask('POST', `/api/house/staff/${replaced.id}/link`, {});
    await remove(organiser, removed.id);
    for (const { link } of [used, replaced, removed]) {
      const answer = await house.visitor().redeem(link);
      expect([answer.statusCode, errorBody(answer).code]).toEqual([404, 'link-not-open']);
    }
    house.clock.now += 7 * day;
    expect(await opens(house.visitor(), over.link)).toBe(false);
  });

  it('STF-3 opens nothing when the organiser who made it is removed, or organises no more', async () => {
    const { house, organiser } = await startStaffFixture();
    for (const end of ['removed', 'steps down'] as const) {
      const { visitor: maker, id } = await addStaff({ house, organiser }, ['organiser']);
      const { link } = await newStaff(maker);
      const answer =
        end === 'removed'
          ? remove(organiser, id)
          : organiser.ask('PATCH', `/api/house/staff/${id}`, { roles: ['on-call'] });
      expect(await codeOf(answer)).toBe('204');
      expect(await opens(house.visitor(), link), end).toBe(false);
    }
  });

  it('STF-2 a recovery leaves the other devices signed in, told of it, and one membership', async () => {
    const { house, organiser } = await startStaffFixture();
    const { id: circle } = await organiser.openCircle();
    const { visitor: phone, id } = await addStaff({ house, organiser }, ['facilitator'], [circle]);
    const enter = (by: HttpVisitor) =>
      by.ask('POST', `/api/circles/${circle}/enter`, { agreed: true });
    const { member } = (await enter(phone)).json();
    const made = await organiser.ask('POST', `/api/house/staff/${id}/link`, {});
    const tablet = house.visitor();
    await tablet.redeem(made.json<{ url: string }>().url);
    expect((await enter(tablet)).json()).toMatchObject({ member });
    expect((await ownOf(phone)).recovered).toHaveLength(1);
    expect((await ownOf(tablet)).sessions).toHaveLength(2);
    expect(await recordOf(organiser, '?what=recover')).toMatchObject([{ by: id }]);
  });
});
