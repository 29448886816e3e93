/** The refusal of a text for the desk or the circle; null when the text is valid. */
import { firstRefusal } from './kernel.ts';
import { excessLength, maxTextLength } from './measure.ts';
import type { RefusalCode } from './vocabulary.ts';

/**
 * What leaves no ink by itself: spaces, controls, half characters, marks without a letter,
 * what renderers ignore (zero-width, bidi, soft hyphen, Hangul fillers), annotation and object
 * anchors, the blank Braille pattern, the empty note head. Not `\p{Cn}`: an emoji that is
 * newer than the server is one of those.
 */
const visibleCharacter =
  /[^\p{White_Space}\p{Cc}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}\u{FFF9}-\u{FFFC}\u{2800}\u{1D159}]/u;

/** Whether the text has no visible character; stops at the first one. */
export const isBlank = (text: string): boolean => !visibleCharacter.test(text);

const whiteSpace = /\s/u;
const isWhiteSpace = (unit: number): boolean =>
  unit < 128
    ? unit === 32 || (unit >= 9 && unit <= 13)
    : whiteSpace.test(String.fromCharCode(unit));

/** The runs of characters between white space. */
export function wordCount(text: string): number {
  let count = 0;
  let wasSpace = true;
  for (let i = 0; i < text.length; i++) {
    const isSpace = isWhiteSpace(text.charCodeAt(i));
    if (wasSpace && !isSpace) count++;
    wasSpace = isSpace;
  }
  return count;
}

/** Refusals: `empty`, `too-long` for more than `most` characters or their bytes (TXT-3). */
export const textRefusal = (text: string, most = maxTextLength): RefusalCode | null =>
  firstRefusal(isBlank(text) && 'empty', excessLength(text, most) > 0 && 'too-long');
