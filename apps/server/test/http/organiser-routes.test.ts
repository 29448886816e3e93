import type { CircleDetail, CircleSummary } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { createOperatorTasks } from '../../src/admin/operator-tasks.ts';
import { errorBody, redeemedBody, startHttpFixture } from './http-fixture.ts';

describe('organisers', () => {
  it('open a circle with its first meeting and two links', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const body = {
      minutes: 60,
      settings: { offer: '3s', admit: 'everyone' },
      agreements: ['Kindness'],
    };
    const opened = await organiser.openCircle(body);
    expect(opened.invitation.url).toMatch(/^http:\/\/localhost(:80)?\/j#[0-9a-z]{34}$/);
    const [circle] = (await organiser.ask('GET', '/api/circles')).json<CircleSummary[]>();
    const start = Date.parse('2026-03-01T19:00:00Z');
    const times = { start, end: start + 3_600_000 };
    const counts = { present: 0, waiting: 0, covered: 0, wanted: 2 };
    expect(circle?.meeting).toEqual({ ...times, phase: 'scheduled', ...counts });
    const detail = (await organiser.ask('GET', `/api/circles/${opened.id}`)).json<CircleDetail>();
    expect(detail.settings).toMatchObject({ offer: 3000, admit: 'everyone', seats: 8 });
    expect(detail.agreements).toEqual(['Kindness']);
    expect(detail.links.map(({ role, usesLeft }) => [role, usesLeft])).toEqual([
      ['facilitator', 1],
      ['participant', 30],
    ]);
  });

  it('CON-1 open one circle where the answer was lost and the request comes again', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const id = 'a-press-of-mine-0001';
    const first = await organiser.openCircle({ id });
    expect(await organiser.openCircle({ id })).toEqual(first);
    const listed = (await organiser.ask('GET', '/api/circles')).json<CircleSummary[]>();
    expect(listed.map((circle) => circle.id)).toEqual([first.id]);
    await house.visitor().join(first.invitation.url, 'Cleo');
    const other = await organiser.openCircle({ id: 'a-press-of-mine-0002' });
    expect(other.id).not.toBe(first.id);
    expect(other.invitation.url).not.toBe(first.invitation.url);
  });

  it('CON-1 make one link where the answer was lost, and see how many it was for', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const circle = await organiser.openCircle();
    const card = { id: 'a-press-of-mine-0003', role: 'participant', label: 'Card 1', uses: 1 };
    const make = async (body: object) =>
      (await organiser.ask('POST', `/api/circles/${circle.id}/links`, body)).json();
    const made = await make(card);
    expect(await make(card)).toEqual(made);
    expect(await make({ ...card, id: 'a-press-of-mine-0004' })).not.toEqual(made);
    await house.visitor().join(made.url, 'Cleo');
    const detail = (await organiser.ask('GET', `/api/circles/${circle.id}`)).json<CircleDetail>();
    expect(
      detail.links
        .filter(({ label }) => label === 'Card 1')
        .map((link) => [link.uses, link.usesLeft]),
    ).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });

  it('see who came by which link, and never the ways back of others', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const opened = await organiser.openCircle();
    await house.visitor().join(opened.facilitatorLink.url, 'Rowan');
    await house.visitor().join(opened.invitation.url, 'Cleo');
    const detail = (await organiser.ask('GET', `/api/circles/${opened.id}`)).json<CircleDetail>();
    expect(detail.people.map(({ name, role, link }) => [name, role, link])).toEqual([
      ['Rowan', 'facilitator', 'Facilitator'],
      ['Cleo', 'participant', 'Invitation'],
    ]);
    expect(detail.facilitators).toEqual(['Rowan']);
    expect(detail.links).toHaveLength(2);
  });

  it('plan further meetings', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const { id } = await organiser.openCircle();
    const next = { start: '2026-03-08T19:00:00+01:00', minutes: 75 };
    expect((await organiser.ask('POST', `/api/circles/${id}/meetings`, next)).statusCode).toBe(201);
    house.clock.now = Date.parse('2026-03-05T00:00:00Z');
    const [circle] = (await organiser.ask('GET', '/api/circles')).json<CircleSummary[]>();
    expect(circle?.meeting?.start).toBe(Date.parse('2026-03-08T18:00:00Z'));
  });

  it('can be programs with a key', async () => {
    const house = await startHttpFixture();
    const { key } = await createOperatorTasks(house.app.httpContext, () => '')['api-key']();
    const program = house.visitor();
    program.headers = { authorization: `Bearer ${key}` };
    await program.openCircle();
    expect((await program.ask('GET', '/api/circles')).json()).toHaveLength(1);
    program.headers = { authorization: `Bearer ${key}x` };
    expect((await program.ask('GET', '/api/circles')).statusCode).toBe(404);
  });

  it('get every fault of a form at once, field by field, without what they wrote', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const response = await organiser.ask('POST', '/api/circles', {
      name: '',
      start: 'soon-canary',
      minutes: 1,
      settings: { offer: '3x', pace: 1 },
    });
    expect(response.statusCode).toBe(400);
    expect(errorBody(response).fields).toEqual({
      name: 'This is required.',
      start: 'Needs a date, a time and a zone: 2026-03-01T19:00:00Z.',
      minutes: 'At least 5.',
      'settings.offer': 'Needs a number and a unit, for example 90s or 5m.',
      'settings.pace': 'There is no such field.',
    });
    expect(response.body).not.toContain('canary');
  });
});

describe('everyone else', () => {
  it('gets one answer for what is not there and what is not theirs', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const [mine, other] = [await organiser.openCircle(), await organiser.openCircle()];
    const cleo = house.visitor();
    redeemedBody(await cleo.join(mine.invitation.url, 'Cleo'));
    expect((await cleo.ask('GET', `/api/circles/${mine.id}/card`)).statusCode).toBe(200);

    const answers = [];
    for (const circle of [mine.id, other.id, 'nowhere', '__proto__', '%2e%2e']) {
      for (const [method, path, body] of [
        ['GET', ''],
        ['POST', '/links', { role: 'participant' }],
        ['DELETE', '/links/l_x'],
        ['POST', '/meetings', { start: '2026-03-08T19:00:00Z', minutes: 75 }],
      ] as const) {
        answers.push(await cleo.ask(method, `/api/circles/${circle}${path}`, body));
      }
    }
    for (const circle of [other.id, 'nowhere']) {
      answers.push(await cleo.ask('GET', `/api/circles/${circle}/card`));
      answers.push(await cleo.ask('POST', `/api/circles/${circle}/return-code`, {}));
    }
    answers.push(await house.visitor().ask('GET', `/api/circles/${mine.id}/card`));
    answers.push(await cleo.ask('GET', '/api/circles'));
    answers.push(
      await cleo.ask('POST', '/api/circles', { name: 'x', start: '2026-03-08T19:00:00Z' }),
    );
    answers.push(await cleo.ask('GET', '/api/nothing'));
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
  });

  it('cannot move a cookie from one circle to another, or make one', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const [mine, other] = [await organiser.openCircle(), await organiser.openCircle()];
    const cleo = house.visitor();
    await cleo.join(mine.invitation.url, 'Cleo');
    const cookie = cleo.jar.get('hs') ?? '';
    expect((await cleo.ask('GET', `/api/circles/${other.id}/card`)).statusCode).toBe(404);
    expect((await cleo.ask('GET', '/api/circles')).statusCode).toBe(404);
    const [head = '', payload = '', sign] = cookie.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const session = claims.c.slice(8);
    const moved = { ...claims, c: `${other.id.slice(0, 8)}${session}`, o: session };
    const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString());
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const forged of [
      `${head}.${encoded(moved)}.${sign}`,
      `${encoded({ alg: 'none', typ: 'browser+jwt', kid })}.${payload}.`,
      `${encoded({ alg: 'none', typ: 'browser+jwt' })}.${payload}.`,
      `${encoded({ alg: 'HS256', typ: 'key+jwt', kid })}.${payload}.${sign}`,
      `${encoded({ alg: 'HS256', typ: 'browser+jwt', kid: 'aaaaaaaa.0' })}.${payload}.${sign}`,
    ]) {
      cleo.jar.set('hs', forged);
      expect((await cleo.ask('GET', '/api/me')).json()).toEqual({
        ...{ organiser: false, circles: [], ended: [] },
      });
    }
  });
});

describe('the record of organisers', () => {
  it('KEY-6 says what each of them did in a circle, to organisers alone', async () => {
    const house = await startHttpFixture();
    const [one, two] = [await house.organiser(), await house.organiser()];
    const { id, invitation, facilitatorLink } = await one.openCircle();
    await house.visitor().join(facilitatorLink.url, 'Rowan');
    const guest = house.visitor();
    const { member } = redeemedBody(await guest.join(invitation.url, 'Cleo'));
    const renewal = { role: 'facilitator', uses: 1, member };
    const refused = await two.ask('POST', `/api/circles/${id}/links`, renewal);
    expect(refused.statusCode).toBe(400);
    expect(errorBody(refused).fields).toHaveProperty('member');
    await two.ask('PATCH', `/api/circles/${id}`, { name: 'Wednesdays' });
    const record = await one.ask('GET', `/api/circles/${id}/record`);
    const acts = record.json<{ what: string; by: string }[]>();
    expect(acts.map(({ what }) => what)).toEqual([
      ...['open', 'schedule', 'invite', 'invite', 'rename'],
    ]);
    expect(new Set(acts.slice(0, 4).map(({ by }) => by)).size).toBe(1);
    expect(acts.at(-1)?.by).not.toBe(acts[0]?.by);
    expect(record.body).not.toMatch(/Wednesdays|Cleo|Rowan/);
    expect((await guest.ask('GET', `/api/circles/${id}/record`)).statusCode).toBe(404);
  });

  it('KEY-6 lists what each organiser did in the house: which organiser they dismissed, which key they revoked', async () => {
    const house = await startHttpFixture();
    const [one, two] = [await house.organiser(), await house.organiser()];
    const { id: key } = (await two.ask('POST', '/api/house/keys', {})).json<{ id: string }>();
    await one.ask('DELETE', `/api/house/keys/${key}`);
    const people = (await one.ask('GET', '/api/house/organisers')).json<
      { id: string; you: boolean }[]
    >();
    const [me, other] = [people.find(({ you }) => you)?.id, people.find(({ you }) => !you)?.id];
    await one.ask('DELETE', `/api/house/organisers/${other}`);
    const acts = (await one.ask('GET', '/api/house/record?limit=4&order=newest')).json<object[]>();
    expect(acts).toMatchObject([
      { what: 'read-house-record', by: me },
      { what: 'dismiss', by: me, staff: other },
      { what: 'revoke-key', by: me, key },
      { what: 'make-key', by: other, key, scope: 'organise' },
    ]);
    for (const nobody of [two, house.visitor()]) {
      expect((await nobody.ask('GET', '/api/house/record')).statusCode).toBe(404);
    }
  });
});
