/** What is seen from the press on ‘Leave now’ until the other page is there: nothing. */
import { hideTitle } from '../../lib/preferences/document-title.ts';

/** Works on the document itself: it must not wait for a render. */
export function coverPage(): void {
  // Also takes away what lies in the top layer, where no cover reaches: open sheets.
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
