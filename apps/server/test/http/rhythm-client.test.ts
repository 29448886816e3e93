/** The functions of the client library about rhythms, asked of the routes that answer them. */
import { ApiProblem, staffApi } from '@holdspace/client';
import type { RhythmBody } from '@holdspace/protocol';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createOperatorTasks } from '../../src/admin/operator-tasks.ts';
import { startHttpFixture } from './http-fixture.ts';

const rhythm: RhythmBody = {
  every: 'week',
  on: ['tu'],
  at: '19:00',
  zone: 'Europe/Berlin',
  from: '2026-03-03',
};

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const methodOf = ({ method }: RequestInit) => methods.find((each) => each === method) ?? 'GET';

/** A client whose requests reach the server of this test without a network. */
async function startClient() {
  const house = await startHttpFixture();
  const { key } = await createOperatorTasks(house.app.httpContext, () => '')['api-key']();
  onTestFinished(() => void vi.unstubAllGlobals());
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const { statusCode, body, headers } = await house.app.fastify.inject({
      ...{ method: methodOf(init), url, headers: Object.fromEntries(new Headers(init.headers)) },
      ...(typeof init.body === 'string' ? { payload: init.body } : {}),
    });
    const answered = new Headers();
    for (const [name, value] of Object.entries(headers)) answered.set(name, String(value));
    const isEmpty = statusCode === 204;
    return new Response(isEmpty ? null : body, { status: statusCode, headers: answered });
  });
  return staffApi({ url: 'http://localhost', key });
}

it('RHY-3 the client library asks for every change of a rhythm', async () => {
  const api = await startClient();
  const { next } = await api.previewRhythm(rhythm, 60);
  expect(next[4]).toMatchObject({ local: '2026-03-31T19:00', clockChange: 60 });
  const { id } = await api.openCircle({ name: 'Tuesdays', rhythm });

  const changed = { rhythm: { ...rhythm, at: '20:00' }, minutes: 90 };
  const dry = await api.previewRhythmChange(id, changed);
  expect(dry.changes).toHaveLength(12);
  expect((await api.circleRhythm(id)).minutes).toBe(75);
  expect(await api.setRhythm(id, changed)).toEqual(dry);

  const page = await api.meetingPage(id, { from: '2026-03-10', limit: 2 });
  expect(page.items.map(({ local }) => local)).toEqual(['2026-03-10T20:00', '2026-03-17T20:00']);
  const [moved, cancelled] = page.items;
  expect(page.next).toBe(cancelled?.id);
  const later = await api.moveMeeting(id, moved?.id ?? '', { start: '2026-03-11T19:00:00Z' });
  expect(later.state).toBe('moved');
  await api.cancelMeeting(id, cancelled?.id ?? '', { note: 'The hall is closed.' });

  expect((await api.pauseCircle(id, { until: '2026-04-01' })).state).toBe('paused');
  expect((await api.resumeCircle(id)).state).toBe('open');
  expect((await api.previewRhythmEnd(id)).kept).toHaveLength(2);
  expect((await api.endRhythm(id)).next).toEqual([]);
  expect((await api.endCircle(id, { last: later.id, text: 'Thank you.' })).last).toBe(later.id);
});

it('RHY-1 the client library names the field that is wrong', async () => {
  const api = await startClient();
  const problem = await api
    .previewRhythm({ ...rhythm, zone: 'Mars' })
    .catch((cause: unknown) => (cause instanceof ApiProblem ? cause.problem : null));
  expect(problem).toMatchObject({ code: 'invalid', fields: { 'rhythm.zone': expect.any(String) } });
});
