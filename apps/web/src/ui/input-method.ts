/**
 * Keys that belong to an input method, which writes Japanese, Chinese, Korean and other scripts:
 * Enter takes a suggestion, the arrows choose one, Escape lets it go. None of them is meant for
 * the page (TXT-7). Chromium and Firefox send them with `isComposing`. Safari ends the
 * composition before the key that confirmed it, and marks that key by its code alone.
 */

/** What browsers give as `keyCode` of a key that the input method has taken. */
const takenByInputMethod = 229;

type KeyInfo = Pick<KeyboardEvent, 'isComposing' | 'keyCode'>;

/** A key that an input method has taken: nothing on the page acts on it. */
export const isInputMethodKey = ({ isComposing, keyCode }: KeyInfo): boolean =>
  isComposing || keyCode === takenByInputMethod;

/** Keys that act on something, by their names; letters have one character. */
const isActionKey = (key: string): boolean =>
  key.length > 1 && key !== 'Unidentified' && key !== 'Process' && key !== 'Dead';

/**
 * Keeps keys of an input method from everything that acts on keys: fields, lists, toolbars, forms
 * that Enter would send. One listener in front of all others, so that none of them is forgotten.
 * Returns the function that stops it.
 */
export function ignoreInputMethodKeys(target: Window): () => void {
  const keep = (event: KeyboardEvent) => {
    if (!isInputMethodKey(event) || !isActionKey(event.key)) return;
    event.stopImmediatePropagation();
    // Safari has ended the composition; the rest of the key event would send a form.
    if (event.key === 'Enter') event.preventDefault();
  };
  target.addEventListener('keydown', keep, { capture: true });
  return () => target.removeEventListener('keydown', keep, { capture: true });
}
