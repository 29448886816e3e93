/** Lazy parts of the sign-in on screens of a circle; the screen does not wait for them. */
import { Suspense } from 'react';
import {
  DevicesButton as LoadedDevicesButton,
  SignInStatus as LoadedSignInStatus,
} from './sign-in.lazy.ts';

/** Latest notice and return code. `slim`: little room, or other people may see the screen. */
export const SignInStatus = ({ slim }: { readonly slim?: boolean }) => (
  <Suspense fallback={null}>
    <LoadedSignInStatus slim={slim === true} />
  </Suspense>
);

/** On the pages of a circle outside the meeting. */
export const DevicesButton = () => (
  <Suspense fallback={null}>
    <LoadedDevicesButton />
  </Suspense>
);
