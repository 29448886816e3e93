/** The tasks of a page's main thread, read from a trace. */
import { expect, it } from 'vitest';
import {
  longest,
  stepMark,
  type TraceEvent,
  tasksByStep,
  totalOfLong,
} from '../src/screen/main-thread-tasks.ts';

const event = (name: string, ts: number, more: Partial<TraceEvent> = {}): TraceEvent => ({
  ...{ name, ph: 'X', pid: 1, tid: 1, ts },
  ...more,
});
const mark = (ts: number) => event(stepMark, ts, { ph: 'R' });
const task = (ts: number, dur: number, tdur = dur, more: Partial<TraceEvent> = {}) =>
  event('RunTask', ts, { dur, tdur, ...more });

const trace = [
  mark(1000),
  task(500, 900_000),
  task(1500, 60_000, 40_000),
  task(2000, 70_000, 55_000, { tid: 2 }),
  task(70_000, 10_000),
  mark(100_000),
  task(110_000, 51_000),
  task(170_000, 80_000, 20_000),
  mark(300_000),
  task(310_000, 90_000),
];

it('gives each step the tasks of its thread that began in it, in ms', () => {
  expect(tasksByStep(trace)).toEqual([
    [
      { wall: 60, cpu: 40 },
      { wall: 10, cpu: 10 },
    ],
    [
      { wall: 51, cpu: 51 },
      { wall: 80, cpu: 20 },
    ],
  ]);
});

it('takes the longest task, and adds up those of 50 ms or more', () => {
  const [one = [], other = []] = tasksByStep(trace);
  expect([longest(one, 'wall'), longest(one, 'cpu'), longest([], 'cpu')]).toEqual([60, 40, 0]);
  expect([totalOfLong(one, 'wall'), totalOfLong(one, 'cpu')]).toEqual([60, 0]);
  expect([totalOfLong(other, 'wall'), totalOfLong(other, 'cpu')]).toEqual([131, 51]);
});

it('fails on a trace without marks', () => {
  expect(() => tasksByStep([task(1, 1)])).toThrow('no mark');
});
