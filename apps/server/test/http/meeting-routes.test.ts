import { type CircleId, type PersonId, standingOf } from '@holdspace/core';
import type { CircleSummary, MeetingBody, PlaceBody } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { meetingLedger } from '../../src/circles/meeting-ledgers.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
import { errorBody, redeemedBody, startHttpFixture } from './http-fixture.ts';
import { callsOf, dateOf, startRhythm, tuesdays } from './rhythm-fixture.ts';
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

  it('RHY-3 one is added once, however often the request is repeated and on which node', async () => {
    const { house, organiser } = await startStaffFixture();
    const { id } = await organiser.openCircle({ start: undefined, rhythm: tuesdays, minutes: 90 });
    const { id: other } = await organiser.openCircle({ start: undefined, rhythm: tuesdays });
    const there = (await house.anotherNode()).visitor();
    for (const [name, value] of organiser.jar) there.jar.set(name, value);
    const body = { id: 'one-press-of-the-button', start: '2026-03-05T18:00:00Z' };
    const add = (visitor: typeof there, circle = id, fields: object = body) =>
      visitor.ask('POST', `/api/circles/${circle}/meetings`, fields);
    const answers = await Promise.all([add(organiser), add(there), add(organiser), add(there)]);
    const [first] = answers.map((each) => each.json<MeetingBody>());
    for (const answer of answers) expect([answer.statusCode, answer.json()]).toEqual([201, first]);
    expect(first).toMatchObject({
      ...{ start: '2026-03-05T18:00:00.000Z', end: '2026-03-05T19:30:00.000Z' },
      ...{ local: '2026-03-05T19:00', zone: 'Europe/Berlin', state: 'planned' },
      ...{ covered: 0, wanted: 2 },
    });
    const circle = callsOf(organiser, id);
    expect(await circle.meetings()).toHaveLength(13);
    // What became of it meanwhile is what the repeated request is answered with.
    await circle.move(first?.id ?? '', { start: '2026-03-06T18:00:00Z' });
    expect((await add(there)).json()).toMatchObject({ id: first?.id, state: 'moved' });
    await circle.cancel(first?.id ?? '', { note: 'The room is taken.' });
    expect((await add(there)).json()).toMatchObject({ id: first?.id, state: 'cancelled' });
    house.clock.now += 30 * day;
    expect((await add(there)).json()).toMatchObject({ id: first?.id });
    expect((await circle.meetings()).filter((each) => each.id === first?.id)).toHaveLength(1);
    // Another press and another circle have meetings of their own.
    const later = { id: 'another-press-of-the-button', start: '2026-04-09T18:00:00Z' };
    const [pressed, elsewhere] = [
      await add(organiser, id, later),
      await add(organiser, other, later),
    ];
    expect(pressed.json<MeetingBody>().id).not.toBe(elsewhere.json<MeetingBody>().id);
    const short = await add(organiser, id, { ...later, id: 'short' });
    expect(Object.keys(errorBody(short).fields ?? {})).toEqual(['id']);
  });

  it('RHY-3 none is added or moved to where the circle has another one, and both stay', async () => {
    const { organiser, circle } = await startRhythm();
    const [first, second, third] = await circle.meetings();
    const add = (start: string | undefined, minutes = 75) =>
      organiser.ask('POST', `${circle.path}/meetings`, { start, minutes });
    const before = await circle.meetings();
    for (const refused of [
      await circle.move(first?.id ?? '', { start: second?.start }),
      await circle.move(first?.id ?? '', { start: '2026-03-10T17:00:00Z' }),
      await add(second?.start),
      await add('2026-03-10T16:00:00Z', 121),
    ]) {
      expect([refused.statusCode, errorBody(refused).fields]).toEqual([
        400,
        { start: expect.stringContaining('another meeting at this time') },
      ]);
    }
    expect(await circle.meetings()).toEqual(before);
    // One ends when the next begins; and what is cancelled is in nobody's way.
    expect((await add('2026-03-10T16:00:00Z', 120)).statusCode).toBe(201);
    await circle.cancel(third?.id ?? '', { note: 'A holiday.' });
    expect((await circle.move(first?.id ?? '', { start: third?.start })).statusCode).toBe(200);
    expect((await circle.move(first?.id ?? '', { minutes: 60 })).statusCode).toBe(200);
  });

  it('RHY-3 has a year of four digits, and a missing sentence is asked for by its name', async () => {
    const { organiser, circle } = await startRhythm();
    const [first] = await circle.meetings();
    const start = '9999-12-31T23:00:00Z';
    const late = [
      await organiser.ask('POST', `${circle.path}/meetings`, { start, minutes: 120 }),
      await circle.move(first?.id ?? '', { start }),
    ];
    for (const each of late) expect(errorBody(each).fields?.start).toContain('year 9999');
    const from = '9999-12-31';
    const rhythm = await organiser.ask('PUT', `${circle.path}/rhythm`, {
      rhythm: { ...tuesdays, from },
    });
    expect(Object.keys(errorBody(rhythm).fields ?? {})).toEqual(['rhythm.from']);
    const silent = await circle.cancel(first?.id ?? '');
    expect([silent.statusCode, Object.keys(errorBody(silent).fields ?? {})]).toEqual([
      ...[400, ['note']],
    ]);
  });

  it('RHY-1 the next date is known to the list, the place page and the feed, however far it is', async () => {
    const { house, organiser, id, circle } = await startRhythm({ ...tuesdays, interval: 26 });
    const ledger = await house.app.ledgers.circle(id as never);
    const link = await organiser.ask('POST', `/api/circles/${id}/links`, { role: 'participant' });
    const ada = house.visitor();
    await ada.join(link.json<{ url: string }>().url, 'Ada');
    const feed = (await ada.ask('POST', `/api/circles/${id}/feed`, {})).json<{ url: string }>().url;
    const next = '2026-09-01T17:00:00.000Z';
    const known = async () => {
      const starts = (await circle.meetings('?from=2026-03-04')).map(({ start }) => start);
      const place = (await ada.ask('GET', `/api/circles/${id}/place`)).json<PlaceBody>();
      const text = (await ada.ask('GET', new URL(feed).pathname)).body;
      const [listed] = (await organiser.ask('GET', '/api/circles')).json<CircleSummary[]>();
      return [starts, place.next?.start, text.includes('20260901T170000Z'), listed?.meeting?.start];
    };
    house.clock.now += 3 * day;
    const meeting = ledger.state.meetings[0]?.meeting as never;
    await ledger.handle({ do: 'end-meeting', meeting }, systemContext);
    // What a node does when it is due; the clock of this test wakes none.
    await house.app.httpContext.planning.planAhead(ledger);
    expect(await known()).toEqual([[next], next, true, Date.parse(next)]);
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
    const dates = async (query: string) => (await circle.meetings(query)).map(dateOf);
    expect(await dates('?from=2026-03-10&to=2026-03-24')).toEqual(['2026-03-10', '2026-03-17']);
    // The one that is not over yet is among them.
    expect(await dates('?from=2026-03-10T19:00:00Z&to=2026-03-17T18:00:00Z')).toEqual([
      '2026-03-10',
    ]);
    const first = await organiser.ask('GET', `${circle.path}/meetings?limit=5`);
    const [, next] = /<([^>]+)>; rel="next"/.exec(String(first.headers.link)) ?? [];
    const second = await organiser.ask('GET', next ?? '');
    expect(second.json<MeetingBody[]>().map(dateOf)).toEqual((await dates('')).slice(5, 10));
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

  it('RHY-3 one whose doors were opened early is on, and no rhythm or pause takes it away', async () => {
    const { house, organiser, id, circle } = await startRhythm();
    const link = `/api/circles/${id}/links`;
    const { url } = (await organiser.ask('POST', link, { role: 'facilitator' })).json<{
      url: string;
    }>();
    const member = redeemedBody(await house.visitor().join(url, 'Ada')).member as PersonId;
    const { ledgers } = house.app.httpContext;
    const { state, words } = await ledgers.circle(id as CircleId);
    const [planned] = state.meetings;
    const held = planned && (await meetingLedger(ledgers, state, planned));
    const context = {
      ...{ actor: member, id: null, writes: true, present: () => 'here' as const },
      standing: () => standingOf(state, words, member),
    };
    for (const command of [{ do: 'join', seat: 'sharer' }, { do: 'open-doors' }]) {
      expect(await held?.handle(command as never, context)).toEqual({ ok: true });
    }
    const [first] = await circle.meetings();
    expect(first).toMatchObject({ id: planned?.meeting, state: 'running' });
    const carer = await addStaff({ house, organiser }, ['facilitator'], [id]);
    const own = await carer.visitor.ask('GET', '/api/house/me/meetings?limit=1');
    expect(own.json()).toMatchObject([{ id: first?.id, state: 'running' }]);
    const effects = await circle.set({ ...tuesdays, at: '20:00' });
    expect(effects.kept).toMatchObject([{ id: first?.id, why: 'running' }]);
    await circle.change('pause', {});
    expect((await circle.meetings())[0]).toEqual(first);
    await circle.change('resume');
    // By hand it can be changed until it begins: somebody may be ill at the doors.
    const later = await circle.move(first?.id ?? '', { start: '2026-03-04T18:30:00Z' });
    expect(later.json()).toMatchObject({ state: 'moved' });
    expect(held?.state.phase).toBe('scheduled');
  });
});
