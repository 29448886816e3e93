// @vitest-environment happy-dom
/** One way to send a request after a press: its failure in words, or tried again (CON-1). */
import { ApiProblem } from '@holdspace/client';
import { i18n } from '@lingui/core';
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useRequest } from '../../src/lib/api/use-request.ts';

i18n.loadAndActivate({ locale: 'en', messages: {} });

const unreachable = () => Promise.reject(new ApiProblem(0, { code: 'unreachable', message: '' }));
const refused = () =>
  Promise.reject(new ApiProblem(409, { code: 'name-taken', message: 'This name is taken.' }));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('CON-1 without retries the first failure ends it, and its cause is shown', async () => {
  const { result } = renderHook(() => useRequest());
  await act(async () => expect((await result.current.run(unreachable))?.ok).toBe(false));
  expect(result.current).toMatchObject({ busy: false, waiting: null });
  expect(result.current.errorText).toContain('We can’t reach the server');
});

it('CON-1 a decision of the server is shown in its own words and not tried again', async () => {
  const { result } = renderHook(() => useRequest({ retries: true }));
  await act(async () => expect((await result.current.run(refused))?.ok).toBe(false));
  expect(result.current.errorText).toBe('This name is taken.');
  expect(result.current.problem?.code).toBe('name-taken');
});

it('CON-1 with retries it waits, says why, and retries at once when the person presses', async () => {
  const { result } = renderHook(() => useRequest({ retries: true }));
  let reachable = false;
  const ask = vi.fn(() => (reachable ? Promise.resolve('here') : unreachable()));
  let value: unknown;
  await act(async () => void result.current.run(ask).then((done) => (value = done)));
  expect(result.current).toMatchObject({ busy: true, waiting: { cause: 'unreachable' } });
  expect(result.current.errorText).toBeNull();
  reachable = true;
  await act(async () => result.current.tryNow());
  expect(value).toEqual({ ok: true, value: 'here' });
  expect(result.current).toMatchObject({ busy: false, waiting: null });
});

it('CON-1 a stopped request resolves with null and changes nothing later', async () => {
  const { result } = renderHook(() => useRequest({ retries: true }));
  let value: unknown = 'pending';
  await act(async () => void result.current.run(unreachable).then((done) => (value = done)));
  await act(async () => result.current.stop());
  await act(async () => void (await vi.advanceTimersByTimeAsync(60_000)));
  expect(value).toBeNull();
  expect(result.current).toMatchObject({ busy: false, waiting: null, errorText: null });
});
