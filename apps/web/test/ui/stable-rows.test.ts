import { expect, it } from 'vitest';
import { listRows, stableRows } from '../../src/ui/press/stable-rows.ts';

interface TestPerson {
  readonly id: string;
  readonly name: string;
}

const person = (id: string, name = id): TestPerson => ({ id, name });
const idOf = ({ id }: TestPerson) => id;
const shown = (rows: ReturnType<typeof stableRows<TestPerson>>) =>
  rows.map(({ item, gone }) => (gone ? `(${item.name})` : item.name));

it('PRS-1 a list in use keeps its order; removed rows keep their place, new rows come last', () => {
  const before = listRows([person('amber'), person('river'), person('heron')], idOf);
  const rows = stableRows(before, [person('new'), person('heron'), person('amber')], idOf);
  expect(shown(rows)).toEqual(['amber', '(river)', 'heron', 'new']);
});

it('PRS-1 a kept row shows its new data, and a returned row is active again', () => {
  const before = listRows([person('amber'), person('river')], idOf);
  const without = stableRows(before, [person('river', 'River Stone')], idOf);
  expect(shown(without)).toEqual(['(amber)', 'River Stone']);
  expect(shown(stableRows(without, [person('river'), person('amber')], idOf))).toEqual([
    'amber',
    'river',
  ]);
});
