import type { MeetingBody } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { errorBody, startHttpFixture } from './http-fixture.ts';
import { callsOf, startRhythm, tuesdays } from './rhythm-fixture.ts';
import { addStaff, startStaffFixture } from './staff-fixture.ts';

const day = 86_400_000;

describe('the meetings of a circle', () => {
  it('RHY-3 one is moved, and stays so', async () => {
    const { circle } = await startRhythm();
    const [first] = await circle.meetings();
    const moved = await circle.move(first?.id ?? '', { start: '2026-03-04T19:30:00+01:00' });
    expect(moved.json()).toMatchObject({
      ...{ id: first?.id, start: '2026-03-04T18:30:00.000Z', end: '2026-03-04T19:45:00.000Z' },
      ...{ local: '2026-03-04T19:30', state: 'moved', date: '2026-03-03' },
    });
    const shorter = await circle.move(first?.id ?? '', { minutes: 30 });
    expect(shorter.json()).toMatchObject({ end: '2026-03-04T19:00:00.000Z' });
  });

  it('RHY-3 one is cancelled with a sentence, and stays visible with it', async () => {
    const { circle } = await startRhythm();
    const [first] = await circle.meetings();
    for (const body of [
      undefined,
      {},
      { note: ' ' },
      { note: '\u200b' },
      { note: 'x'.repeat(501) },
    ]) {
      const refused = await circle.cancel(first?.id ?? '', body);
      expect(refused.statusCode).toBe(400);
    }
    const note = 'The river is high, and nobody should drive.';
    expect((await circle.cancel(first?.id ?? '', { note })).statusCode).toBe(204);
    expect((await circle.meetings())[0]).toMatchObject({
      state: 'cancelled',
      why: 'cancelled',
      note,
    });
    const again = await circle.move(first?.id ?? '', { minutes: 30 });
    expect([again.statusCode, errorBody(again).code]).toEqual([409, 'closed']);
  });

  it('RHY-3 one that has begun or is over stays as it is', async () => {
    const { house, circle } = await startRhythm();
    const [first] = await circle.meetings();
    house.clock.now += 2 * day - 5 * 60_000;
    expect((await circle.meetings())[0]?.state).toBe('running');
    house.clock.now += day;
    expect((await circle.meetings())[0]?.state).toBe('over');
    const answer = await circle.move(first?.id ?? '', { start: '2026-04-01T18:00:00Z' });
    expect([answer.statusCode, errorBody(answer).code]).toEqual([409, 'closed']);
  });

  it('RHY-3 one is not moved into the past, nor without saying what is new', async () => {
    const { organiser, circle } = await startRhythm();
    const [first] = await circle.meetings();
    for (const body of [{}, { start: '2026-02-01T18:00:00Z' }, { start: 'tomorrow' }]) {
      const refused = await circle.move(first?.id ?? '', body);
      expect(Object.keys(errorBody(refused).fields ?? {})).toEqual(['start']);
    }
    const past = { start: '2026-02-01T18:00:00Z', minutes: 60 };
    const added = await organiser.ask('POST', `${circle.path}/meetings`, past);
    expect(Object.keys(errorBody(added).fields ?? {})).toEqual(['start']);
    expect((await circle.move('g_unknown', { minutes: 30 })).statusCode).toBe(404);
    expect((await circle.cancel('g_unknown', { note: 'x' })).statusCode).toBe(404);
  });

  it('RHY-3 are listed between two times, page by page', async () => {
    const { organiser, circle } = await startRhythm();
    const dates = async (query: string) => (await circle.meetings(query)).map(({ date }) => date);
    expect(await dates('?from=2026-03-10&to=2026-03-24')).toEqual(['2026-03-10', '2026-03-17']);
    // The one that is not over yet is among them.
    expect(await dates('?from=2026-03-10T19:00:00Z&to=2026-03-17T18:00:00Z')).toEqual([
      '2026-03-10',
    ]);
    const first = await organiser.ask('GET', `${circle.path}/meetings?limit=5`);
    const [, next] = /<([^>]+)>; rel="next"/.exec(String(first.headers.link)) ?? [];
    const second = await organiser.ask('GET', next ?? '');
    expect(second.json<MeetingBody[]>().map(({ date }) => date)).toEqual(
      (await dates('')).slice(5, 10),
    );
    for (const query of ['?from=x', '?to=2026-13-01', '?limit=0', '?after=g_x', '?when=now']) {
      const refused = await organiser.ask('GET', `${circle.path}/meetings${query}`);
      const field = query.slice(1, query.indexOf('='));
      expect([refused.statusCode, Object.keys(errorBody(refused).fields ?? {})]).toEqual([
        400,
        [field],
      ]);
    }
    const turned = await organiser.ask(
      'GET',
      `${circle.path}/meetings?from=2026-04-01&to=2026-03-01`,
    );
    expect(errorBody(turned).fields).toEqual({ to: expect.stringContaining('from') });
  });

  it('RHY-3 are planned by hand where there is no rhythm', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const { id } = await organiser.openCircle();
    const circle = callsOf(organiser, id);
    expect(await circle.rhythm()).toMatchObject({ rhythm: null, zone: null, state: 'open' });
    expect(await circle.meetings()).toEqual([
      expect.objectContaining({ local: null, zone: null, state: 'planned' }),
    ]);
    expect((await circle.change('pause', { until: '2026-03-20' })).json()).toMatchObject({
      pausedUntil: '2026-03-20T00:00:00.000Z',
    });
  });

  it('STF-1 a facilitator reads them in their circles, and changes nothing', async () => {
    const { house, organiser } = await startStaffFixture();
    const { id } = await organiser.openCircle({ start: undefined, rhythm: tuesdays });
    const { id: other } = await organiser.openCircle();
    const { visitor } = await addStaff({ house, organiser }, ['facilitator'], [id]);
    expect(await callsOf(visitor, id).meetings()).toHaveLength(12);
    await visitor.ask('POST', `/api/circles/${id}/enter`, { agreed: true });
    const [first, second] = await callsOf(organiser, id).meetings();
    expect(first).toMatchObject({ covered: 1, wanted: 2 });
    await callsOf(organiser, id).cancel(second?.id ?? '', { note: 'Storm.' });
    expect((await callsOf(visitor, id).meetings())[1]).toMatchObject({ covered: 0, wanted: 2 });
    for (const refused of [
      await visitor.ask('GET', `/api/circles/${other}/meetings`),
      await visitor.ask('PUT', `/api/circles/${id}/rhythm?dry=true`, { rhythm: tuesdays }),
      await visitor.ask('PUT', `/api/circles/${id}/rhythm`, { rhythm: tuesdays }),
      await callsOf(visitor, id).cancel(first?.id ?? '', { note: 'x' }),
      await callsOf(visitor, id).change('end'),
    ]) {
      expect([refused.statusCode, errorBody(refused).code]).toEqual([404, 'not-here']);
    }
  });

  it('STF-5 what changed them stands in the house record, a dry run does not', async () => {
    const { organiser, circle } = await startRhythm();
    const [first] = await circle.meetings();
    await circle.set({ ...tuesdays, at: '18:00' }, { dry: true });
    await circle.set({ ...tuesdays, at: '18:00' });
    await circle.move(first?.id ?? '', { minutes: 60 });
    await circle.cancel(first?.id ?? '', { note: 'canary of a sentence' });
    await circle.change('pause');
    await circle.change('resume');
    const record = await organiser.ask('GET', '/api/house/record');
    const acts = record.json<{ what: string; meeting?: string }[]>();
    const changed = acts.filter(({ what }) => !what.startsWith('read-'));
    expect(changed.slice(-5).map(({ what, meeting }) => [what, meeting])).toEqual([
      ['set-rhythm', undefined],
      ['move-meeting', first?.id],
      ['cancel-meeting', first?.id],
      ['pause-circle', undefined],
      ['resume-circle', undefined],
    ]);
    expect(record.body).not.toContain('canary');
  });
});
