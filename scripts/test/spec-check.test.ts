/** What the check of the specification reads from documents and tests. */
import { expect, it } from 'vitest';
import { checkSpecification, leadingIds, rulesOf, testNames } from '../spec-check.mjs';
import { exceptionsIn, section, withSection } from '../spec-table.mjs';

it('reads the ids at the beginning of a name only', () => {
  expect(leadingIds('RND-7 a holder who drops freezes the turn')).toEqual(['RND-7']);
  expect(leadingIds('RND-5, RND-6 and TRN-1 go together')).toEqual(['RND-5', 'RND-6', 'TRN-1']);
  expect(leadingIds('RND-1 to RND-3 in one meeting').sort()).toEqual(['RND-1', 'RND-2', 'RND-3']);
  expect(leadingIds('a holder who drops (RND-7)')).toEqual([]);
});

it('finds the names of tests in every form of `it` and `test`', () => {
  const source = `
    it('VOI-2 one', () => {});
    test("VOI-3 'two'", async () => {});
    it.for([['a', 1], ['b', fn(2)]])('VOI-4 three %s', () => {});
    it.concurrent.each(rows)(\`VOI-5 four\`, () => {});
    submit('VOI-6 no test');
    const invariants = {
      'VOI-7 six': () => {},
      'VOI-8 seven'(core) {},
      'VOI-9 no invariant',
    };
  `;
  expect(testNames(source)).toEqual([
    ...['VOI-2 one', "VOI-3 'two'", 'VOI-4 three %s', 'VOI-5 four'],
    ...['VOI-7 six', 'VOI-8 seven'],
  ]);
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

it('finds for each built rule a test, and a rehearsal or a reason for having none', () => {
  expect(checkSpecification().faults).toEqual([]);
});

it('makes the table with one example test per rule, and replaces it in the document', () => {
  const test = (file: string, name: string, alone = true) => ({ file, name, alone });
  const shown = {
    'HND-1': {
      tests: [
        test('apps/server/test/a.test.ts', 'is seen by all'),
        test('packages/core/test/b.test.ts', 'goes with another', false),
        test('packages/core/test/c.test.ts', 'one hand | one person'),
      ],
      rehearsals: ['rehearsals/hnd-1-hands.yaml'],
    },
  };
  const made = section([{ id: 'HND-1' }, { id: 'HND-2' }], shown);
  expect(made.split('\n').slice(4, 6)).toEqual([
    '| HND-1 | 3 | [one hand \\| one person](../packages/core/test/c.test.ts) | [hnd-1-hands](../rehearsals/hnd-1-hands.yaml) |',
    '| HND-2 | 0 | – | – |',
  ]);
  const spec = `before\n${section([], {})}\nafter`;
  expect(withSection(spec, made)).toBe(`before\n${made}\nafter`);
  expect(withSection('no place', made)).toBeNull();
});

it('reads the rules without a rehearsal, and the reasons', () => {
  const spec = [
    '### Rules that no rehearsal can show',
    '| rule | why |',
    '|---|---|',
    '| PRV-5 | Nobody in a meeting sees a log. |',
    '## Something else',
    '| PRV-6 | is not excused |',
  ].join('\n');
  expect(exceptionsIn(`# Spec\n${spec}`)).toEqual([
    { id: 'PRV-5', why: 'Nobody in a meeting sees a log.' },
  ]);
});
