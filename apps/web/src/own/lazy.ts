/** What one opens rarely and for oneself, and what is shown when the circle is over for one. */
import { apart } from '../words/apart.ts';

const own = apart(
  () => import('./index.tsx'),
  () => import('../locales/en/own.po'),
);
export const loadOwn = own.preload;
export const lazyOwn = own.lazy;
