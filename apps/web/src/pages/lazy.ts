/** The pages one reads outside of a circle. */
import { apart } from '../words/apart.ts';

const pages = apart(
  () => import('./index.tsx'),
  () => import('../locales/en/pages.po'),
);
export const loadPages = pages.preload;
export const lazyPage = pages.lazy;
