/** Covers the page from the press on ‘Leave now’ until the harmless page is loaded. */
import { hideTitle } from '../../lib/preferences/document-title.ts';

/** Works on the document itself: it must not wait for a render. */
export function coverPage(): void {
  // Also removes open sheets: they are in the top layer, above every cover.
  document.documentElement.toggleAttribute('data-leaving', true);
  hideTitle();
  const cover = document.createElement('div');
  cover.className = 'cover';
  cover.dataset['cover'] = '';
  cover.setAttribute('role', 'alert');
  const words = document.createElement('span');
  words.className = 'unseen';
  words.textContent = document.getElementById('leave')?.dataset['leaving'] ?? '';
  cover.append(words);
  document.body.append(cover);
}
