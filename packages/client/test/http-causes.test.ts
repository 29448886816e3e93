/** What an answer that is none tells about itself (CON-1). */
import { afterEach, expect, it, vi } from 'vitest';
import { causeOf } from '../src/cause.ts';
import { api } from '../src/http.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const answering = (...answers: readonly (() => Response)[]) => {
  let at = 0;
  vi.stubGlobal('fetch', async () => answers[Math.min(at++, answers.length - 1)]?.());
  return () => at;
};
const caught = (asking: Promise<unknown>) =>
  asking.then(
    () => null,
    (fault: unknown) => fault,
  );

it('CON-1 a page of a proxy is no answer, whatever its status', async () => {
  for (const [status, cause] of [
    [200, 'foreign'],
    [403, 'foreign'],
    [407, 'foreign'],
    [502, 'gateway'],
    [503, 'gateway'],
    [500, 'fault'],
  ] as const) {
    answering(() => new Response('<html>Bad Gateway</html>', { status }));
    expect(causeOf(await caught(api().look('x')), true, true), `${status}`).toBe(cause);
  }
});

it('CON-1 hears when to ask again, in seconds and as a date', async () => {
  const busy = (headers: Record<string, string>) => () =>
    Response.json({ code: 'too-soon', message: '' }, { status: 429, headers });
  for (const [headers, wait] of [
    [{ 'retry-after': '20' }, 20_000],
    [
      { date: 'Tue, 03 Mar 2026 18:00:00 GMT', 'retry-after': 'Tue, 03 Mar 2026 18:00:30 GMT' },
      30_000,
    ],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ] as const) {
    answering(busy(headers));
    expect(await caught(api().look('x'))).toMatchObject({ status: 429, retryAfter: wait });
  }
});

it('CON-1 tells a server that is slow from one that is not reached', async () => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'fetch',
    (_url: string, { signal }: RequestInit) =>
      new Promise((_, reject) => signal?.addEventListener('abort', reject)),
  );
  const asking = caught(api().look('x'));
  await vi.advanceTimersByTimeAsync(60_000);
  const late = await asking;
  expect(causeOf(late, true)).toBe('slow');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  const away = await caught(api().look('x'));
  expect(causeOf(away, true)).toBe('unreachable');
  expect(causeOf(away, false)).toBe('offline');
});

it('CON-1 an answer that breaks off is one that did not come', async () => {
  const broken = new ReadableStream({
    start: (stream) => stream.error(new TypeError('network error')),
  });
  answering(() => new Response(broken, { status: 200 }));
  expect(causeOf(await caught(api().me()), true)).toBe('unreachable');
});

it('CON-1 a browser that is given its first cookie asks once more, and no more', async () => {
  const refused = () => Response.json({ code: 'no-cookies', message: '' }, { status: 409 });
  const asked = answering(refused, () => Response.json({ kind: 'organiser' }));
  expect(await api().redeem({ token: 'x' })).toEqual({ kind: 'organiser' });
  expect(asked()).toBe(2);
  const again = answering(refused);
  expect(causeOf(await caught(api().redeem({ token: 'x' })), true)).toBe('cookies');
  expect(again()).toBe(2);
});

it('CON-1 tries cookies: set, then read back', async () => {
  const says = (kept: boolean) => () => Response.json({ kept });
  answering(says(false), says(true));
  expect(await api().keepsCookies()).toBe(true);
  answering(says(false), says(false));
  expect(await api().keepsCookies()).toBe(false);
});
