/**
 * The only module that sets the title of the tab. A title is read over a shoulder and kept in
 * the history of the browser, so it is one neutral word on every page, unless the person chose
 * otherwise in the settings (EXIT-5).
 */
import { onPreferencesChange, preferences } from './preferences.ts';

/** The same word is in index.html. Many programs have a tab called so, and it promises nothing. */
const neutralTitle = 'Notes';

let pageTitle: string | null = null;
let titleMark = '';
let isTitleHidden = false;

const renderTitle = () => {
  document.title = isTitleHidden
    ? neutralTitle
    : titleMark + (preferences().namedTitles && pageTitle ? pageTitle : neutralTitle);
};

/** What the page is about; null when there is no name for it. */
export function setTitle(words: string | null): void {
  pageTitle = words;
  renderTitle();
}

export const currentTitle = (): string | null => pageTitle;

/** Removes every name and mark for good, on ‘Leave now’. */
export function hideTitle(): void {
  isTitleHidden = true;
  renderTitle();
}

/** Neutral words or a sign in front of the title, without names; '' for none. */
export function setTitleMark(sign: string): void {
  titleMark = sign;
  renderTitle();
}

export const syncTitle = (): (() => void) => onPreferencesChange(renderTitle);
