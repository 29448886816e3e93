/** The lazy bundle of the sign-in: return code, devices, signed-out pages. */
import { lazyBundle } from '../lib/i18n/lazy-bundle.ts';

const signInBundle = lazyBundle(
  () => import('./sign-in.bundle.ts'),
  () => import('../locales/en/sign-in.po'),
);
export const loadSignIn = signInBundle.preload;
export const lazySignIn = signInBundle.lazy;
