import { expect, it } from 'vitest';
import { heldRows, rowsOf } from '../../src/ui/press/held-rows.ts';

interface Person {
  readonly id: string;
  readonly name: string;
}

const person = (id: string, name = id): Person => ({ id, name });
const idOf = ({ id }: Person) => id;
const shown = (rows: ReturnType<typeof heldRows<Person>>) =>
  rows.map(({ item, gone }) => (gone ? `(${item.name})` : item.name));

it('PRS-1 a list that a person is at keeps its order; who is gone keeps the place, who is new comes last', () => {
  const before = rowsOf([person('amber'), person('river'), person('heron')], idOf);
  const rows = heldRows(before, [person('new'), person('heron'), person('amber')], idOf);
  expect(shown(rows)).toEqual(['amber', '(river)', 'heron', 'new']);
});

it('PRS-1 a row that stays shows what is new about it, and one that comes back is there again', () => {
  const before = rowsOf([person('amber'), person('river')], idOf);
  const without = heldRows(before, [person('river', 'River Stone')], idOf);
  expect(shown(without)).toEqual(['(amber)', 'River Stone']);
  expect(shown(heldRows(without, [person('river'), person('amber')], idOf))).toEqual([
    'amber',
    'river',
  ]);
});
