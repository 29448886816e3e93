/** Somebody's sign-in, where they are in the circle: loaded apart, and never waited for. */
import { Suspense } from 'react';
import {
  DevicesButton as LoadedDevicesButton,
  SignInStatus as LoadedSignInStatus,
} from './sign-in.lazy.ts';

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
