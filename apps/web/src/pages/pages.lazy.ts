/** The pages one reads outside of a circle. */
import { lazyBundle } from '../lib/i18n/lazy-bundle.ts';

const pagesBundle = lazyBundle(
  () => import('./pages.bundle.ts'),
  () => import('../locales/en/pages.po'),
);
export const loadPages = pagesBundle.preload;
export const lazyPage = pagesBundle.lazy;
