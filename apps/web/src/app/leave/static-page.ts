/** What index.html shows where there are no screens: the words of the support, or a calm sentence. */
import { paths } from '../../lib/paths.ts';

/** On the page of the support its words are shown, whatever broke. */
export function showStaticPage(what: 'support' | 'broken'): void {
  const { dataset } = document.documentElement;
  dataset['still'] = location.pathname === paths.support ? 'support' : what;
}

/** The screens are there. */
export function hideStaticPage(): void {
  delete document.documentElement.dataset['still'];
}
