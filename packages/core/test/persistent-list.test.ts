/** The list of messages: an array to its readers, and no copy of it per message. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PersistentList } from '../src/persistent-list.ts';

interface Entry {
  readonly key: string;
  readonly value: number;
}
const emptyEntries = () => PersistentList.empty<Entry>(({ key }) => [key]);
const listOf = (entries: readonly Entry[]) =>
  entries.reduce((list, entry) => list.append(entry), emptyEntries());
const entries = (length: number): Entry[] =>
  Array.from({ length }, (_, value) => ({ key: `k${value % 97}`, value }));
const append = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.integer() });
/** Append, or replace the value at a place; `from` says which of the lists so far is changed. */
const change = fc.record({ from: fc.nat(), at: fc.option(fc.nat()), entry: append });

function expectArray(list: PersistentList<Entry>, items: readonly Entry[]) {
  expect(list.length).toBe(items.length);
  expect([...list]).toEqual(items);
  for (const at of [-1, 0, 31, 32, items.length - 1, items.length]) {
    expect(list.at(at)).toBe(items[at]);
    if (at >= 0) expect(list.from(at)).toEqual(items.slice(at));
  }
  for (const key of ['a', 'b', 'c', 'd', 'none']) {
    const at = items.findLastIndex((each) => each.key === key);
    expect(list.indexOf(key)).toBe(at);
    expect(list.get(key)).toBe(items[at]);
  }
}

describe('a list that is shared and not copied', () => {
  it('LED-12 reads like an array, whatever was made of it since', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 70 }),
        fc.array(change, { maxLength: 60 }),
        (n, changes) => {
          const start = entries(n).map((each, i) => ({ ...each, key: 'abcd'.charAt(i % 4) }));
          const lists = [{ list: listOf(start), items: start as readonly Entry[] }];
          for (const { from, at, entry } of changes) {
            const { list, items } = lists[from % lists.length]!;
            if (at === null || items.length === 0) {
              lists.push({ list: list.append(entry), items: [...items, entry] });
            } else {
              const index = at % items.length;
              const replaced = { ...entry, key: items[index]!.key };
              lists.push({ list: list.with(index, replaced), items: items.with(index, replaced) });
            }
          }
          for (const { list, items } of lists) expectArray(list, items);
        },
      ),
      { seed: 2076 },
    );
  });

  it('LED-12 finds the last item of a key, also when a branch of the list has fewer of it', () => {
    const a = { key: 'a', value: 1 };
    const start = emptyEntries().append(a);
    const longer = start.append(a).append(a);
    const branch = start.append(a);
    expect([start, longer, branch].map((list) => list.indexOf('a'))).toEqual([0, 2, 1]);
  });

  it('LED-12 holds tens of thousands, and every one can be read and replaced', () => {
    const all = entries(33_000);
    const list = listOf(all);
    expect([...list]).toEqual(all);
    expect(list.filter(({ value }, i) => value === i)).toHaveLength(33_000);
    for (const at of [0, 1023, 1024, 32_767, 32_768, 32_999]) {
      const changed = list.with(at, { ...all[at]!, value: -1 });
      expect([changed.at(at)?.value, list.at(at)?.value]).toEqual([-1, at]);
      expect(changed.filter(({ value }) => value === -1)).toHaveLength(1);
    }
    expect(list.with(33_000, all[0]!)).toBe(list);
    expect(list.lastUntil(({ value }) => value < 32_990).map(({ value }) => value)).toEqual(
      Array.from({ length: 10 }, (_, i) => 32_999 - i),
    );
  });

  it('LED-12 is equal to one with the same items, however it came to be', () => {
    const all = entries(100);
    const changed = listOf(all).with(50, { key: 'k50', value: -1 });
    expect(changed.with(50, all[50]!)).toEqual(listOf(all));
    expect(changed).not.toEqual(listOf(all));
  });

  it('LED-12 shares all but a few blocks with the list before it, at any length', () => {
    for (const length of [100, 1000, 10_000]) {
      const before = listOf(entries(length));
      for (const after of [before.append(entries(1)[0]!), before.with(50, entries(51)[50]!)]) {
        expect(newObjects(before, after)).toBeLessThan(10);
      }
    }
  });
});

/** How many objects of the second list are not in the first. */
function newObjects(before: object, after: object): number {
  const known = new Set<object>();
  const collect = (value: unknown): number => {
    if (typeof value !== 'object' || value === null || known.has(value)) return 0;
    known.add(value);
    return Object.values(value).reduce<number>((sum, each) => sum + collect(each), 1);
  };
  collect(before);
  return collect(after);
}
