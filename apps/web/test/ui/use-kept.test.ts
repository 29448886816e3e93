/** What is typed while a form is on its way is not emptied with it (TXT-2). */
import { expect, it } from 'vitest';
import { typedSince } from '../../src/ui/use-kept.ts';

it('TXT-2 a form whose words have arrived is empty', () => {
  expect(typedSince('hello ', 'hello ', '')).toBe('');
  expect(typedSince('hello', 'hello  \n', '')).toBe('');
});

it('TXT-2 what was added while it was sent stays', () => {
  expect(typedSince('hello', 'hello\nand more', '')).toBe('and more');
});

it('TXT-2 what was written anew while it was sent stays as it is', () => {
  expect(typedSince('hello', 'something else', '')).toBe('something else');
});
