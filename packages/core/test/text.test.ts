import { excessLength, jsonByteLength, maxTextLength } from '@holdspace/core';
import { begunMeeting } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { DeskFixture, leaf, rowan } from './fixtures/desk-fixture.ts';

const invisible: Record<string, string> = {
  nothing: '',
  'spaces, tabs and line breaks': ' \t\r\n\u00a0\u2003\u2028\u3000',
  'zero-width characters': '\u200b\u200c\u200d\u2060\ufeff',
  'bidi controls': '\u200e\u200f\u202a\u202e\u2066\u2069\u061c',
  'Hangul fillers': '\u3164\u115f\u1160\uffa0',
  'the blank Braille pattern': '\u2800',
  'a soft hyphen': '\u00ad',
  'variation selectors and tags': '\ufe0f\u{e0020}\u{e0100}',
  'combining marks alone': '\u0301\u20dd\u034f',
  'NUL and other controls': '\u0000\u0007\u001b\u007f\u0085',
  'anchors without their object': '\ufff9\ufffb\ufffc',
  'half a character': '\ud83d',
  'an empty note head': '\u{1d159}',
  'all of that at once': ' \u0000\u200b\u2800\u3164\u0301\u00ad\u202e',
};
const visible = [
  '.',
  '0',
  'é',
  'e\u0301',
  'ㅋ',
  '⠁',
  '👋',
  '❤️',
  '1️⃣',
  '🏳️‍🌈',
  'سلام',
  'กำ',
  '\u200b!',
];

const named = Object.entries(invisible);

describe('a text in which nothing can be seen', () => {
  it.each(named)('FLR-3 is empty in the circle: %s', (_, text) => {
    const story = begunMeeting();
    expect(story.ask('ada', { do: 'say', text })).toEqual({ refused: 'empty' });
    expect(story.ask('ada', { do: 'say', text: 'so', note: text })).toEqual({ refused: 'empty' });
    expect(story.state.messages).toHaveLength(0);
  });

  it.each(named)('DSK-5 is empty at the desk: %s', (_, text) => {
    const desk = new DeskFixture();
    expect(desk.ask(leaf, { do: 'note', text })).toEqual({ refused: 'empty' });
    expect(desk.ask(leaf, { do: 'feedback', text, meeting: null })).toEqual({ refused: 'empty' });
    expect(desk.ask(rowan, { do: 'back-channel', text, meeting: null })).toEqual({
      refused: 'empty',
    });
    expect(desk.words.size).toBe(0);
  });

  it.each(named)('DSK-5 takes nobody’s call for help away: %s', (_, text) => {
    const desk = new DeskFixture();
    desk.askAccepted(leaf, { do: 'ask-help', kind: 'unsafe', text });
    expect(desk.viewOf(rowan).desk?.threads).toMatchObject([{ entries: [{ text: '' }] }]);
  });
});

describe('a text in which something can be seen', () => {
  it.each(visible)('FLR-3 is said as it was written: %s', (text) => {
    const story = begunMeeting();
    expect(story.ask('ada', { do: 'say', text })).toMatchObject([{ type: 'Said' }]);
  });

  it.each(visible)('DSK-5 reaches the desk as it was written: %s', (text) => {
    const desk = new DeskFixture();
    desk.askAccepted(leaf, { do: 'note', text });
    expect(desk.viewOf(rowan).desk?.threads[0]?.entries).toMatchObject([{ text }]);
  });
});

describe('how long a text is', () => {
  const story = begunMeeting();
  const says = (text: string) => story.ask('ada', { do: 'say', text });
  const fits: Record<string, string> = {
    letters: 'x'.repeat(maxTextLength),
    'three-byte letters': '漢'.repeat(maxTextLength),
    emoji: '😀'.repeat(maxTextLength / 2),
    'quotation marks': '"'.repeat(maxTextLength),
    'line breaks': 'x\n'.repeat(maxTextLength / 2),
    'marks on letters': 'e\u0301'.repeat(maxTextLength / 2),
    'control characters': `x${'\u0000'.repeat(maxTextLength / 2 - 1)}`,
  };

  it.each(Object.entries(fits))('TXT-3 all of it is taken: %s', (_, text) => {
    expect(excessLength(text)).toBe(0);
    expect(says(text)).toHaveLength(1);
    expect(jsonByteLength(text)).toBeLessThanOrEqual(12_000);
  });

  const tooLong: Record<string, readonly [string, number]> = {
    'one letter more': ['x'.repeat(maxTextLength + 1), 1],
    '21,000 letters': ['x'.repeat(21_000), 17_000],
    'half an emoji more': [`${'😀'.repeat(maxTextLength / 2)}x`, 1],
    'control characters, six bytes each': [
      `x${'\u0001'.repeat(maxTextLength - 1)}`,
      maxTextLength / 2,
    ],
    'half characters, six bytes each': [
      `x${'\ud83d'.repeat(maxTextLength - 1)}`,
      maxTextLength / 2,
    ],
    both: [`${'漢'.repeat(3998)}${'\u0001'.repeat(2)}`, 1],
  };

  it.each(Object.entries(tooLong))(
    'TXT-3 what is too long is refused, and how much is known before: %s',
    (_, [text, excess]) => {
      expect(excessLength(text)).toBe(excess);
      expect(says(text)).toEqual({ refused: 'too-long' });
      expect(excessLength(text.slice(0, -excess))).toBe(0);
    },
  );

  it('TXT-3 a content note has a length of its own', () => {
    const says = (note: string) => story.ask('ada', { do: 'say', text: 'I am low.', note });
    expect(says('x'.repeat(200))).toHaveLength(1);
    expect(says('x'.repeat(201))).toEqual({ refused: 'too-long' });
  });
});
