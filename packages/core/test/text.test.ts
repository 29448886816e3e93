import { gathered } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { ADesk, leaf, rowan } from './desk/a-desk.ts';

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
    const story = gathered();
    expect(story.ask('ada', { do: 'say', text })).toEqual({ refused: 'empty' });
    expect(story.ask('ada', { do: 'say', text: 'so', note: text })).toEqual({ refused: 'empty' });
    expect(story.state.messages).toEqual([]);
  });

  it.each(named)('DSK-5 is empty at the desk: %s', (_, text) => {
    const desk = new ADesk();
    expect(desk.ask(leaf, { do: 'note', text })).toEqual({ refused: 'empty' });
    expect(desk.ask(leaf, { do: 'feedback', text, meeting: null })).toEqual({ refused: 'empty' });
    expect(desk.ask(rowan, { do: 'back-channel', text })).toEqual({ refused: 'empty' });
    expect(desk.words.size).toBe(0);
  });

  it.each(named)('DSK-5 takes nobody’s call for help away: %s', (_, text) => {
    const desk = new ADesk();
    desk.does(leaf, { do: 'ask-help', kind: 'unsafe', text });
    expect(desk.seenBy(rowan).desk?.threads).toMatchObject([{ entries: [{ text: '' }] }]);
  });
});

describe('a text in which something can be seen', () => {
  it.each(visible)('FLR-3 is said as it was written: %s', (text) => {
    const story = gathered();
    expect(story.ask('ada', { do: 'say', text })).toMatchObject([{ type: 'Said' }]);
  });

  it.each(visible)('DSK-5 reaches the desk as it was written: %s', (text) => {
    const desk = new ADesk();
    desk.does(leaf, { do: 'note', text });
    expect(desk.seenBy(rowan).desk?.threads[0]?.entries).toMatchObject([{ text }]);
  });
});
