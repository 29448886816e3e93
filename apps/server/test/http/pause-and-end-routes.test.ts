import { describe, expect, it } from 'vitest';
import { errorBody } from './http-fixture.ts';
import { startRhythm } from './rhythm-fixture.ts';
import { addPasskey, prove, startStaffFixture } from './staff-fixture.ts';

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
    const { circle } = await startRhythm();
    const paused = await circle.change('pause');
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
    const [first, second, third] = await circle.meetings();
    const ended = await circle.change('end', { last: second?.id, text: 'Thank you.' });
    expect(ended.json()).toMatchObject({
      ...{ state: 'ending', last: second?.id, closing: 'Thank you.', canResume: true },
    });
    const { next } = await circle.rhythm();
    expect(next.map(({ start }) => start)).toEqual([first?.start, second?.start]);
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
    expect((await circle.rhythm()).next).toHaveLength(5);
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

  it('RHY-4 a circle that is over has no rhythm to end, beforehand too', async () => {
    const { organiser, circle } = await startRhythm();
    await circle.change('end', { last: null });
    for (const query of ['?dry=true', '']) {
      const refused = await organiser.ask('DELETE', `${circle.path}/rhythm${query}`);
      expect([refused.statusCode, errorBody(refused).code], query).toEqual([409, 'closed']);
    }
    expect((await circle.rhythm()).next).toEqual([]);
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
