/** Agreements over HTTP: clauses and versions, what has changed, consent (AGR-1, AGR-2). */
import type { CircleId, MeetingId, PersonId } from '@holdspace/core';
import type {
  AgreementsBody,
  CircleCardBody,
  CircleDetail,
  OpenedCircleResponse,
} from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import {
  errorBody,
  type HttpFixture,
  type HttpVisitor,
  lookedBody,
  redeemedBody,
  startHttpFixture,
} from './http-fixture.ts';

const clauses = ['Kindness', 'Passing is fine'];

async function circleWith(house: HttpFixture) {
  const organiser = await house.organiser();
  const opened = await organiser.openCircle({ agreements: clauses });
  const cleo = house.visitor();
  const { member } = redeemedBody(await cleo.join(opened.invitation.url, 'Cleo'));
  return { organiser, opened, cleo, member: member as PersonId, url: `/api/circles/${opened.id}` };
}

const change = (organiser: HttpVisitor, { id }: OpenedCircleResponse, body: object) =>
  organiser.ask('PATCH', `/api/circles/${id}`, body);
const agreementsOf = async (visitor: HttpVisitor, url: string) =>
  (await visitor.ask('GET', `${url}/agreements`)).json<AgreementsBody>();
const detailOf = async (organiser: HttpVisitor, url: string) =>
  (await organiser.ask('GET', url)).json<CircleDetail>();
const agree = (visitor: HttpVisitor, url: string, version: unknown) =>
  visitor.ask('POST', `${url}/agree`, { version });

describe('an organiser', () => {
  it('AGR-1 sees clauses with ids and versions, and how many have agreed', async () => {
    const house = await startHttpFixture();
    const { organiser, opened, url, cleo } = await circleWith(house);
    expect(await detailOf(organiser, url)).toMatchObject({
      agreements: clauses,
      clauses: [
        { id: 'c1', version: 1, text: 'Kindness' },
        { id: 'c2', version: 1, text: 'Passing is fine' },
      ],
      agreementsVersion: 1,
      consent: { agreed: 1, of: 1 },
    });
    const wanted = [{ id: 'c2', text: 'Passing is fine' }, 'Kindness first'];
    expect((await change(organiser, opened, { agreements: wanted })).statusCode).toBe(204);
    expect(await detailOf(organiser, url)).toMatchObject({
      clauses: [
        { id: 'c2', version: 1 },
        { id: 'c3', version: 2, text: 'Kindness first' },
      ],
      agreementsVersion: 2,
      consent: { agreed: 0, of: 1 },
    });
    await agree(cleo, url, 2);
    expect((await detailOf(organiser, url)).consent).toEqual({ agreed: 1, of: 1 });
  });

  it('AGR-2 says whether the meaning changes; unsaid it does, and the same text changes nothing', async () => {
    const house = await startHttpFixture();
    const { organiser, opened, url, cleo } = await circleWith(house);
    const asked = async (body: object) => {
      expect((await change(organiser, opened, body)).statusCode).toBe(204);
      const { version, mustAgree } = await agreementsOf(cleo, url);
      return { version, mustAgree };
    };
    expect(await asked({ agreements: clauses })).toEqual({ version: 1, mustAgree: false });
    expect(await asked({ name: 'Another' })).toEqual({ version: 1, mustAgree: false });
    const reworded = ['Be kind', clauses[1]];
    expect(await asked({ agreements: reworded, agreementsChange: 'wording' })).toEqual({
      version: 2,
      mustAgree: false,
    });
    expect(await asked({ agreements: [...reworded].reverse() })).toEqual({
      version: 3,
      mustAgree: false,
    });
    expect(await asked({ agreements: ['Be kind'] })).toEqual({ version: 4, mustAgree: true });
  });

  it('AGR-1 is told what is wrong with a change, and nothing of it is kept', async () => {
    const house = await startHttpFixture();
    const { organiser, opened, url } = await circleWith(house);
    const status = async (body: object) => (await change(organiser, opened, body)).statusCode;
    const bad: readonly unknown[] = [
      [''],
      ['  '],
      ['x'.repeat(301)],
      Array.from({ length: 13 }, (_, n) => `Clause ${n}`),
      [{ id: 'c1' }],
      [{ id: 'c1', text: 'a', more: true }],
      'Kindness',
      [7],
    ];
    for (const agreements of bad) expect(await status({ agreements })).toBe(400);
    expect(await status({ agreements: clauses, agreementsChange: 'both' })).toBe(400);
    expect(await status({ agreements: clauses, agreementsVersion: 0 })).toBe(400);
    const twice = await change(organiser, opened, {
      agreements: [
        { id: 'c1', text: 'a' },
        { id: 'c1', text: 'b' },
      ],
    });
    expect(errorBody(twice)).toMatchObject({ code: 'invalid', fields: { agreements: /twice/ } });
    const gone = await change(organiser, opened, { agreements: [{ id: 'c9', text: 'a' }] });
    expect([gone.statusCode, errorBody(gone).code]).toEqual([409, 'stale']);
    const old = await change(organiser, opened, { agreements: ['a'], agreementsVersion: 9 });
    expect([old.statusCode, errorBody(old).code]).toEqual([409, 'stale']);
    expect(await detailOf(organiser, url)).toMatchObject({ agreements: clauses });
  });

  it('AGR-1 two who change at once: both hold, unless one says what it is based on', async () => {
    const house = await startHttpFixture();
    const { organiser, opened, url } = await circleWith(house);
    const body = (text: string, more = {}) => ({ agreements: [...clauses, text], ...more });
    const both = await Promise.all([
      change(organiser, opened, body('A')),
      change(organiser, opened, body('B')),
    ]);
    expect(both.map(({ statusCode }) => statusCode)).toEqual([204, 204]);
    expect((await detailOf(organiser, url)).agreementsVersion).toBe(3);
    const based = { agreementsVersion: 3 };
    const two = await Promise.all([
      change(organiser, opened, body('C', based)),
      change(organiser, opened, body('D', based)),
    ]);
    expect(two.map(({ statusCode }) => statusCode).toSorted()).toEqual([204, 409]);
  });

  it('ACC-1 nobody else changes the agreements', async () => {
    const house = await startHttpFixture();
    const { opened, cleo } = await circleWith(house);
    for (const other of [cleo, house.visitor()]) {
      expect((await change(other, opened, { agreements: ['Mine'] })).statusCode).toBe(404);
    }
  });
});

describe('a member', () => {
  it('AGR-2 is shown what changed, and agrees to it', async () => {
    const house = await startHttpFixture();
    const { organiser, opened, url, cleo } = await circleWith(house);
    expect(await agreementsOf(cleo, url)).toMatchObject({
      ...{ version: 1, mustAgree: false, changes: [] },
      agreed: { version: 1, at: house.clock.now },
    });
    await change(organiser, opened, { agreements: ['Kindness first', 'We rest', clauses[1]] });
    const shown = await agreementsOf(cleo, url);
    expect(shown).toMatchObject({ version: 2, mustAgree: true, agreed: { version: 1 } });
    expect(shown.changes).toEqual([
      { id: 'c1', what: 'changed', before: 'Kindness', after: 'Kindness first' },
      { id: 'c3', what: 'new', before: null, after: 'We rest' },
    ]);
    house.clock.now += 1000;
    expect((await agree(cleo, url, 2)).json()).toEqual({
      agreed: { version: 2, at: house.clock.now },
    });
    const done = { at: house.clock.now };
    house.clock.now += 1000;
    expect((await agree(cleo, url, 2)).json()).toMatchObject({ agreed: done });
    expect(await agreementsOf(cleo, url)).toMatchObject({ mustAgree: false, changes: [] });
  });

  it('AGR-2 who agrees to 2 while 3 comes is told so, with the text of 3', async () => {
    const house = await startHttpFixture();
    const { organiser, opened, url, cleo } = await circleWith(house);
    await change(organiser, opened, { agreements: ['A'] });
    await change(organiser, opened, { agreements: ['B'] });
    const late = await agree(cleo, url, 2);
    expect(late.statusCode).toBe(409);
    expect(errorBody(late)).toMatchObject({
      code: 'stale',
      agreements: { version: 3, clauses: [{ text: 'B' }] },
    });
    for (const wrong of [0, -1, 1.5, '3', null, undefined]) {
      expect((await agree(cleo, url, wrong)).statusCode).toBe(400);
    }
    for (const other of [1, 4, 1e9]) expect((await agree(cleo, url, other)).statusCode).toBe(409);
    expect(await agreementsOf(cleo, url)).toMatchObject({ mustAgree: true });
  });

  it('AGR-2 VOI-7 strangers, other members and the excluded get the one answer', async () => {
    const house = await startHttpFixture();
    const { organiser, url, cleo, member, opened } = await circleWith(house);
    const other = await organiser.openCircle({ agreements: ['Elsewhere'] });
    const foreign = house.visitor();
    await foreign.join(other.invitation.url, 'Fay');
    const circle = await house.app.ledgers.circle(opened.id as CircleId);
    const exclusion = { do: 'exclude', member, until: null, everywhere: false } as const;
    await circle.handle(exclusion, systemContext);
    for (const visitor of [foreign, house.visitor(), organiser, cleo]) {
      expect((await visitor.ask('GET', `${url}/agreements`)).statusCode).toBe(404);
      expect((await agree(visitor, url, 1)).statusCode).toBe(404);
    }
  });

  it('AGR-1 agrees with joining to what was on the screen; else the new text comes back and the link stays', async () => {
    const house = await startHttpFixture();
    const { organiser, opened, url } = await circleWith(house);
    const ben = house.visitor();
    const { card } = lookedBody(await ben.look(opened.invitation.url));
    expect(card).toMatchObject({ agreementsVersion: 1, clauses: [{ id: 'c1' }, { id: 'c2' }] });
    await change(organiser, opened, { agreements: ['A'] });
    const read = (agreementsVersion: number) =>
      ben.join(opened.invitation.url, 'Ben', { agreementsVersion });
    const late = await read(1);
    expect(late.statusCode).toBe(409);
    expect(errorBody(late)).toMatchObject({
      code: 'stale',
      agreements: { version: 2, clauses: [{ id: 'c1', text: 'A' }] },
    });
    expect((await detailOf(organiser, url)).people).toHaveLength(1);
    expect((await read(3)).statusCode).toBe(409);
    expect((await read(2)).statusCode).toBe(200);
    expect(await agreementsOf(ben, url)).toMatchObject({
      agreed: { version: 2 },
      mustAgree: false,
    });
    // Who does not say what they read agrees to what stands, as ever.
    const dov = house.visitor();
    expect((await dov.join(opened.invitation.url, 'Dov')).statusCode).toBe(200);
    expect(await agreementsOf(dov, url)).toMatchObject({ agreed: { version: 2 } });
  });

  it('AGR-1 an excluded member’s card tells no version', async () => {
    const house = await startHttpFixture();
    const { url, cleo } = await circleWith(house);
    const card = (await cleo.ask('GET', `${url}/card`)).json<CircleCardBody>();
    expect(card).toMatchObject({ agreementsVersion: 1, agreements: clauses });
  });
});

it('AGR-2 the answer to a change comes after the meeting knows of it', async () => {
  const house = await startHttpFixture();
  const { organiser, opened, member } = await circleWith(house);
  const circle = await house.app.ledgers.circle(opened.id as CircleId);
  const planned = circle.state.meetings[0]?.meeting as MeetingId;
  const meeting = await house.app.ledgers.meeting(planned);
  const standing = () => ({ person: member, name: 'Cleo', role: 'participant', link: '' }) as never;
  house.clock.now = Date.parse('2026-03-01T18:55:00Z');
  await meeting.handle({ do: 'due', what: 'doors' }, systemContext);
  await meeting.handle(
    { do: 'join', seat: 'sharer' },
    { actor: member, standing, present: () => 'here', writes: true, id: null },
  );
  expect(meeting.state.people.get(member)?.whereabouts).toBe('waiting');
  await change(organiser, opened, { agreements: ['A'] });
  expect(meeting.state.agreements.version).toBe(2);
  expect(meeting.state.people.get(member)?.mustAgree).toBe(true);
});
