// @vitest-environment happy-dom
/** Loading a part of the screens again (CON-1), and knowing when it will never come (PAGE-3). */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OutdatedScreensError, retryLoad } from '../../src/lib/loading/retry-load.ts';

beforeEach(() => {
  vi.useFakeTimers();
  const script = document.createElement('script');
  script.type = 'text/plain';
  script.setAttribute('src', '/assets/index-abc.js');
  document.head.append(script);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.head.replaceChildren();
});

/** Fails so often, then loads. */
function part(failures: number) {
  const load = vi.fn(async () => {
    if (load.mock.calls.length <= failures) throw new TypeError('Failed to fetch');
    return 'loaded';
  });
  return load;
}
const answers = (...statuses: readonly (number | null)[]) => {
  const left = [...statuses];
  const ask = vi.fn(async (_address: string, _how: RequestInit) => {
    const status = left.shift() ?? null;
    if (status === null) throw new TypeError('Failed to fetch');
    return { status };
  });
  vi.stubGlobal('fetch', ask);
  return ask;
};

it('CON-1 a part is loaded again after a pause, and at once when the network is back', async () => {
  answers(null, 200);
  const load = part(2);
  const loaded = retryLoad(load);
  await vi.advanceTimersByTimeAsync(2999);
  expect(load).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(load).toHaveBeenCalledTimes(2);
  window.dispatchEvent(new Event('online'));
  expect(await loaded).toBe('loaded');
});

it('PAGE-3 a part is given up when the first script of the page is gone from the server', async () => {
  const ask = answers(503, 404);
  const load = part(9);
  const loaded = retryLoad(load).catch((fault: unknown) => fault);
  await vi.advanceTimersByTimeAsync(3000);
  expect(await loaded).toBeInstanceOf(OutdatedScreensError);
  expect(load).toHaveBeenCalledTimes(2);
  expect(ask.mock.lastCall).toEqual([
    expect.stringContaining('/assets/index-abc.js'),
    { method: 'HEAD', cache: 'no-store' },
  ]);
});
