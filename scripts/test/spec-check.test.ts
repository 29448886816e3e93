/** What the check of the specification reads out of texts. */
import { expect, it } from 'vitest';
import { leadingIds, rulesOf, testNames } from '../spec-check.mjs';

it('reads the ids that a name begins with, and no others', () => {
  expect(leadingIds('RND-7 a holder who drops freezes the turn')).toEqual(['RND-7']);
  expect(leadingIds('RND-5, RND-6 and TRN-1 go together')).toEqual(['RND-5', 'RND-6', 'TRN-1']);
  expect(leadingIds('RND-1 to RND-3 in one meeting').sort()).toEqual(['RND-1', 'RND-2', 'RND-3']);
  expect(leadingIds('a holder who drops (RND-7)')).toEqual([]);
});

it('finds the names of tests however they are called', () => {
  const source = `
    it('VOI-2 one', () => {});
    test("VOI-3 'two'", async () => {});
    it.for([['a', 1], ['b', fn(2)]])('VOI-4 three %s', () => {});
    it.concurrent.each(rows)(\`VOI-5 four\`, () => {});
    submit('VOI-6 no test');
  `;
  expect(testNames(source)).toEqual(['VOI-2 one', "VOI-3 'two'", 'VOI-4 three %s', 'VOI-5 four']);
});

it('reads rules with their state, and the range a heading promises', () => {
  const spec = [
    '## Hands: HND-1 to HND-2',
    '| id | rule | state |',
    '|---|---|---|',
    '| HND-1 | One hand each, `a` or `b`. | now |',
    '## Resonance: RES-1',
    '| RES-1 | Never counted. | later |',
  ].join('\n');
  expect(rulesOf(spec)).toEqual({
    rules: [
      { id: 'HND-1', state: 'now' },
      { id: 'RES-1', state: 'later' },
    ],
    groups: [
      { name: 'HND', last: 2 },
      { name: 'RES', last: 1 },
    ],
  });
});
