/**
 * A name as people in the circle will see it. What cannot be seen, or turns or covers what
 * stands beside it, is left out; a name with nothing to see in it is none.
 */

const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u00AD\u200B\u2060\uFEFF\uFFF9-\uFFFB]/gu;
/** Letters of no script carry more marks than this; a tower of them covers other lines. */
const towering = /(\p{M}{4})\p{M}+/gu;
/** U+2800 is a Braille cell without a dot. */
const nothing = /^[\p{Default_Ignorable_Code_Point}\p{M}\p{Z}\u2800]*$/u;

/** Empty when there is nothing to see. */
export function shownName(name: string): string {
  const shown = name
    .toWellFormed()
    .normalize('NFC')
    .replace(unseen, '')
    .replace(towering, '$1')
    .trim();
  return nothing.test(shown) ? '' : shown;
}
