/**
 * Shows the pages after the sign-out of an earlier ‘Leave now’ is finished (EXIT-3). Public pages,
 * Support among them, do not wait.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { paths } from '../lib/paths.ts';
import { finishSignOut, isWorkerSignOutPending } from './leave/finish-sign-out.ts';
import { isSignOutPending, serviceWorkerContainer } from './leave/sign-out.ts';
import { Page } from './shell/page.tsx';

/** Milliseconds between two tries. */
const retryDelay = 2000;
const publicPaths: readonly string[] = [
  paths.support,
  paths.safety,
  paths.agreements,
  paths.privacy,
];

export function SignOutGate({ children }: { readonly children: ReactNode }) {
  const [location] = useLocation();
  const [tidy, setTidy] = useState(
    () => !isSignOutPending() && !serviceWorkerContainer()?.controller,
  );
  // Shows nothing until the note of the worker is read: a page that disappears again would unsettle.
  const [known, setKnown] = useState(isSignOutPending);
  useEffect(() => {
    if (tidy) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const work = async () => {
      clearTimeout(timer);
      if (await finishSignOut()) setTidy(true);
      else timer = setTimeout(work, retryDelay);
    };
    const begin = async () => {
      if (!isSignOutPending() && !(await isWorkerSignOutPending())) return setTidy(true);
      setKnown(true);
      await work();
    };
    void begin();
    window.addEventListener('online', work);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', work);
    };
  }, [tidy]);
  return tidy || publicPaths.includes(location) ? children : known && <SignOutPendingPage />;
}

function SignOutPendingPage() {
  const { t } = useLingui();
  return (
    <Page title={t`One moment`} centred>
      <p>
        <Trans>This page opens as soon as you’re connected.</Trans>
      </p>
    </Page>
  );
}
