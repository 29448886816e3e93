/** What is typed while a form is on its way is not emptied with it (TXT-2). */
import { expect, it } from 'vitest';
import { typedAfterSend } from '../../src/lib/storage/use-tab-state.ts';

it('TXT-2 a form whose words have arrived is empty', () => {
  expect(typedAfterSend('hello ', 'hello ', '')).toBe('');
  expect(typedAfterSend('hello', 'hello  \n', '')).toBe('');
});

it('TXT-2 what was added while it was sent stays', () => {
  expect(typedAfterSend('hello', 'hello\nand more', '')).toBe('and more');
});

it('TXT-2 what was written anew while it was sent stays as it is', () => {
  expect(typedAfterSend('hello', 'something else', '')).toBe('something else');
});
