/** What is seen from the press on ‘Leave now’ until the other page is there: nothing. */
import { t } from '@lingui/core/macro';
import { hideTitle } from '../settings/title.ts';
import styles from './leave-now.module.css';

/** Works on the document itself: it must not wait for a render. */
export function coverPage(): void {
  // Also takes away what lies in the top layer, where no cover reaches: open sheets.
  document.documentElement.toggleAttribute('data-leaving', true);
  hideTitle();
  const cover = document.createElement('div');
  cover.className = styles['cover'] ?? '';
  cover.dataset['cover'] = '';
  cover.setAttribute('role', 'alert');
  const words = document.createElement('span');
  words.className = 'hidden';
  words.textContent = t`Leaving this page.`;
  cover.append(words);
  document.body.append(cover);
}
