/** Somebody's sign-in, where they are in the circle: loaded apart, and never waited for. */
import { Suspense } from 'react';
import { lazySignIn } from './sign-in.lazy.ts';

const LoadedSignInStatus = lazySignIn((signIn) => signIn.SignInStatus);
const LoadedDevicesButton = lazySignIn((signIn) => signIn.DevicesButton);

/** News of it, and the return code. `slim`: where there is little room and others may look on. */
export const SignInStatus = ({ slim }: { readonly slim?: boolean }) => (
  <Suspense fallback={null}>
    <LoadedSignInStatus slim={slim === true} />
  </Suspense>
);

/** On every page of a circle that is not the circle itself: it may be needed at any time. */
export const DevicesButton = () => (
  <Suspense fallback={null}>
    <LoadedDevicesButton />
  </Suspense>
);
