/** What is typed while a form is on its way is not emptied with it (TXT-2). */
import { expect, it } from 'vitest';
import { typedAfterSend } from '../../src/lib/storage/use-tab-state.ts';

it('TXT-2 a form whose words have arrived is empty', () => {
  expect(typedAfterSend('hello ', 'hello ', '')).toBe('');
  expect(typedAfterSend('hello', 'hello  \n', '')).toBe('');
});

it('TXT-2 text added during sending stays', () => {
  expect(typedAfterSend('hello', 'hello\nand more', '')).toBe('and more');
});

it('TXT-2 new text written during sending stays unchanged', () => {
  expect(typedAfterSend('hello', 'something else', '')).toBe('something else');
});
