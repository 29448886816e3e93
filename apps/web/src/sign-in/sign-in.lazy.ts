/** Return code, devices, being signed out: loaded together when the first of them is needed. */
import { lazyBundle } from '../lib/loading/lazy-bundle.ts';

const bundle = lazyBundle(
  () => import('./sign-in.bundle.ts'),
  () => import('../locales/en/sign-in.po'),
);
/** For the gallery, which shows the parts without their lazy edge. */
export const loadSignIn = bundle.load;
export const preloadSignIn = bundle.preload;

export const DevicesButton = bundle.lazy((parts) => parts.DevicesButton);
export const DevicesPanel = bundle.lazy((parts) => parts.DevicesPanel);
export const ReturnPage = bundle.lazy((parts) => parts.ReturnPage);
export const SignedOutHerePage = bundle.lazy((parts) => parts.SignedOutHerePage);
export const SignedOutPage = bundle.lazy((parts) => parts.SignedOutPage);
export const SignInStatus = bundle.lazy((parts) => parts.SignInStatus);
