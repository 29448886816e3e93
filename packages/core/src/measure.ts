/**
 * How long a text is, as the server counts it. It imports nothing, so that a text field in a
 * browser counts with the very same lines (TXT-3).
 */

/** The longest a text may be: a message, a note to the desk, a prompt, a reason, in characters. */
export const maxTextLength = 4000;
/** The longest content note in front of a message, in characters. */
export const maxContentNoteLength = 200;

/** Bytes of a text as it travels: in JSON, as UTF-8. */
export function jsonByteLength(text: string): number {
  let bytes = 0;
  for (const sign of JSON.stringify(text)) {
    const point = sign.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes - 2;
}

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
