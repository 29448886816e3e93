import type { CircleSummary, StaffList } from '@holdspace/protocol';
import { houseRecordBody } from '@holdspace/protocol/http';
import { describe, expect, it } from 'vitest';
import { createOperatorTasks } from '../../src/admin/operator-tasks.ts';
import { errorBody, type HttpVisitor, startHttpFixture } from './http-fixture.ts';
import { addPasskey, addStaff, ownOf, recordOf, startStaffFixture } from './staff-fixture.ts';

const day = 24 * 3_600_000;

describe('staff over HTTP', () => {
  it('STF-1 are added with a link of their own, changed, ordered on call and removed', async () => {
    const { house, organiser } = await startStaffFixture();
    const { id, link, visitor } = await addStaff({ house, organiser }, ['on-call', 'facilitator']);
    expect(link).toMatch(/^https:\/\/circles\.example\.org\/j#/);
    const list = (await organiser.ask('GET', '/api/house/staff')).json<StaffList>();
    expect(list).toMatchObject([
      { you: true, roles: ['organiser'], name: '' },
      { id, you: false, roles: ['facilitator', 'on-call'], name: 'Ben', entered: true, onCall: 0 },
    ]);
    await visitor.ask('PATCH', '/api/house/me', { name: 'Benedict' });
    expect((await ownOf(visitor)).name).toBe('Benedict');
    const order = await organiser.ask('PUT', '/api/house/on-call', { order: [] });
    expect(errorBody(order).fields).toHaveProperty('order');
    const foreign = await organiser.ask('PATCH', `/api/house/staff/${id}`, { circles: ['x'] });
    expect(errorBody(foreign).fields).toHaveProperty('circles');
    expect((await organiser.ask('DELETE', `/api/house/staff/${id}`)).statusCode).toBe(204);
    const last = await organiser.ask('DELETE', `/api/house/staff/${list[0]?.id}`);
    expect([last.statusCode, errorBody(last).code]).toEqual([409, 'not-yours']);
  });

  it('STF-1 a facilitator sees the circles that they look after, and nothing else', async () => {
    const { house, organiser } = await startStaffFixture();
    const [own, other] = [await organiser.openCircle(), await organiser.openCircle()];
    const { visitor } = await addStaff({ house, organiser }, ['facilitator'], [own.id]);
    const circles = (await visitor.ask('GET', '/api/circles')).json<CircleSummary[]>();
    expect(circles.map(({ id }) => id)).toEqual([own.id]);
    const status = async (path: string) => (await visitor.ask('GET', path)).statusCode;
    expect(await status(`/api/circles/${own.id}`)).toBe(200);
    expect((await visitor.ask('GET', '/api/me')).json()).toMatchObject({
      ...{ organiser: false, staff: { roles: ['facilitator'] } },
    });
    for (const path of [
      `/api/circles/${other.id}`,
      `/api/circles/${other.id}/card`,
      `/api/circles/${own.id}/desk`,
      `/api/circles/${own.id}/record`,
      '/api/house/staff',
      '/api/house/record',
      '/api/house/keys',
    ]) {
      expect(await status(path), path).toBe(404);
    }
    const renamed = await visitor.ask('PATCH', `/api/circles/${own.id}`, { name: 'Mine' });
    expect(renamed.statusCode).toBe(404);
  });

  it('STF-2 recover by a link, which their other devices are told of', async () => {
    const { house, organiser } = await startStaffFixture();
    const { id, visitor: phone } = await addStaff({ house, organiser }, ['facilitator']);
    const made = await organiser.ask('POST', `/api/house/staff/${id}/link`, {});
    house.clock.now += day;
    const tablet = house.visitor();
    await tablet.redeem(made.json<{ url: string }>().url);
    expect((await ownOf(phone)).recovered).toEqual([house.clock.now]);
    expect((await ownOf(tablet)).recovered).toEqual([]);
    const [recovery] = await recordOf(organiser, `?what=recover&by=${id}`);
    expect(recovery).toMatchObject({ staff: id, at: house.clock.now });
    const keeping = createOperatorTasks(house.app.httpContext, () => 'http://localhost');
    const { url } = await keeping['staff-link'](id);
    expect((await house.visitor().redeem(url)).statusCode).toBe(200);
    await expect(keeping['staff-link']('nobody')).rejects.toThrow('holdspace staff');
    expect((await keeping.staff()).staff).toMatchObject([{}, { id, name: 'Ben' }]);
  });

  it('STF-2 give programs keys with a scope and an end', async () => {
    const { house, organiser } = await startStaffFixture();
    const { id } = await organiser.openCircle();
    const make = async (body: object) => {
      const made = await organiser.ask('POST', '/api/house/keys', body);
      const program = house.visitor();
      const { key } = made.json<{ key: string }>();
      program.headers = { authorization: `Bearer ${key}` };
      return program;
    };
    const reader = await make({ scope: 'read', name: 'Wall', expires: '2d' });
    const status = async (program: HttpVisitor, method: 'GET' | 'PATCH', path: string) =>
      (await program.ask(method, path, method === 'PATCH' ? { name: 'x' } : undefined)).statusCode;
    expect(await status(reader, 'GET', `/api/circles/${id}`)).toBe(200);
    const refused = await reader.ask('PATCH', `/api/circles/${id}`, { name: 'x' });
    expect([refused.statusCode, errorBody(refused)]).toEqual([
      403,
      { code: 'read-only', message: expect.stringContaining('“organise”') },
    ]);
    expect((await organiser.ask('GET', '/api/house/keys')).json()).toMatchObject([
      { name: 'Wall', scope: 'read', until: house.clock.now + 2 * day },
    ]);
    const worker = await make({});
    expect(await status(worker, 'PATCH', `/api/circles/${id}`)).toBe(204);
    house.clock.now += 2 * day;
    expect(await status(reader, 'GET', `/api/circles/${id}`)).toBe(404);
    expect(await status(worker, 'GET', '/api/circles')).toBe(200);
  });

  it('STF-2 are told what is wrong with a key that would have ended already', async () => {
    const { organiser } = await startStaffFixture();
    const refused = await organiser.ask('POST', '/api/house/keys', { expires: '0s' });
    expect([refused.statusCode, errorBody(refused)]).toEqual([
      400,
      expect.objectContaining({ fields: { expires: expect.stringContaining('future') } }),
    ]);
    expect((await organiser.ask('GET', '/api/house/keys')).json()).toEqual([]);
  });
});

describe('the house record over HTTP', () => {
  it('STF-5 has what was read and done, also in circles, before it was answered', async () => {
    const { organiser } = await startStaffFixture();
    const { id } = await organiser.openCircle();
    await organiser.ask('GET', `/api/circles/${id}/desk`);
    await organiser.ask('PATCH', `/api/circles/${id}`, { name: 'Fridays' });
    const reports = `/api/circles/${id}/desk/reports/r_1`;
    await organiser.ask('POST', reports, { state: 'seen' });
    const about = await recordOf(organiser, `?circle=${id}`);
    expect(about.map(({ what }) => what)).toEqual([
      ...['open-circle', 'list-circle', 'read-desk', 'change-circle', 'set-report'],
    ]);
    expect(about.at(-1)).toMatchObject({ report: 'r_1' });
    expect(JSON.stringify(await recordOf(organiser))).not.toContain('Fridays');
  });

  it('STF-5 answers every entry in pages, in both orders, from any node', async () => {
    const { house, organiser } = await startStaffFixture();
    for (let n = 0; n < 25; n++) await organiser.ask('GET', '/api/house/record?limit=1');
    const other = (await house.anotherNode()).visitor();
    for (const [name, value] of organiser.jar) other.jar.set(name, value);
    for (const order of ['oldest', 'newest'] as const) {
      const seen: number[] = [];
      for (let after: number | undefined; ; ) {
        const cursor = after === undefined ? '' : `&after=${after}`;
        const query = `?what=read-house-record&limit=10&order=${order}${cursor}`;
        const page = await recordOf(
          other,
          `${query}&to=${new Date(house.clock.now + 1).toISOString()}`,
        );
        if (page.length === 0) break;
        seen.push(...page.map(({ seq }) => seq));
        after = page.at(-1)?.seq;
        if (seen.length > 30) break;
      }
      const sorted = [...new Set(seen)].sort((a, b) => (order === 'oldest' ? a - b : b - a));
      expect(seen).toEqual(sorted);
      expect(seen.length).toBeGreaterThanOrEqual(25);
    }
  });

  it('STF-5 is a CSV in which no cell is a formula', async () => {
    const { house, organiser } = await startStaffFixture();
    await organiser.ask('PATCH', '/api/house/me', { name: '=HYPERLINK("http://x")' });
    for (const name of ['+1', '-1', '@x']) {
      const body = { name, roles: ['on-call'] };
      await organiser.ask('POST', '/api/house/staff', body);
    }
    const answer = await organiser.ask('GET', '/api/house/record?format=csv');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head, ...rows] = answer.body.trimEnd().split('\n');
    expect(head).toMatch(/^seq,at,what,by,byName,/);
    expect(rows.length).toBeGreaterThan(5);
    expect(answer.body).toContain(`"'=HYPERLINK(""http://x"")"`);
    for (const name of ['+1', '-1', '@x']) expect(answer.body).toContain(`,'${name},`);
    expect(answer.body).not.toMatch(/(^|,)"?[=+@-]/m);
    expect((await house.visitor().ask('GET', '/api/house/record?format=csv')).statusCode).toBe(404);
  });

  it('STF-5 is a CSV with a column for each field of an entry', async () => {
    const { organiser } = await startStaffFixture();
    const answer = await organiser.ask('GET', '/api/house/record?format=csv');
    const columns = answer.body.split('\n')[0]?.split(',');
    expect(columns).toEqual(expect.arrayContaining(Object.keys(houseRecordBody.shape)));
  });
});

describe('every route of staff', () => {
  it('STF-4 is closed to strangers, and to roles that its act does not name', async () => {
    const { house, organiser, device } = await startStaffFixture();
    await addPasskey(organiser, device);
    const { id } = await organiser.openCircle();
    const { visitor: onCall } = await addStaff({ house, organiser }, ['on-call']);
    const routes: readonly (readonly ['GET' | 'POST' | 'PATCH' | 'DELETE', string])[] = [
      ['GET', '/api/circles'],
      ['POST', '/api/circles'],
      ['GET', `/api/circles/${id}`],
      ['GET', `/api/circles/${id}/card`],
      ['GET', `/api/circles/${id}/record`],
      ['GET', `/api/circles/${id}/desk`],
      ['POST', `/api/circles/${id}/links`],
      ['DELETE', `/api/circles/${id}/links/l_1`],
      ['POST', `/api/circles/${id}/meetings`],
      ['PATCH', `/api/circles/${id}`],
      ['POST', `/api/circles/${id}/people/p_1/stand-in`],
      ['POST', `/api/circles/${id}/people/p_1/remove-facilitator`],
      ['DELETE', `/api/circles/${id}/people/p_1/exclusion`],
      ['POST', `/api/circles/${id}/desk/threads/t_1/see`],
      ['POST', `/api/circles/${id}/desk/threads/t_1/answers`],
      ['POST', `/api/circles/${id}/desk/threads/t_1/close`],
      ['POST', `/api/circles/${id}/desk/reports/r_1`],
      ['GET', '/api/house/staff'],
      ['POST', '/api/house/staff'],
      ['PATCH', '/api/house/staff/o_1'],
      ['DELETE', '/api/house/staff/o_1'],
      ['POST', '/api/house/staff/o_1/link'],
      ['DELETE', '/api/house/staff/o_1/passkeys/y_1'],
      ['GET', '/api/house/organisers'],
      ['DELETE', '/api/house/organisers/o_1'],
      ['GET', '/api/house/keys'],
      ['POST', '/api/house/keys'],
      ['DELETE', '/api/house/keys/k_1'],
      ['GET', '/api/house/record'],
    ];
    const bodies: Record<string, object> = {
      '/api/circles': { name: 'x', start: '2026-03-08T19:00:00Z' },
      [`/api/circles/${id}/links`]: { role: 'participant' },
      [`/api/circles/${id}/meetings`]: { start: '2026-03-08T19:00:00Z', minutes: 60 },
      [`/api/circles/${id}/people/p_1/stand-in`]: { standIn: true },
      [`/api/circles/${id}/desk/threads/t_1/answers`]: { text: 'x' },
      [`/api/circles/${id}/desk/reports/r_1`]: { state: 'seen' },
      '/api/house/staff': { name: 'x', roles: ['organiser'] },
    };
    for (const visitor of [onCall, house.visitor()]) {
      for (const [method, path] of routes) {
        const body = method === 'POST' || method === 'PATCH' ? (bodies[path] ?? {}) : undefined;
        const answer = await visitor.ask(method, path, body);
        expect([answer.statusCode, errorBody(answer).code], path).toEqual([404, 'not-here']);
      }
    }
    expect((await onCall.ask('GET', '/api/house/me')).statusCode).toBe(200);
  });

  it('STF-7 serves a browser of before: an organiser stays, and has an identity without a name', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const own = await ownOf(organiser);
    expect(own).toMatchObject({ name: '', roles: ['organiser'], passkeys: [], needsProof: false });
  });
});
