/** What index.html shows without screens: the text of Support, or a calm sentence. */
import { paths } from '../../lib/paths.ts';

/** The page of Support shows its text after any fault. */
export function showStaticPage(what: 'support' | 'broken'): void {
  const { dataset } = document.documentElement;
  dataset['still'] = location.pathname === paths.support ? 'support' : what;
}

/** The screens are there. */
export function hideStaticPage(): void {
  delete document.documentElement.dataset['still'];
}
