/** A message keeps its three parts together: text, content note, ask (TXT-1). */
import type { Ask, Message, MessageId, PersonId } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import {
  blankMessage,
  isBlankMessage,
  joinContents,
  trimmedContent,
  undelivered,
  withoutTexts,
} from '../../src/circle/composer/message-content.ts';

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

it('TXT-1 a pending message that did not arrive returns with its note and ask', () => {
  const sending = [words('one'), words('two', 'grief', 'ideas')];
  expect(undelivered(sending, [said('one')], me)).toEqual([words('two', 'grief', 'ideas')]);
});

it('FLR-3 the same words of another person are not taken for mine', () => {
  const sending = [words('one', 'grief')];
  expect(undelivered(sending, [said('one', 'leaf' as PersonId)], me)).toEqual(sending);
});

it('FLR-3 a text sent twice and arrived once returns once', () => {
  expect(undelivered([words('one'), words('one')], [said('one')], me)).toEqual([words('one')]);
});

it('FLR-3 a returned text never overwrites a newer one', () => {
  const newer = { text: 'newer', note: null, ask: null };
  expect(joinContents(words('refused'), newer).text).toBe('refused\n\nnewer');
  expect(joinContents(words('refused'), { ...newer, text: '  ' }).text).toBe('refused');
});

it('TXT-1 joined texts keep every note, each of them once', () => {
  const newer = { text: 'newer', note: 'self-harm', ask: null };
  expect(joinContents(words('one', 'self-harm'), newer)).toEqual({
    ...newer,
    text: 'one\n\nnewer',
  });
  expect(joinContents(words('one', 'grief', 'ideas'), newer)).toMatchObject({
    note: 'grief, self-harm',
    ask: 'ideas',
  });
  expect(joinContents(words('one', 'grief'), blankMessage)).toEqual({
    text: 'one',
    note: 'grief',
    ask: null,
  });
  expect(joinContents(blankMessage)).toEqual(blankMessage);
  expect(joinContents({ ...blankMessage, note: '' }).note).toBe('');
});

it('TXT-1 a draft is sent with note and ask, or not at all', () => {
  expect(trimmedContent({ text: ' hi ', note: ' grief ', ask: 'know' })).toEqual(
    words('hi', 'grief', 'know'),
  );
  expect(trimmedContent({ text: 'hi', note: ' ', ask: null })).toEqual({ text: 'hi' });
  expect(trimmedContent({ text: ' ', note: 'grief', ask: null })).toBeNull();
});

it('TXT-1 a note alone is worth keeping; a note that is only opened is not', () => {
  expect(isBlankMessage({ ...blankMessage, note: 'grief' })).toBe(false);
  expect(isBlankMessage({ ...blankMessage, note: '' })).toBe(true);
});

it('FLR-3 a pending message does not return to the draft', () => {
  expect(withoutTexts([words('one'), words('two')], ['one'])).toEqual([words('two')]);
});
