import { expect, it } from 'vitest';
import { IdleCollection } from '../../src/ops/idle-collection.ts';

const MiB = 1024 * 1024;

function startProcess() {
  const state = { utilization: 0, heap: 40 * MiB, live: 30 * MiB, collections: 0 };
  const collection = new IdleCollection({
    utilization: () => state.utilization,
    heapBytes: () => state.heap,
    collect() {
      state.collections++;
      state.heap = state.live;
    },
  });
  const check = (times: number) => {
    for (let n = 0; n < times; n++) collection.check();
    return state.collections;
  };
  return { state, check };
}

it('gives the memory of a storm back when the process has been quiet for ten seconds', () => {
  const { state, check } = startProcess();
  expect(check(20)).toBe(1);
  Object.assign(state, { utilization: 0.9, heap: 200 * MiB, live: 80 * MiB });
  expect(check(20)).toBe(1);
  state.utilization = 0.01;
  expect(check(19)).toBe(1);
  expect(check(1)).toBe(2);
  expect(state.heap).toBe(80 * MiB);
});

it('pauses a quiet process without new garbage only once', () => {
  const { state, check } = startProcess();
  expect(check(20)).toBe(1);
  state.heap += 10 * MiB;
  expect(check(100)).toBe(1);
});

it('does not wait for ten seconds without any work, but for a mean below 3 %', () => {
  const { state, check } = startProcess();
  state.utilization = 0.5;
  check(1);
  state.utilization = 0.004;
  expect(check(18)).toBe(0);
  expect(check(1)).toBe(1);
  Object.assign(state, { utilization: 0.04, heap: 200 * MiB });
  expect(check(100)).toBe(1);
});
