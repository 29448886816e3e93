/** Retries until the server answers (CON-1). */
import { ApiProblem } from '@holdspace/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { type RetryState, retry, retryDelay } from '../../src/lib/api/retry.ts';

let online = new EventTarget();
beforeEach(() => {
  vi.useFakeTimers();
  online = new EventTarget();
  vi.stubGlobal('window', online);
  vi.stubGlobal('navigator', { onLine: true });
  return () => vi.useRealTimers();
});

const problem = (status: number, code: string, retryAfter: number | null = null) =>
  new ApiProblem(status, { code, message: 'words' }, retryAfter);

/** Fails with each of these in turn, then answers. */
function startRetry(...faults: readonly unknown[]) {
  const waited: RetryState[] = [];
  let wake: () => void = () => undefined;
  let asked = 0;
  const own = new AbortController();
  const answer = retry(
    async () => {
      const fault = faults[asked++];
      if (fault) throw fault;
      return 'there';
    },
    {
      signal: own.signal,
      isPublic: true,
      onRetryScheduled: (waiting) => waited.push(waiting),
      onWaker: (next) => {
        wake = next;
      },
    },
  );
  answer.catch(() => undefined);
  return { answer, waited, own, asked: () => asked, wake: () => wake() };
}

it('CON-1 retries until there is an answer, and names each cause', async () => {
  const { answer, waited } = startRetry(
    problem(0, 'offline'),
    problem(0, 'timeout'),
    problem(429, 'too-soon'),
    problem(500, 'fault'),
    problem(503, 'holding-on'),
    problem(503, 'set-aside'),
    problem(502, 'http-502'),
    problem(403, 'http-403'),
    problem(200, 'not-ours'),
    problem(403, 'wrong-address'),
    problem(404, 'not-here'),
  );
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(await answer).toBe('there');
  expect(waited.map(({ cause }) => cause)).toEqual([
    ...['unreachable', 'slow', 'busy', 'fault', 'resting', 'set-aside'],
    ...['gateway', 'foreign', 'foreign', 'address', 'address'],
  ]);
});

it('CON-1 only the refusal of a link by the server is final', async () => {
  const fault = problem(404, 'link-not-open');
  const { answer, waited } = startRetry(fault);
  await expect(answer).rejects.toBe(fault);
  expect(waited).toEqual([]);
});

it('CON-1 asks at once when the network is back, and when a person presses', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  const { asked, waited, wake, answer } = startRetry(
    problem(0, 'offline'),
    problem(429, 'too-soon', 60_000),
  );
  await vi.advanceTimersByTimeAsync(0);
  expect(waited[0]?.cause).toBe('offline');
  online.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked()).toBe(2);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked()).toBe(2);
  wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(await answer).toBe('there');
});

it('CON-1 waits for a person where the browser blocks cookies', async () => {
  const { asked, wake, answer, waited } = startRetry(problem(409, 'no-cookies'));
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked()).toBe(1);
  expect(waited[0]).toMatchObject({ cause: 'cookies', wait: null });
  wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(await answer).toBe('there');
});

it('CON-1 grows its pauses, respects Retry-After, and limits each pause', () => {
  const pause = (tries: number, retryAfter: number | null = null) =>
    retryDelay('busy', tries, retryAfter) ?? 0;
  expect(pause(0)).toBeLessThanOrEqual(2500);
  expect(pause(9)).toBeGreaterThanOrEqual(30_000);
  expect(pause(0, 60_000)).toBeGreaterThanOrEqual(60_000);
  expect(pause(0, 86_400_000)).toBe(300_000);
});

it('EXIT-2 sends no request after Leave now', async () => {
  const { asked, own, answer } = startRetry(problem(502, 'http-502'));
  await vi.advanceTimersByTimeAsync(0);
  own.abort();
  await expect(answer).rejects.toBeInstanceOf(ApiProblem);
  online.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked()).toBe(1);
});
