import type { MeetingBody, RhythmPreview } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { errorBody, startHttpFixture } from './http-fixture.ts';
import { callsOf, dateOf, startRhythm, tuesdays } from './rhythm-fixture.ts';
import { recordOf, startStaffFixture } from './staff-fixture.ts';

const localDates = (meetings: readonly MeetingBody[]) => meetings.map(({ local }) => local);

describe('a circle with a rhythm', () => {
  it('RHY-1 is opened with the meetings of the next twelve weeks', async () => {
    const { circle } = await startRhythm();
    const meetings = await circle.meetings();
    expect(meetings).toHaveLength(12);
    expect(meetings[0]).toEqual({
      id: expect.stringMatching(/^g_/),
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

  it('RHY-1 that begins in half a year has the meetings of its first twelve weeks', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const rhythm = { ...tuesdays, from: '2026-09-01' };
    const opened = await organiser.ask('POST', '/api/circles', { name: 'Later', rhythm });
    const { id } = opened.json<{ id: string }>();
    const listed = await organiser.ask('GET', `/api/circles/${id}/meetings`);
    const dates = listed.json<MeetingBody[]>().map(dateOf);
    expect(dates.slice(0, 2)).toEqual(['2026-09-01', '2026-09-08']);
    expect(dates.length).toBeGreaterThanOrEqual(12);
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

  it('RHY-3 says of a date that comes back that it is new, and of one that is off nothing', async () => {
    const { circle } = await startRhythm({ ...tuesdays, count: 4 });
    const [, second] = await circle.meetings();
    await circle.set({ ...tuesdays, count: 2, interval: 2 });
    const dry = await circle.set({ ...tuesdays, count: 4 }, { dry: true });
    expect(dry.changes).toEqual([]);
    expect(dry.added.map(({ local }) => local)).toEqual(['2026-03-10T19:00', '2026-03-24T19:00']);
    expect(await circle.set({ ...tuesdays, count: 4 })).toEqual(dry);
    expect((await circle.meetings()).map(({ id }) => id)).toContain(second?.id);
    await circle.change('pause', { until: '2026-03-11' });
    const later = await circle.set({ ...tuesdays, at: '20:00', count: 3 }, { dry: true });
    expect(later.changes.map(({ was, start }) => [was.slice(0, 10), start])).toEqual([
      ['2026-03-17', '2026-03-17T19:00:00.000Z'],
      ['2026-03-24', null],
    ]);
  });

  it('RHY-3 has the name of a zone as the list of zones writes it', async () => {
    const { circle } = await startRhythm({ ...tuesdays, zone: 'EUROPE/berlin' });
    expect((await circle.rhythm()).zone).toBe('Europe/Berlin');
  });

  it('RHY-1 a repeated request opens one circle with each date once', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const body = { id: 'press-of-an-organiser', start: undefined, rhythm: tuesdays };
    const [first, again] = [await organiser.openCircle(body), await organiser.openCircle(body)];
    expect(again).toEqual(first);
    expect(await callsOf(organiser, first.id).meetings()).toHaveLength(12);
  });

  it('RHY-1 gives the same meetings from every node that sets it', async () => {
    const { house, organiser } = await startStaffFixture();
    const { id } = await organiser.openCircle({ start: undefined, rhythm: tuesdays });
    const elsewhere = (await house.anotherNode()).visitor();
    for (const [name, value] of organiser.jar) elsewhere.jar.set(name, value);
    await callsOf(elsewhere, id).set({ ...tuesdays, on: ['th'] });
    await callsOf(organiser, id).set(tuesdays);
    const meetings = await callsOf(elsewhere, id).meetings();
    expect(meetings).toEqual(await callsOf(organiser, id).meetings());
    expect(meetings.map(dateOf)[0]).toBe('2026-03-03');
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
    expect(new Set(meetings.map(dateOf)).size).toBe(meetings.length);
    for (const { local } of meetings) expect(local?.slice(11)).toBe(rhythm?.at);
  });
});
