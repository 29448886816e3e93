/** What somebody says stays one thing: text, content note, ask (TXT-1). */
import type { Ask, Message, MessageId, PersonId } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import { blank, isBlank, joined, notArrived, without, wordsOf } from '../../src/circle/words.ts';

const me = 'heron' as PersonId;
const said = (text: string, by: PersonId = me): Message => ({
  id: text as MessageId,
  by,
  text,
  turn: null,
  at: 0,
});
const words = (text: string, note?: string, ask?: Ask) => ({
  text,
  ...(note && { note }),
  ...(ask && { ask }),
});

it('TXT-1 what was on its way and is not in the circle comes back with its note and ask', () => {
  const sending = [words('one'), words('two', 'grief', 'ideas')];
  expect(notArrived(sending, [said('one')], me)).toEqual([words('two', 'grief', 'ideas')]);
});

it('FLR-3 the same words of somebody else are not mistaken for mine', () => {
  const sending = [words('one', 'grief')];
  expect(notArrived(sending, [said('one', 'leaf' as PersonId)], me)).toEqual(sending);
});

it('FLR-3 words said twice and arrived once come back once', () => {
  expect(notArrived([words('one'), words('one')], [said('one')], me)).toEqual([words('one')]);
});

it('FLR-3 words that come back never overwrite newer ones', () => {
  const newer = { text: 'newer', note: null, ask: null };
  expect(joined(words('refused'), newer).text).toBe('refused\n\nnewer');
  expect(joined(words('refused'), { ...newer, text: '  ' }).text).toBe('refused');
});

it('TXT-1 words that are put together keep every note, each of them once', () => {
  const newer = { text: 'newer', note: 'self-harm', ask: null };
  expect(joined(words('one', 'self-harm'), newer)).toEqual({ ...newer, text: 'one\n\nnewer' });
  expect(joined(words('one', 'grief', 'ideas'), newer)).toMatchObject({
    note: 'grief, self-harm',
    ask: 'ideas',
  });
  expect(joined(words('one', 'grief'), blank)).toEqual({ text: 'one', note: 'grief', ask: null });
  expect(joined(blank)).toEqual(blank);
  expect(joined({ ...blank, note: '' }).note).toBe('');
});

it('TXT-1 what is written is sent with all that belongs to it, or not at all', () => {
  expect(wordsOf({ text: ' hi ', note: ' grief ', ask: 'know' })).toEqual(
    words('hi', 'grief', 'know'),
  );
  expect(wordsOf({ text: 'hi', note: ' ', ask: null })).toEqual({ text: 'hi' });
  expect(wordsOf({ text: ' ', note: 'grief', ask: null })).toBeNull();
});

it('TXT-1 a note alone is worth keeping; a note that is only opened is not', () => {
  expect(isBlank({ ...blank, note: 'grief' })).toBe(false);
  expect(isBlank({ ...blank, note: '' })).toBe(true);
});

it('FLR-3 what is on its way now does not come back to the draft beside that', () => {
  expect(without([words('one'), words('two')], ['one'])).toEqual([words('two')]);
});
