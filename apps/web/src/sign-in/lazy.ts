/** What belongs to somebody's sign-in: the return code, their devices, and being signed out. */
import { apart } from '../words/apart.ts';

const signIn = apart(
  () => import('./index.tsx'),
  () => import('../locales/en/sign-in.po'),
);
export const loadSignIn = signIn.preload;
export const lazySignIn = signIn.lazy;
