/**
 * Lazy parts of the sign-in on screens of a circle; the screen does not wait for them, and does
 * not end with them.
 */
import { type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import {
  DevicesButton as LoadedDevicesButton,
  SignInStatus as LoadedSignInStatus,
} from './sign-in.lazy.ts';

/** Latest notice and return code. `slim`: little room, or other people may see the screen. */
export const SignInStatus = ({ slim }: { readonly slim?: boolean }) => (
  <Beside>
    <LoadedSignInStatus slim={slim === true} />
  </Beside>
);

/** On the pages of a circle outside the meeting. */
export const DevicesButton = () => (
  <Beside>
    <LoadedDevicesButton />
  </Beside>
);

const Beside = ({ children }: { readonly children: ReactNode }) => (
  <ErrorBoundary>
    <Suspense fallback={null}>{children}</Suspense>
  </ErrorBoundary>
);
