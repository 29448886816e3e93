/**
 * How long a text is, as the server counts it. It imports nothing, so that a text field in a
 * browser counts with the very same lines (TXT-3).
 */

/** The longest a text may be: a message, a note to the desk, a prompt, a reason, in characters. */
export const maxTextLength = 4000;
/** The longest content note in front of a message, in characters. */
export const maxContentNoteLength = 200;

/** `\b`, `\t`, `\n`, `\f`, `\r`: JSON has a short way to write these. */
const shortEscapes: ReadonlySet<number> = new Set([8, 9, 10, 12, 13]);

const quote = 0x22;
const backslash = 0x5c;

/** Bytes of a text as it travels: in JSON, as UTF-8. Half a surrogate pair is written with `\u`. */
export function jsonByteLength(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20) bytes += shortEscapes.has(unit) ? 2 : 6;
    else if (unit < 0x80) bytes += unit === quote || unit === backslash ? 2 : 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3;
    else if (isLowSurrogate(text.charCodeAt(i + 1)) && unit < 0xdc00) {
      bytes += 4;
      i++;
    } else bytes += 6;
  }
  return bytes;
}

/** False for NaN, which stands behind the end of a text. */
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/**
 * How many characters a text has too many; 0 when it fits (TXT-3). The server refuses exactly
 * what this says, and a text field counts with it. A text may have `most` characters (UTF-16
 * code units, as `length` counts) and three bytes for each of them as it travels: all writing
 * fits in that. Control characters and half characters need six, so fewer of them fit.
 */
export function excessLength(text: string, most = maxTextLength): number {
  const mostBytes = most * 3;
  const tooMany = Math.max(text.length - most, 0);
  // Six bytes are the most that one takes.
  if (text.length * 6 <= mostBytes || jsonByteLength(text.slice(0, most)) <= mostBytes)
    return tooMany;
  let bytes = 0;
  let length = 0;
  for (const character of text) {
    bytes += jsonByteLength(character);
    if (bytes > mostBytes) break;
    length += character.length;
  }
  return text.length - length;
}
