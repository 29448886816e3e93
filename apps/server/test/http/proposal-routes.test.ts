/** Proposals for agreements over HTTP: who sees and does what, and what nobody learns (AGR-3). */
import type { CircleId, PersonId } from '@holdspace/core';
import type { CircleDetail, ProposalBody } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { memberContext } from '../../src/ledger/command-context.ts';
import {
  errorBody,
  type HttpFixture,
  type HttpVisitor,
  redeemedBody,
  startHttpFixture,
} from './http-fixture.ts';

const agreements = [
  { text: 'We get help when a life is in danger', safety: true },
  'Passing is fine',
];

async function circleWith(house: HttpFixture) {
  const organiser = await house.organiser();
  const opened = await organiser.openCircle({ agreements });
  const join = async (link: string, name: string) => {
    const visitor = house.visitor();
    const { member } = redeemedBody(await visitor.join(link, name));
    return { visitor, member };
  };
  const rowan = await join(opened.facilitatorLink.url, 'Rowan');
  const cleo = await join(opened.invitation.url, 'Cleo');
  const ben = await join(opened.invitation.url, 'Ben');
  const circle = `/api/circles/${opened.id}`;
  return { organiser, opened, circle, url: `${circle}/proposals`, rowan, cleo, ben };
}

const changed = { what: 'changed', clause: 'c2', text: 'Passing is always fine', why: 'It helps.' };
const propose = (visitor: HttpVisitor, url: string, body: object = changed) =>
  visitor.ask('POST', url, body);
const proposed = async (visitor: HttpVisitor, url: string, body: object = changed) => {
  const answer = await propose(visitor, url, body);
  expect(answer.statusCode).toBe(201);
  return answer.json<ProposalBody>();
};
const list = async (visitor: HttpVisitor, url: string) =>
  (await visitor.ask('GET', url)).json<ProposalBody[]>();
const answer = (visitor: HttpVisitor, url: string, id: string, given: unknown) =>
  visitor.ask('PUT', `${url}/${id}/answer`, { answer: given });
const adopt = (visitor: HttpVisitor, url: string, id: string, body: object = {}) =>
  visitor.ask('POST', `${url}/${id}/adopt`, body);
const layAside = (visitor: HttpVisitor, url: string, id: string) =>
  visitor.ask('POST', `${url}/${id}/lay-aside`, {});

describe('members', () => {
  it('AGR-3 propose, answer and change their answer; a repeated request makes no second one', async () => {
    const { cleo, ben, url } = await circleWith(await startHttpFixture());
    const { id } = await proposed(cleo.visitor, url);
    expect((await proposed(cleo.visitor, url)).id).toBe(id);
    await answer(ben.visitor, url, id, 'not-yet');
    expect((await answer(ben.visitor, url, id, 'yes')).json()).toMatchObject({
      ...{ before: 'Passing is fine', after: 'Passing is always fine', why: 'It helps.' },
      ...{ mine: false, answer: 'yes', counts: { yes: 1, canLiveWithIt: 0, notYet: 0 }, of: 3 },
    });
    expect(await list(cleo.visitor, url)).toMatchObject([{ id, mine: true, answer: null }]);
    await answer(ben.visitor, url, id, null);
    expect(await list(ben.visitor, url)).toMatchObject([{ counts: { yes: 0 }, answer: null }]);
  });

  it('AGR-3 are told by a sentence what does not fit', async () => {
    const { cleo, url } = await circleWith(await startHttpFixture());
    const faultOf = async (body: object) => errorBody(await propose(cleo.visitor, url, body));
    expect((await faultOf({ ...changed, clause: 'c7' })).fields?.clause).toContain(
      'no such clause',
    );
    expect((await faultOf({ ...changed, text: '' })).fields?.text).toBeTruthy();
    expect((await faultOf({ ...changed, text: 'x'.repeat(301) })).fields?.text).toContain('300');
    expect((await faultOf({ ...changed, why: 'x'.repeat(501) })).fields?.why).toContain('500');
    expect((await faultOf({ what: 'removed', clause: 'c2', text: 'x' })).fields?.text).toBeTruthy();
    expect((await faultOf({ what: 'else' })).fields).toBeDefined();
    expect((await answer(cleo.visitor, url, 'x_nothing', 'yes')).statusCode).toBe(404);
    const { id } = await proposed(cleo.visitor, url);
    expect(errorBody(await answer(cleo.visitor, url, id, 'no')).fields?.answer).toContain(
      'not-yet',
    );
  });

  it('AGR-3 cannot propose away what keeps people safe; neither can facilitators', async () => {
    const { cleo, rowan, organiser, circle, url } = await circleWith(await startHttpFixture());
    for (const { visitor } of [cleo, rowan]) {
      for (const body of [
        { what: 'removed', clause: 'c1' },
        { ...changed, clause: 'c1' },
      ]) {
        const refused = await propose(visitor, url, body);
        expect([refused.statusCode, errorBody(refused).code]).toEqual([409, 'not-yours']);
        expect(errorBody(refused).message).toContain('safe');
      }
    }
    const { clauses } = (await organiser.ask('GET', circle)).json<CircleDetail>();
    expect(clauses[0]).toMatchObject({ id: 'c1', safety: true });
  });

  it('AGR-3 have so many open at a time', async () => {
    const { cleo, url } = await circleWith(await startHttpFixture());
    for (const text of ['a', 'b', 'c']) await proposed(cleo.visitor, url, { what: 'new', text });
    const refused = await propose(cleo.visitor, url, { what: 'new', text: 'd' });
    expect([refused.statusCode, errorBody(refused).code]).toEqual([429, 'too-soon']);
  });

  it('AGR-3 take back their own alone', async () => {
    const { cleo, ben, rowan, url } = await circleWith(await startHttpFixture());
    const { id } = await proposed(cleo.visitor, url);
    for (const { visitor } of [ben, rowan]) {
      expect((await visitor.ask('DELETE', `${url}/${id}`)).statusCode).toBe(409);
    }
    expect((await cleo.visitor.ask('DELETE', `${url}/${id}`)).statusCode).toBe(204);
    expect(await list(ben.visitor, url)).toEqual([]);
    expect((await answer(ben.visitor, url, id, 'yes')).statusCode).toBe(409);
  });

  it('AGR-3 see none of it before they agree to what stands, and nothing of other circles', async () => {
    const { organiser, circle, cleo, url } = await circleWith(await startHttpFixture());
    await organiser.ask('PATCH', circle, { agreements: ['Another'], agreementsChange: 'meaning' });
    const refused = await cleo.visitor.ask('GET', url);
    expect(refused.statusCode).toBe(409);
    expect(errorBody(refused).agreements?.clauses).toMatchObject([{ text: 'Another' }]);
    expect((await propose(cleo.visitor, url, { what: 'new', text: 'a' })).statusCode).toBe(409);
    const other = await organiser.openCircle();
    expect((await cleo.visitor.ask('GET', `/api/circles/${other.id}/proposals`)).statusCode).toBe(
      404,
    );
  });
});

describe('facilitators and organisers', () => {
  it('AGR-3 put a proposal into force; a change of meaning asks everybody else again', async () => {
    const { cleo, ben, rowan, organiser, circle, url } = await circleWith(await startHttpFixture());
    const { id } = await proposed(cleo.visitor, url);
    await answer(ben.visitor, url, id, 'can-live-with-it');
    expect((await adopt(ben.visitor, url, id)).statusCode).toBe(404);
    expect((await adopt(rowan.visitor, url, id)).json()).toMatchObject({
      ...{ state: 'adopted', counts: { yes: 0, canLiveWithIt: 1, notYet: 0 }, answer: null },
    });
    expect((await adopt(rowan.visitor, url, id)).statusCode).toBe(200);
    const detail = (await organiser.ask('GET', circle)).json<CircleDetail>();
    expect(detail).toMatchObject({ agreementsVersion: 2, consent: { agreed: 1, of: 3 } });
    expect(detail.agreements[1]).toBe('Passing is always fine');
  });

  it('AGR-3 change the wording without asking anybody', async () => {
    const { cleo, organiser, circle, url } = await circleWith(await startHttpFixture());
    const { id } = await proposed(cleo.visitor, url);
    expect((await adopt(organiser, url, id, { change: 'wording' })).statusCode).toBe(200);
    const detail = (await organiser.ask('GET', circle)).json<CircleDetail>();
    expect(detail).toMatchObject({ agreementsVersion: 2, consent: { agreed: 3, of: 3 } });
  });

  it('AGR-3 lay it aside; who comes second is told how it ended', async () => {
    const { cleo, rowan, organiser, circle, url } = await circleWith(await startHttpFixture());
    const { id } = await proposed(cleo.visitor, url);
    const answers = await Promise.all([
      layAside(rowan.visitor, url, id),
      adopt(organiser, url, id),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const refused = answers.find(({ statusCode }) => statusCode === 409);
    expect(refused && errorBody(refused).message).toMatch(
      /has ended: it (was laid aside|is in force)/,
    );
    const record = (await organiser.ask('GET', '/api/house/record')).body;
    expect(record).toContain('settle-proposal');
    expect((await organiser.ask('GET', circle)).statusCode).toBe(200);
  });

  it('AGR-3 two at once put two proposals about one clause into force once', async () => {
    const { cleo, ben, rowan, organiser, circle, url } = await circleWith(await startHttpFixture());
    const one = await proposed(cleo.visitor, url);
    const other = await proposed(ben.visitor, url, { ...changed, text: 'Pass whenever you like' });
    const answers = await Promise.all([
      adopt(rowan.visitor, url, one.id, { change: 'wording' }),
      adopt(organiser, url, other.id, { change: 'wording' }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const states = (await list(ben.visitor, url)).map(({ state }) => state);
    expect(states.sort()).toEqual(['adopted', 'overtaken']);
    expect((await organiser.ask('GET', circle)).json<CircleDetail>().agreementsVersion).toBe(2);
  });
});

describe('several nodes', () => {
  it('AGR-3 count every answer once, wherever it was given at the same time', async () => {
    const secret = { HOLDSPACE_SECRET: 'a secret of this test, long enough for it' };
    const house = await startHttpFixture(secret);
    const { cleo, rowan, opened, url } = await circleWith(house);
    const other = await house.anotherNode();
    const { id } = await proposed(cleo.visitor, url);
    const members = await Promise.all(
      Array.from({ length: 8 }, async (_, n) => {
        const visitor = n % 2 === 0 ? house.visitor() : other.visitor();
        await visitor.join(opened.invitation.url, `Member ${'abcdefgh'[n]}`);
        return visitor;
      }),
    );
    const all = members.flatMap((each) =>
      ['yes', 'not-yet', 'yes'].map((given) => [each, given] as const),
    );
    await Promise.all(all.map(([each, given]) => answer(each, url, id, given)));
    for (const each of members) await answer(each, url, id, 'can-live-with-it');
    for (const each of [members[0], members[1], rowan.visitor]) {
      expect(each && (await list(each, url))).toMatchObject([
        { counts: { yes: 0, canLiveWithIt: 8, notYet: 0 }, of: 11 },
      ]);
    }
    expect((await adopt(rowan.visitor, url, id)).statusCode).toBe(200);
    const late = await answer(members[1] ?? cleo.visitor, url, id, 'yes');
    expect(late.statusCode).toBe(409);
  });
});

describe('what nobody may learn', () => {
  it('AGR-3 who answered what, and who proposed it, is in no answer and in no fact', async () => {
    const house = await startHttpFixture();
    const { cleo, ben, rowan, organiser, opened, url } = await circleWith(house);
    const { id } = await proposed(cleo.visitor, url);
    for (const [who, given] of [
      [cleo, 'yes'],
      [ben, 'not-yet'],
      [rowan, 'can-live-with-it'],
    ] as const) {
      await answer(who.visitor, url, id, given);
    }
    const secrets = [cleo, ben, rowan].map(({ member }) => member);
    for (const visitor of [cleo.visitor, ben.visitor, rowan.visitor, organiser]) {
      const { body } = await visitor.ask('GET', url);
      for (const secret of [...secrets, 'Cleo', 'Ben', 'Rowan']) expect(body).not.toContain(secret);
    }
    const { entries } = await house.app.ledgers.store.read(`circle:${opened.id}`, 0);
    const answers = entries.filter(({ body }) => body.includes('ProposalAnswered'));
    expect(answers).toHaveLength(3);
    for (const { body } of answers)
      for (const secret of secrets) expect(body).not.toContain(secret);
  });

  it('PRV-4 one’s own proposal is in no file once its member is gone', async () => {
    const house = await startHttpFixture();
    const { cleo, ben, opened, url } = await circleWith(house);
    await proposed(cleo.visitor, url, { what: 'new', text: 'Canary text', why: 'Canary reason' });
    const circle = await house.app.ledgers.circle(opened.id as CircleId);
    await circle.handle({ do: 'forget-me' }, memberContext(cleo.member as PersonId));
    expect(await list(ben.visitor, url)).toEqual([]);
    const kept = JSON.stringify(await house.app.ledgers.store.read(`circle:${opened.id}`, 0));
    expect(kept).not.toContain('Canary');
  });
});
