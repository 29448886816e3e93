/** Somebody's sign-in, where they are in the circle: loaded apart, and never waited for. */
import { Suspense } from 'react';
import { lazySignIn } from '../sign-in/lazy.ts';

const Own = lazySignIn((signIn) => signIn.OwnSignIn);
const To = lazySignIn((signIn) => signIn.ToDevices);

/** News of it, and the return code. `slim`: where there is little room and others may look on. */
export const OwnSignIn = ({ slim }: { readonly slim?: boolean }) => (
  <Suspense fallback={null}>
    <Own slim={slim === true} />
  </Suspense>
);

/** On every page of a circle that is not the circle itself: it may be needed at any time. */
export const ToDevices = () => (
  <Suspense fallback={null}>
    <To />
  </Suspense>
);
