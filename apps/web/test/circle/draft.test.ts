/** What comes back to the draft after a reload or a refusal. */
import type { Message, MessageId, PersonId } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import { joined, notArrived } from '../../src/circle/draft.ts';

const me = 'heron' as PersonId;
const said = (text: string, by: PersonId = me): Message => ({
  id: text as MessageId,
  by,
  text,
  turn: null,
  at: 0,
});

it('FLR-3 what was on its way and is not in the circle comes back', () => {
  expect(notArrived(['one', 'two'], [said('one')], me)).toEqual(['two']);
});

it('FLR-3 the same words of somebody else are not mistaken for mine', () => {
  expect(notArrived(['one'], [said('one', 'leaf' as PersonId)], me)).toEqual(['one']);
});

it('FLR-3 words said twice and arrived once come back once', () => {
  expect(notArrived(['one', 'one'], [said('one')], me)).toEqual(['one']);
});

it('FLR-3 words that come back never overwrite newer ones', () => {
  expect(joined('refused', 'newer')).toBe('refused\n\nnewer');
  expect(joined('refused', '  ')).toBe('refused');
});
