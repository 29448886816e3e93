/** Somebody's sign-in, where they are in the circle: news of it, the return code, their devices. */
import { Trans } from '@lingui/react/macro';
import { Suspense, useEffect, useState } from 'react';
import { lazySignIn } from '../sign-in/lazy.ts';
import { Button } from '../ui/button.tsx';
import { useHere } from './context.ts';
import { keptReturnCode } from './entry.ts';

const CodeLine = lazySignIn((signIn) => signIn.CodeLine);
const ReturnCode = lazySignIn((signIn) => signIn.ReturnCode);
const SignInNews = lazySignIn((signIn) => signIn.SignInNews);

/** Milliseconds after which what is rarely there is asked for. */
const atRest = 1500;

/** `slim`: for where there is little room, and others may look on. */
export function OwnSignIn({ slim }: { readonly slim?: boolean }) {
  const { circle } = useHere();
  const hasCode = keptReturnCode(circle) !== null;
  const [rested, setRested] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), atRest);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Suspense fallback={null}>
      {rested && <SignInNews />}
      {hasCode && (slim ? <CodeLine /> : <ReturnCode />)}
    </Suspense>
  );
}

/** On every page of a circle that is not the circle itself: a sign-in may be needed at any time. */
export function ToDevices() {
  const { openAside } = useHere();
  return (
    <Button kind="plain" onClick={() => openAside({ what: 'devices' })}>
      <Trans>Your devices and return code</Trans>
    </Button>
  );
}
