import { circle, desk, meeting, oncePerState } from '@holdspace/core';
import { expect, it, vi } from 'vitest';

it('LED-12 a result of a state is computed once, and again for the next state', () => {
  const compute = vi.fn(({ count }: { readonly count: number }) => count || null);
  const result = oncePerState(compute);
  const [first, second] = [{ count: 0 }, { count: 2 }];
  expect([first, first, second, first].map(result)).toEqual([null, null, 2, null]);
  expect(compute).toHaveBeenCalledTimes(2);
});

it('LED-12 the decider and the timers of a node share one list of deadlines per state', () => {
  expect(meeting.deadlines(meeting.initial)).toBe(meeting.deadlines(meeting.initial));
  expect(circle.deadlines(circle.initial)).toBe(circle.deadlines(circle.initial));
  expect(desk.deadlines(desk.initial)).toBe(desk.deadlines(desk.initial));
});
