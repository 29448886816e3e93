/** Six words, however they are typed. */
import { expect, it } from 'vitest';
import { codeOf } from '../../src/pages/code.ts';

it('PRV-7 reads a return code with any spaces, capitals and marks between its words', () => {
  const code = 'amber brook cedar delta ember frost';
  for (const typed of [
    code,
    '  Amber  BROOK, cedar;delta\nember frost. ',
    '1. amber 2. brook 3. cedar 4. delta 5. ember 6. frost',
    'amber-brook-cedar-delta-ember-frost',
  ]) {
    expect(codeOf(typed)).toBe(code);
  }
});

it('PRV-7 takes nothing that is not six words', () => {
  expect(codeOf('')).toBeNull();
  expect(codeOf('amber brook cedar delta ember')).toBeNull();
  expect(codeOf('amber brook cedar delta ember frost grove')).toBeNull();
});
