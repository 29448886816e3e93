/**
 * The only module that sets the title of the tab. A title is read over a shoulder and kept in
 * the history of the browser, so it is one neutral word on every page, unless the person chose
 * otherwise in the settings (EXIT-5).
 */
import { onPreferences, preferences } from './preferences.ts';

/** The same word is in index.html. Many programs have a tab called so, and it promises nothing. */
const neutralTitle = 'Notes';

let named: string | null = null;
let mark = '';
let hidden = false;

const show = () => {
  document.title = hidden
    ? neutralTitle
    : mark + (preferences().namedTitles && named ? named : neutralTitle);
};

/** What the page is about; null when there is no name for it. */
export function setTitle(words: string | null): void {
  named = words;
  show();
}

export const namedTitle = (): string | null => named;

/** Takes away every name and mark for good: the page is being left. */
export function hideTitle(): void {
  hidden = true;
  show();
}

/** Neutral words or a sign in front of the title, without names; '' for none. */
export function setTitleMark(sign: string): void {
  mark = sign;
  show();
}

export const showTitles = (): (() => void) => onPreferences(show);
