import { describe, expect, it } from 'vitest';
import { hour, refusalOf, startCoverFixture } from './cover-fixture.ts';
import { recordOf } from './staff-fixture.ts';

describe('who carries a meeting, over HTTP', () => {
  it('CVR-1 covered, half covered and uncovered are shown with counts and names', async () => {
    const { carer, meetingsOf, circle, meeting, start } = await startCoverFixture();
    const ada = await carer('Ada');
    const [none] = await meetingsOf(ada);
    expect(none).toMatchObject({
      ...{ id: meeting, circle, name: 'Tuesdays', start, state: 'planned', zone: null },
      cover: { level: 'uncovered', covered: 0, wanted: 2, carriers: [] },
      ...{ own: 'offered', may: ['yes', 'cant'] },
    });
    await carer('Ben', true);
    const [half] = await meetingsOf(ada);
    expect(half?.cover).toEqual({
      ...{ level: 'half-covered', covered: 1, wanted: 2, carriers: ['Ben'] },
    });
    const cleo = await carer('Cleo', true);
    const [covered] = await meetingsOf(cleo);
    expect(covered?.cover.level).toBe('covered');
    expect(covered).toMatchObject({ own: 'regular', may: ['cant'] });
    expect((await meetingsOf(ada))[0]).toMatchObject({ own: 'none', may: [] });
  });

  it('CVR-1 a circle says how many it wants, at least one', async () => {
    const { organiser, circle, carer, meetingsOf } = await startCoverFixture();
    const change = (carers: number) =>
      organiser.ask('PATCH', `/api/circles/${circle}`, { settings: { carers } });
    expect((await change(0)).statusCode).toBe(400);
    expect((await change(1.5)).statusCode).toBe(400);
    expect((await change(1)).statusCode).toBe(204);
    const ada = await carer('Ada', true);
    expect((await meetingsOf(ada))[0]?.cover).toMatchObject({ level: 'covered', wanted: 1 });
  });

  it('CVR-2 I can’t needs no reason, is offered to those who may, and the first yes has it', async () => {
    const { carer, meetingsOf, say } = await startCoverFixture();
    const [ada, ben] = [await carer('Ada', true), await carer('Ben', true)];
    const [cleo, dov] = [await carer('Cleo'), await carer('Dov')];
    expect(refusalOf(await say(cleo, 'yes'))).toMatchObject({ status: 409, code: 'full' });
    const answer = await say(ada, 'cant');
    expect(answer.json()).toMatchObject({ own: 'cant', may: ['yes', 'take-back'] });
    for (const each of [cleo, dov]) {
      expect(await meetingsOf(each, '?show=offers')).toHaveLength(1);
      expect(await meetingsOf(each, '?show=mine')).toEqual([]);
    }
    expect((await say(dov, 'yes')).json()).toMatchObject({ own: 'yes', may: ['take-back'] });
    expect((await say(dov, 'yes')).statusCode).toBe(200);
    expect(refusalOf(await say(cleo, 'yes'))).toMatchObject({ status: 409, code: 'full' });
    expect(await meetingsOf(cleo, '?show=offers')).toEqual([]);
    expect((await meetingsOf(ben, '?show=mine'))[0]?.cover.carriers).toEqual(['Ben', 'Dov']);
  });

  it('CVR-2 a yes is taken back until 24 h before, and I can’t while the place is free', async () => {
    const { carer, house, say, takeBack } = await startCoverFixture();
    const [ada, dov] = [await carer('Ada', true), await carer('Dov')];
    await carer('Ben', true);
    await say(ada, 'cant');
    expect((await takeBack(ada)).json()).toMatchObject({ own: 'regular' });
    await say(ada, 'cant');
    await say(dov, 'yes');
    expect(refusalOf(await takeBack(ada))).toMatchObject({ status: 409, code: 'full' });
    expect((await takeBack(dov)).json()).toMatchObject({ own: 'offered' });
    await say(dov, 'yes');
    house.clock.now += 77 * hour;
    expect(refusalOf(await takeBack(dov))).toEqual({
      ...{ status: 409, code: 'locked' },
      message: expect.stringContaining('24 hours'),
    });
  });

  it('CVR-2 there is nothing for who looks after another circle, for organisers who lead none, and for meetings that have begun or are none', async () => {
    const { carer, house, organiser, say, cover, circle, start } = await startCoverFixture();
    const { id: other } = await organiser.openCircle({ name: 'Fridays', start });
    const far = await carer('Far', false, [other]);
    expect(refusalOf(await say(far, 'yes'))).toMatchObject({ status: 404, code: 'not-here' });
    const asOrganiser = await organiser.ask('PUT', cover, { answer: 'yes' });
    expect(refusalOf(asOrganiser)).toMatchObject({ status: 409, code: 'not-facilitator' });
    const ada = await carer('Ada', true);
    for (const body of [{}, { answer: 'maybe' }, { answer: 'yes', why: 'x' }]) {
      expect((await ada.visitor.ask('PUT', cover, body)).statusCode).toBe(400);
    }
    const none = `/api/circles/${circle}/meetings/g_none/cover`;
    expect((await ada.visitor.ask('PUT', none, { answer: 'yes' })).statusCode).toBe(404);
    expect((await house.visitor().ask('PUT', cover, { answer: 'yes' })).statusCode).toBe(404);
    house.clock.now += 100 * hour;
    expect(refusalOf(await say(ada, 'cant'))).toMatchObject({ status: 409, code: 'closed' });
  });

  it('STF-3 a key speaks for nobody, and who is removed carries nothing', async () => {
    const { carer, house, organiser, say, cover, meetingsOf } = await startCoverFixture();
    const [ada, dov] = [await carer('Ada', true), await carer('Dov')];
    const key = await organiser.ask('POST', '/api/house/keys', {});
    const program = house.visitor();
    program.headers = { authorization: `Bearer ${key.json<{ key: string }>().key}` };
    expect((await program.ask('PUT', cover, { answer: 'yes' })).statusCode).toBe(404);
    expect((await program.ask('GET', '/api/house/me/meetings')).statusCode).toBe(404);
    await say(dov, 'yes');
    const removed = await organiser.ask('DELETE', `/api/house/staff/${dov.id}`);
    expect(removed.statusCode, removed.body).toBe(204);
    expect((await meetingsOf(ada))[0]?.cover.carriers).toEqual(['Ada']);
    expect((await say(dov, 'yes')).statusCode).toBe(404);
  });

  it('CVR-3 a ceiling and a rest are one’s own, and an offer never exceeds them', async () => {
    const { carer, house, organiser, meetingsOf, say } = await startCoverFixture(100);
    const ada = await carer('Ada');
    const late = new Date(house.clock.now + 110 * hour).toISOString();
    const { id: other } = await organiser.openCircle({ name: 'Fridays', start: late });
    await organiser.ask('PATCH', `/api/house/staff/${ada.id}`, {
      circles: [other, ...(await meetingsOf(ada)).map((each) => each.circle)],
    });
    const carrying = '/api/house/me/carrying';
    const set = (body: object) => ada.visitor.ask('PUT', carrying, body);
    for (const body of [
      {},
      { meetingsAWeek: -1, hoursBetween: 0 },
      { meetingsAWeek: 15, hoursBetween: 0 },
      { meetingsAWeek: 1.5, hoursBetween: 0 },
      { meetingsAWeek: 1, hoursBetween: 169 },
      { meetingsAWeek: 1, hoursBetween: null, onlyWhenAsked: ['nowhere'] },
    ]) {
      expect((await set(body)).statusCode).toBe(400);
    }
    expect((await set({ meetingsAWeek: null, hoursBetween: 12 })).statusCode).toBe(200);
    await say(ada, 'yes');
    expect(await meetingsOf(ada, '?show=offers')).toEqual([]);
    const shown = (await meetingsOf(ada)).find(({ circle }) => circle === other);
    expect(shown).toMatchObject({ own: 'none', may: [], limit: 'rest' });
    await set({ meetingsAWeek: null, hoursBetween: 8 });
    expect(await meetingsOf(ada, '?show=offers')).toHaveLength(1);
    await set({ meetingsAWeek: 1, hoursBetween: null });
    expect(await meetingsOf(ada, '?show=offers')).toEqual([]);
    const put = `/api/circles/${other}/meetings/${shown?.id}/cover`;
    const refused = await ada.visitor.ask('PUT', put, { answer: 'yes' });
    expect(refusalOf(refused)).toMatchObject({ status: 409, code: 'too-soon' });
    const own = (await ada.visitor.ask('GET', carrying)).json<object>();
    expect(own).toMatchObject({ meetingsAWeek: 1, hoursBetween: null, nextSevenDays: 1 });
  });

  it('CVR-3 one may carry only when asked, circle by circle', async () => {
    const { carer, circle, meetingsOf } = await startCoverFixture();
    const ada = await carer('Ada', true);
    const set = { meetingsAWeek: null, hoursBetween: null, onlyWhenAsked: [circle] };
    const answer = await ada.visitor.ask('PUT', '/api/house/me/carrying', set);
    expect(answer.json()).toMatchObject({
      circles: [{ id: circle, name: 'Tuesdays', regular: true, onlyWhenAsked: true }],
    });
    expect((await meetingsOf(ada))[0]).toMatchObject({ own: 'offered' });
    await ada.visitor.ask('PUT', '/api/house/me/carrying', { ...set, onlyWhenAsked: [] });
    expect((await meetingsOf(ada))[0]).toMatchObject({ own: 'regular' });
  });

  it('CVR-2 the list is paged, and a page goes on when its last meeting has left the list', async () => {
    const { carer, organiser, circle, house, meetingsOf } = await startCoverFixture();
    const ada = await carer('Ada');
    for (let n = 1; n < 5; n++) {
      const start = new Date(house.clock.now + (100 + 24 * n) * hour).toISOString();
      await organiser.ask('POST', `/api/circles/${circle}/meetings`, { start, minutes: 60 });
    }
    const all = await meetingsOf(ada);
    expect(all).toHaveLength(5);
    const first = await ada.visitor.ask('GET', '/api/house/me/meetings?show=offers&limit=2');
    const link = String(first.headers['link']);
    const next = /<([^>]+)>/.exec(link)?.[1] ?? '';
    const [, second] = first.json<{ id: string }[]>();
    const put = `/api/circles/${circle}/meetings/${second?.id}/cover`;
    await ada.visitor.ask('PUT', put, { answer: 'cant' });
    const rest = (await ada.visitor.ask('GET', next)).json<{ id: string }[]>();
    expect(rest.map(({ id }) => id)).toEqual(all.slice(2, 4).map(({ id }) => id));
  });

  it('CVR-3 the record of the house has no answers', async () => {
    const { carer, organiser, say, takeBack } = await startCoverFixture();
    const [ada, dov] = [await carer('Ada', true), await carer('Dov')];
    const record = async () =>
      (await recordOf(organiser)).filter(({ what }) => what !== 'read-house-record');
    const before = await record();
    await say(ada, 'cant');
    await say(dov, 'yes');
    await takeBack(dov);
    const limits = { meetingsAWeek: 1, hoursBetween: 3 };
    await dov.visitor.ask('PUT', '/api/house/me/carrying', limits);
    expect(await record()).toEqual(before);
  });

  it('CVR-4 one press postpones or cancels a meeting that nobody carries, from three hours before on', async () => {
    const { carer, house, organiser, ledger, meeting, circle, meetingsOf, say, start } =
      await startCoverFixture(4);
    const path = `/api/circles/${circle}/meetings/${meeting}/call-off`;
    const ada = await carer('Ada');
    const callOff = (body: object, by = ada.visitor) => by.ask('POST', path, body);
    expect(refusalOf(await callOff({ how: 'postpone' }))).toMatchObject({ status: 409 });
    house.clock.now += 2 * hour;
    expect((await meetingsOf(ada))[0]?.may).toEqual(['yes', 'cant', 'call-off']);
    await say(ada, 'yes');
    expect(refusalOf(await callOff({ how: 'postpone' }))).toMatchObject({ code: 'stale' });
    const ben = await carer('Ben');
    await organiser.ask('DELETE', `/api/house/staff/${ada.id}`);
    for (const body of [{}, { how: 'delete' }, { how: 'postpone', note: 'x' }]) {
      expect((await callOff(body, ben.visitor)).statusCode).toBe(400);
    }
    const next = new Date(Date.parse(start) + 24 * hour).toISOString();
    const postponed = await callOff({ how: 'postpone' }, ben.visitor);
    expect(postponed.json(), postponed.body).toEqual({ start: next });
    expect((await meetingsOf(ben))[0]).toMatchObject({ start: next, state: 'moved' });
    expect(refusalOf(await callOff({ how: 'cancel' }, organiser))).toMatchObject({ code: 'stale' });
    house.clock.now += 24 * hour;
    const cancelled = await callOff({ how: 'cancel', note: 'Nobody can.' }, organiser);
    expect(cancelled.json()).toEqual({ start: null });
    expect(ledger.state.meetings[0]?.off).toMatchObject({ why: 'cancelled' });
    expect((await meetingsOf(ben))[0]).toMatchObject({ state: 'cancelled', may: [] });
    const acts = await recordOf(organiser, '?what=call-off-meeting');
    expect(acts.filter(({ by }) => by === ben.id).length).toBeGreaterThan(0);
  });

  it('CVR-4 the last who can’t makes it an alert, and the first yes settles it', async () => {
    const { carer, organiser, circle, meeting, say, start } = await startCoverFixture(40);
    const [ada, dov] = [await carer('Ada', true), await carer('Dov')];
    const inbox = async () => (await organiser.ask('GET', '/api/inbox')).json<object[]>();
    expect(await inbox()).toEqual([]);
    await say(ada, 'cant');
    const about = { kind: 'uncovered', circle, meeting, start: Date.parse(start), state: 'open' };
    expect(await inbox()).toMatchObject([about]);
    await say(dov, 'yes');
    expect(await inbox()).toEqual([]);
  });
});
