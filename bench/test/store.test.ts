import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { measureStore, storeTable } from '../src/store.ts';

it('measures what a message costs the store, for groups of 10 and 40', () => {
  const costs = measureStore(tmpdir(), 80);
  expect(costs.map(({ group }) => group)).toEqual([10, 40]);
  for (const { microseconds, kibibytes } of costs) {
    expect(microseconds).toBeGreaterThan(0);
    expect(kibibytes).toBeGreaterThanOrEqual(0);
  }
  expect(storeTable(costs).split('\n')).toHaveLength(4);
});
