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

it('PRS-1 a list that a person is at keeps its order; who is gone keeps the place, who is new comes last', () => {
  const before = listRows([person('amber'), person('river'), person('heron')], idOf);
  const rows = stableRows(before, [person('new'), person('heron'), person('amber')], idOf);
  expect(shown(rows)).toEqual(['amber', '(river)', 'heron', 'new']);
});

it('PRS-1 a row that stays shows what is new about it, and one that comes back is there again', () => {
  const before = listRows([person('amber'), person('river')], idOf);
  const without = stableRows(before, [person('river', 'River Stone')], idOf);
  expect(shown(without)).toEqual(['(amber)', 'River Stone']);
  expect(shown(stableRows(without, [person('river'), person('amber')], idOf))).toEqual([
    'amber',
    'river',
  ]);
});
