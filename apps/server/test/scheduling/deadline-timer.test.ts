import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DeadlineTimer } from '../../src/scheduling/deadline-timer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minute = 60_000;

it('RND-17 rings at its moment, not before, also when that is far', () => {
  let now = 0;
  const ring = vi.fn();
  new DeadlineTimer(() => now, ring).set(90 * minute);
  now = 89 * minute;
  vi.advanceTimersByTime(89 * minute);
  expect(ring).not.toHaveBeenCalled();
  now = 90 * minute;
  vi.advanceTimersByTime(minute);
  expect(ring).toHaveBeenCalledTimes(1);
});

it('RND-17 rings soon after a machine that slept past the moment has woken', () => {
  let now = 0;
  const ring = vi.fn();
  new DeadlineTimer(() => now, ring).set(90 * minute);
  // The clock went on while no timer did.
  now = 8 * 60 * minute;
  vi.advanceTimersByTime(minute / 2);
  expect(ring).toHaveBeenCalledTimes(1);
});

it('RND-17 rings for nothing that was taken back', () => {
  const ring = vi.fn();
  const alarm = new DeadlineTimer(() => 0, ring);
  alarm.set(0);
  alarm.set(null);
  vi.advanceTimersByTime(minute);
  expect(ring).not.toHaveBeenCalled();
});
