/** What is wrong with a text that somebody sends to the desk or the circle; null when it is fit. */
import { firstRefusal } from './kernel.ts';
import type { RefusalCode } from './vocabulary.ts';
import { maxText } from './vocabulary.ts';

/**
 * What leaves no ink by itself: spaces, controls, half characters, marks without a letter,
 * what renderers ignore (zero-width, bidi, soft hyphen, Hangul fillers), annotation and object
 * anchors, the blank Braille pattern, the empty note head. Not `\p{Cn}`: an emoji that is
 * newer than the server is one of those.
 */
const inkless =
  /[\p{White_Space}\p{Cc}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}\u{FFF9}-\u{FFFC}\u{2800}\u{1D159}]/gu;

/** There is nothing in it that anybody could see. */
export const isBlank = (text: string): boolean => text.replace(inkless, '') === '';

/** Bytes of a text as it travels: in JSON, as UTF-8. */
export function bytesOf(text: string): number {
  let bytes = 0;
  for (const sign of JSON.stringify(text)) {
    const point = sign.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes - 2;
}

export const unfitText = (text: string): RefusalCode | null =>
  firstRefusal(isBlank(text) && 'empty', text.length > maxText && 'too-long');
