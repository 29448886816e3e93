/** What belongs to somebody's sign-in: the return code, their devices, and being signed out. */
import { lazyBundle } from '../lib/i18n/lazy-bundle.ts';

const signInBundle = lazyBundle(
  () => import('./sign-in.bundle.ts'),
  () => import('../locales/en/sign-in.po'),
);
export const loadSignIn = signInBundle.preload;
export const lazySignIn = signInBundle.lazy;
