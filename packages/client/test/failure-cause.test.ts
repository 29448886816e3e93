/** The cause of a failed request (CON-1). */
import { afterEach, expect, it, vi } from 'vitest';
import { failureCauseOf } from '../src/failure-cause.ts';
import { api } from '../src/http.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const stubAnswers = (...answers: readonly (() => Response)[]) => {
  let at = 0;
  vi.stubGlobal('fetch', async () => answers[Math.min(at++, answers.length - 1)]?.());
  return () => at;
};
const rejectionOf = (asking: Promise<unknown>) =>
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
    stubAnswers(() => new Response('<html>Bad Gateway</html>', { status }));
    expect(failureCauseOf(await rejectionOf(api().look('x')), true, true), `${status}`).toBe(cause);
  }
});

it('CON-1 reads Retry-After in seconds and as a date', async () => {
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
    stubAnswers(busy(headers));
    expect(await rejectionOf(api().look('x'))).toMatchObject({ status: 429, retryAfter: wait });
  }
});

it('CON-1 distinguishes a slow server from an unreachable one', async () => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'fetch',
    (_url: string, { signal }: RequestInit) =>
      new Promise((_, reject) => signal?.addEventListener('abort', reject)),
  );
  const asking = rejectionOf(api().look('x'));
  await vi.advanceTimersByTimeAsync(60_000);
  const late = await asking;
  expect(failureCauseOf(late, true)).toBe('slow');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  const away = await rejectionOf(api().look('x'));
  expect(failureCauseOf(away, true)).toBe('unreachable');
  expect(failureCauseOf(away, false)).toBe('offline');
});

it('CON-1 an incomplete answer counts as no answer', async () => {
  const broken = new ReadableStream({
    start: (stream) => stream.error(new TypeError('network error')),
  });
  stubAnswers(() => new Response(broken, { status: 200 }));
  expect(failureCauseOf(await rejectionOf(api().me()), true)).toBe('unreachable');
});

it('CON-1 a browser that gets its first cookie retries exactly once', async () => {
  const refused = () => Response.json({ code: 'no-cookies', message: '' }, { status: 409 });
  const asked = stubAnswers(refused, () => Response.json({ kind: 'organiser' }));
  expect(await api().redeem({ token: 'x' })).toEqual({ kind: 'organiser' });
  expect(asked()).toBe(2);
  const again = stubAnswers(refused);
  expect(failureCauseOf(await rejectionOf(api().redeem({ token: 'x' })), true)).toBe('cookies');
  expect(again()).toBe(2);
});

it('CON-1 tries cookies: set, then read back', async () => {
  const says = (kept: boolean) => () => Response.json({ kept });
  stubAnswers(says(false), says(true));
  expect(await api().keepsCookies()).toBe(true);
  stubAnswers(says(false), says(false));
  expect(await api().keepsCookies()).toBe(false);
});
