import type {
  CircleRhythmBody,
  MeetingBody,
  RhythmChangesBody,
  RhythmPreview,
} from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { errorBody, type HttpFixture, type HttpVisitor, startHttpFixture } from './http-fixture.ts';
import { addPasskey, addStaff, prove, recordOf, startStaffFixture } from './staff-fixture.ts';

const day = 86_400_000;
/** From the first Tuesday after the fixture's Sunday, 1 March 2026. */
const tuesdays = {
  ...{ every: 'week', on: ['tu'], at: '19:00', zone: 'Europe/Berlin', from: '2026-03-03' },
};

async function startRhythm(rhythm: object = tuesdays) {
  const house = await startHttpFixture();
  const organiser = await house.organiser();
  const { id } = await organiser.openCircle({ start: undefined, rhythm, minutes: 75 });
  return { house, organiser, id, circle: callsOf(organiser, id) };
}

const callsOf = (visitor: HttpVisitor, id: string) => ({
  path: `/api/circles/${id}`,
  async meetings(query = ''): Promise<MeetingBody[]> {
    const answer = await visitor.ask('GET', `/api/circles/${id}/meetings${query}`);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  },
  async rhythm(): Promise<CircleRhythmBody> {
    return (await visitor.ask('GET', `/api/circles/${id}/rhythm`)).json();
  },
  async change(path: string, body: object = {}) {
    return visitor.ask('POST', `/api/circles/${id}/${path}`, body);
  },
  async set(rhythm: object, { dry = false, minutes = 75 } = {}): Promise<RhythmChangesBody> {
    const address = `/api/circles/${id}/rhythm${dry ? '?dry=true' : ''}`;
    const answer = await visitor.ask('PUT', address, { rhythm, minutes });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  },
  move: (meeting: string, body: object) =>
    visitor.ask('PATCH', `/api/circles/${id}/meetings/${meeting}`, body),
  cancel: (meeting: string, body?: object) =>
    visitor.ask('DELETE', `/api/circles/${id}/meetings/${meeting}`, body),
});

/** Runs what the clock has made due, on every circle that is looked at. */
async function later({ clock }: HttpFixture, time: number) {
  clock.now += time;
}

const localDates = (meetings: readonly MeetingBody[]) => meetings.map(({ local }) => local);

describe('a circle with a rhythm', () => {
  it('RHY-1 is opened with the meetings of the next twelve weeks', async () => {
    const { circle } = await startRhythm();
    const meetings = await circle.meetings();
    expect(meetings).toHaveLength(12);
    expect(meetings[0]).toEqual({
      ...{ id: expect.stringMatching(/^g_/), date: '2026-03-03' },
      ...{ start: '2026-03-03T18:00:00.000Z', end: '2026-03-03T19:15:00.000Z' },
      ...{ local: '2026-03-03T19:00', zone: 'Europe/Berlin', state: 'planned' },
      ...{ covered: 0, wanted: 2 },
    });
    // Summer time begins on 29 March.
    expect(meetings.slice(3, 5).map(({ start, local }) => [start, local])).toEqual([
      ['2026-03-24T18:00:00.000Z', '2026-03-24T19:00'],
      ['2026-03-31T17:00:00.000Z', '2026-03-31T19:00'],
    ]);
  });

  it('RHY-1 says its rhythm and the next dates, with the clock change between them', async () => {
    const { circle } = await startRhythm();
    const { next, ...said } = await circle.rhythm();
    expect(said).toEqual({
      rhythm: { ...tuesdays, interval: 1 },
      ...{ minutes: 75, zone: 'Europe/Berlin', state: 'open', canResume: false },
    });
    expect(next.map(({ local, clockChange }) => [local, clockChange])).toEqual([
      ['2026-03-03T19:00', undefined],
      ['2026-03-10T19:00', undefined],
      ['2026-03-17T19:00', undefined],
      ['2026-03-24T19:00', undefined],
      ['2026-03-31T19:00', 60],
    ]);
  });

  it('RHY-1 is opened with a start or a rhythm, not with both or neither', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const opened = async (body: object) =>
      errorBody(await organiser.ask('POST', '/api/circles', { name: 'x', ...body })).fields;
    const start = '2026-03-03T19:00:00Z';
    expect(await opened({})).toEqual({ start: expect.stringContaining('rhythm') });
    expect(await opened({ start, rhythm: tuesdays })).toEqual({
      rhythm: expect.stringContaining('not both'),
    });
    expect((await organiser.ask('GET', '/api/circles')).json()).toEqual([]);
    const record = await recordOf(organiser, '?what=open-circle');
    expect(record).toEqual([]);
  });

  it('RHY-1 is told each fault of a rhythm by its field', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const faultsOf = async (rhythm: unknown) => {
      const answer = await organiser.ask('POST', '/api/rhythm/preview', { rhythm });
      expect(answer.statusCode).toBe(400);
      expect(answer.body).not.toContain('canary');
      return errorBody(answer).fields;
    };
    const { on: _, ...noDay } = tuesdays;
    for (const [rhythm, fields] of [
      [{ ...tuesdays, zone: 'Europe/canary' }, { 'rhythm.zone': /IANA list: Europe\/Berlin/ }],
      [{ ...tuesdays, zone: '+02:00' }, { 'rhythm.zone': /IANA/ }],
      [{ ...tuesdays, on: [] }, { 'rhythm.on': /at least one day/ }],
      [{ ...tuesdays, on: ['tu', 'canary'] }, { 'rhythm.on': /mo, tu, we/ }],
      [{ ...tuesdays, on: 'tu' }, { 'rhythm.on': /in a list/ }],
      [{ ...tuesdays, on: { nth: 1, day: 'tu' } }, { 'rhythm.on': /in a list/ }],
      [noDay, { 'rhythm.on': /in a list/ }],
      [{ ...tuesdays, every: 'month' }, { 'rhythm.on': /"nth": 1/ }],
      [
        { ...tuesdays, every: 'month', on: { nth: 5, day: 'tu' } },
        { 'rhythm.on.nth': /-1 for the last/ },
      ],
      [{ ...tuesdays, every: 'day' }, { 'rhythm.every': /week, month/ }],
      [{ ...tuesdays, at: '7pm' }, { 'rhythm.at': /19:00/ }],
      [{ ...tuesdays, from: '03/02/2026' }, { 'rhythm.from': /2027-03-02/ }],
      [{ ...tuesdays, until: '2026-03-02' }, { 'rhythm.until': /before/ }],
      [{ ...tuesdays, until: '2026-06-30', count: 3 }, { 'rhythm.count': /not both/ }],
      [{ ...tuesdays, from: '2025-01-01', until: '2026-03-01' }, { 'rhythm.until': /No date/ }],
      [{ ...tuesdays, interval: 0 }, { 'rhythm.interval': /from 1 to 52/ }],
      [{ ...tuesdays, interval: 'x' }, { 'rhythm.interval': /number/ }],
      [{ ...tuesdays, pace: 1 }, { 'rhythm.pace': /no such field/ }],
      ['weekly', { rhythm: /"every"/ }],
      [undefined, { rhythm: /"every"/ }],
    ] as const) {
      const expected = Object.entries(fields).map(([field, sentence]) => [
        field,
        expect.stringMatching(sentence),
      ]);
      expect(Object.entries((await faultsOf(rhythm)) ?? {})).toEqual(expected);
    }
  });

  it('RHY-2 is shown before it exists, with what a clock change does to it', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const rhythm = {
      ...{ every: 'month', on: { nth: -1, day: 'su' }, at: '02:30', zone: 'europe/berlin' },
      from: '2026-03-01',
    };
    const answer = await organiser.ask('POST', '/api/rhythm/preview', { rhythm, minutes: 60 });
    const { next } = answer.json<RhythmPreview>();
    expect(next.map(({ local, adjusted }) => [local, adjusted])).toEqual([
      ['2026-03-29T03:30', 'gap'],
      ['2026-04-26T02:30', undefined],
      ['2026-05-31T02:30', undefined],
      ['2026-06-28T02:30', undefined],
      ['2026-07-26T02:30', undefined],
    ]);
    expect(next[0]?.end).toBe('2026-03-29T02:30:00.000Z');
  });

  it('RHY-3 says what a change would do, does exactly that, and keeps what was changed by hand', async () => {
    const { organiser, circle } = await startRhythm();
    const [first, second, third] = await circle.meetings();
    if (!first || !second || !third) throw new Error('three meetings');
    await circle.move(second.id, { start: '2026-03-11T18:00:00Z' });
    await circle.cancel(third.id, { note: 'Nobody has a key.' });
    const { id: added } = (
      await organiser.ask('POST', `${circle.path}/meetings`, {
        ...{ start: '2026-03-12T19:00:00Z', minutes: 30 },
      })
    ).json();

    const later19 = { ...tuesdays, at: '20:00', until: '2026-05-05' };
    const before = await circle.meetings();
    const dry = await circle.set(later19, { dry: true });
    expect(await circle.meetings()).toEqual(before);
    expect(dry.kept.map(({ id, why }) => [id, why]).sort()).toEqual(
      [
        [second.id, 'moved'],
        [third.id, 'cancelled'],
        [added, 'added'],
      ].sort(),
    );
    expect(dry.changes[0]).toEqual({
      ...{ id: first.id, was: first.start, start: '2026-03-03T19:00:00.000Z' },
    });
    expect(dry.changes.filter(({ start }) => start === null)).toHaveLength(2);
    expect(dry.added).toEqual([]);
    expect(dry.next[0]?.local).toBe('2026-03-03T20:00');

    expect(await circle.set(later19)).toEqual(dry);
    const after = await circle.meetings();
    expect(localDates(after)).toEqual([
      ...['2026-03-03T20:00', '2026-03-11T19:00', '2026-03-12T20:00', '2026-03-17T19:00'],
      ...['2026-03-24T20:00', '2026-03-31T20:00', '2026-04-07T20:00', '2026-04-14T20:00'],
      ...['2026-04-21T20:00', '2026-04-28T20:00', '2026-05-05T20:00'],
    ]);
    expect(after.map(({ state }) => state).slice(0, 4)).toEqual([
      ...['planned', 'moved', 'planned', 'cancelled'],
    ]);
    // The same again changes nothing.
    expect(await circle.set(later19)).toMatchObject({ changes: [], added: [] });
  });

  it('RHY-3 takes the fields of the rhythm beside the minutes too', async () => {
    const { organiser, circle } = await startRhythm();
    const answer = await organiser.ask('PUT', `${circle.path}/rhythm`, {
      ...{ ...tuesdays, on: ['tu', 'th'], minutes: 60 },
    });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(await circle.rhythm()).toMatchObject({ rhythm: { on: ['tu', 'th'] }, minutes: 60 });
    const bad = await organiser.ask('PUT', `${circle.path}/rhythm`, { ...tuesdays, at: '' });
    expect(errorBody(bad).fields).toEqual({ 'rhythm.at': expect.stringContaining('19:00') });
    const unchanged = await organiser.ask('PUT', `${circle.path}/rhythm`, { rhythm: tuesdays });
    expect(unchanged.statusCode).toBe(200);
    expect(await circle.rhythm()).toMatchObject({ minutes: 60 });
  });

  it('RHY-3 ends its rhythm, and says before which meetings go', async () => {
    const { organiser, circle } = await startRhythm({ ...tuesdays, count: 3 });
    const [first, second] = await circle.meetings();
    await circle.move(second?.id ?? '', { minutes: 30 });
    const dry = (await organiser.ask('DELETE', `${circle.path}/rhythm?dry=true`)).json();
    expect(dry.changes.map(({ start }: { start: null }) => start)).toEqual([null, null]);
    expect(dry.kept).toEqual([{ id: second?.id, start: second?.start, why: 'moved' }]);
    expect(await circle.meetings()).toHaveLength(3);
    const ended = await organiser.ask('DELETE', `${circle.path}/rhythm`);
    expect(ended.json()).toEqual(dry);
    expect((await circle.meetings()).map(({ id }) => id)).toEqual([second?.id]);
    expect(await circle.rhythm()).toMatchObject({ rhythm: null, minutes: null, next: [] });
    // A rhythm with the same dates brings the same meetings back.
    await circle.set({ ...tuesdays, count: 3 });
    expect((await circle.meetings()).map(({ id }) => id)).toContain(first?.id);
  });

  it('RHY-3 has the name of a zone as the list of zones writes it', async () => {
    const { circle } = await startRhythm({ ...tuesdays, zone: 'EUROPE/berlin' });
    expect((await circle.rhythm()).zone).toBe('Europe/Berlin');
  });
});

describe('a pause and the end of a circle', () => {
  it('RHY-4 a pause puts off its meetings until a day in the zone of the circle', async () => {
    const { circle } = await startRhythm();
    const paused = await circle.change('pause', { until: '2026-03-17' });
    expect(paused.statusCode, paused.body).toBe(200);
    expect(paused.json()).toMatchObject({
      ...{ state: 'paused', pausedUntil: '2026-03-16T23:00:00.000Z', canResume: true },
    });
    const meetings = await circle.meetings();
    expect(meetings.slice(0, 3).map(({ state, why }) => [state, why])).toEqual([
      ['cancelled', 'paused'],
      ['cancelled', 'paused'],
      ['planned', undefined],
    ]);
    const resumed = (await circle.change('resume')).json();
    expect(resumed).toMatchObject({ state: 'open', canResume: false });
    expect(resumed).not.toHaveProperty('pausedUntil');
    expect((await circle.meetings()).every(({ state }) => state === 'planned')).toBe(true);
    expect((await circle.change('resume')).statusCode).toBe(200);
  });

  it('RHY-4 a pause without an end lasts until it is resumed', async () => {
    const { organiser, circle } = await startRhythm();
    const paused = await organiser.ask('POST', `${circle.path}/pause`);
    expect(paused.json()).toMatchObject({ state: 'paused', pausedUntil: null });
    expect((await circle.meetings()).every(({ why }) => why === 'paused')).toBe(true);
  });

  it('RHY-4 a pause is told what is wrong with its end', async () => {
    const { circle } = await startRhythm();
    for (const until of ['soon', '2026-02-30', '2026-02-01', '2026-03-01T17:00:00Z', '12:00']) {
      const answer = await circle.change('pause', { until });
      expect([answer.statusCode, Object.keys(errorBody(answer).fields ?? {})]).toEqual([
        400,
        ['until'],
      ]);
    }
    expect((await circle.rhythm()).state).toBe('open');
  });

  it('RHY-4 the end has a last meeting and a closing text, and can be taken back', async () => {
    const { circle } = await startRhythm();
    const [, second, third] = await circle.meetings();
    const ended = await circle.change('end', { last: second?.id, text: 'Thank you.' });
    expect(ended.json()).toMatchObject({
      ...{ state: 'ending', last: second?.id, closing: 'Thank you.', canResume: true },
    });
    expect((await circle.meetings()).map(({ id }) => id)).not.toContain(third?.id);
    for (const refused of [
      await circle.change('pause'),
      await circle.change('meetings', { start: '2026-06-01T19:00:00Z', minutes: 60 }),
    ]) {
      expect([refused.statusCode, errorBody(refused).code]).toEqual([409, 'closed']);
    }
    const back = (await circle.change('resume')).json();
    expect(back).toMatchObject({ state: 'open' });
    expect(back).not.toHaveProperty('closing');
    expect(await circle.meetings()).toHaveLength(12);
  });

  it('RHY-4 the last meeting is the next one when nobody chooses', async () => {
    const { circle } = await startRhythm();
    const [first, second] = await circle.meetings();
    await circle.cancel(first?.id ?? '', { note: 'Storm.' });
    expect((await circle.change('end')).json()).toMatchObject({ last: second?.id });
    const unknown = await circle.change('end', { last: 'g_unknown' });
    expect(errorBody(unknown).fields).toEqual({ last: expect.stringContaining('no such meeting') });
  });

  it('STF-4 the end asks for the passkey again', async () => {
    const { house, organiser, device } = await startStaffFixture();
    const { id } = await organiser.openCircle();
    await addPasskey(organiser, device);
    house.clock.now += 6 * 60_000;
    const refused = await organiser.ask('POST', `/api/circles/${id}/end`, {});
    expect([refused.statusCode, errorBody(refused).code]).toEqual([403, 'proof-needed']);
    await prove(organiser, device);
    expect((await organiser.ask('POST', `/api/circles/${id}/end`, {})).statusCode).toBe(200);
  });
});

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
    for (const body of [undefined, {}, { note: ' ' }, { note: '\u200b' }, { note: 'x'.repeat(501) }]) {
      const refused = await circle.cancel(first?.id ?? '', body);
      expect(refused.statusCode).toBe(400);
    }
    const note = 'The river is high, and nobody should drive.';
    expect((await circle.cancel(first?.id ?? '', { note })).statusCode).toBe(204);
    expect((await circle.meetings())[0]).toMatchObject({ state: 'cancelled', why: 'cancelled', note });
    const again = await circle.move(first?.id ?? '', { minutes: 30 });
    expect([again.statusCode, errorBody(again).code]).toEqual([409, 'closed']);
  });

  it('RHY-3 one that has begun or is over stays as it is', async () => {
    const { house, circle } = await startRhythm();
    const [first] = await circle.meetings();
    later(house, 2 * day - 5 * 60_000);
    expect((await circle.meetings())[0]?.state).toBe('running');
    later(house, day);
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
    const turned = await organiser.ask('GET', `${circle.path}/meetings?from=2026-04-01&to=2026-03-01`);
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
    const [first] = await callsOf(organiser, id).meetings();
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
    expect(acts.slice(-5).map(({ what, meeting }) => [what, meeting])).toEqual([
      ['set-rhythm', undefined],
      ['move-meeting', first?.id],
      ['cancel-meeting', first?.id],
      ['pause-circle', undefined],
      ['resume-circle', undefined],
    ]);
    expect(record.body).not.toContain('canary');
  });

  it('RHY-3 two organisers at once: one rhythm stands, and each date once', async () => {
    const { circle } = await startRhythm();
    await Promise.all([
      circle.set({ ...tuesdays, at: '18:00' }),
      circle.set({ ...tuesdays, at: '20:00' }),
      circle.set({ ...tuesdays, on: ['tu', 'fr'] }),
    ]);
    const meetings = await circle.meetings();
    const { rhythm } = await circle.rhythm();
    expect(new Set(meetings.map(({ date }) => date)).size).toBe(meetings.length);
    for (const { local } of meetings) expect(local?.slice(11)).toBe(rhythm?.at);
  });
});
