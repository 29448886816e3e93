import { expect, it } from 'vitest';
import { shortNames } from '../../src/circle/people/short-names.ts';

const short = (...names: string[]) => [
  ...shortNames(names.map((name, id) => ({ id: `${id}`, name }))).values(),
];

it('WAY-2 the first part of a name is shown under its pebble', () => {
  expect(short('River Stone', 'Amber Leaf', 'Mary Ann Smith')).toEqual(['River', 'Amber', 'Mary']);
  expect(short('ليلى العامري', 'अनन्या शर्मा', '🦊 Fox', '春日')).toEqual([
    'ليلى',
    'अनन्या',
    '🦊 Fox',
    '春日',
  ]);
});

it('WAY-2 people who share it get the shortest distinct name', () => {
  expect(short('River Stone', 'River Heron', 'Amber Leaf')).toEqual([
    'River S.',
    'River H.',
    'Amber',
  ]);
  expect(short('River Stone', 'River Stork')).toEqual(['River Stone', 'River Stork']);
  expect(short('River', 'River Stone')).toEqual(['River', 'River S.']);
  expect(short('मीरा कौर', 'मीरा सिंह')).toEqual(['मीरा कौ.', 'मीरा सिं.']);
});

it('VOI-11 the number of a look-alike stays', () => {
  expect(short('River Stone', 'River Stone (2)')).toEqual(['River', 'River (2)']);
});

it('WAY-2 a hidden person has no name here either', () => {
  expect(short('', 'Amber Leaf')).toEqual(['', 'Amber']);
});
