/**
 * The pages of a browser that was signed out (KEY-2): the reason in plain words, and what to do
 * next. They show neither the circle nor the person.
 */
import { api } from '@holdspace/client';
import type { EndedSessionReason } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { Page } from '../app/shell/page.tsx';
import { paths } from '../lib/paths.ts';
import { storeReturnCode } from '../lib/storage/circle-storage.ts';
import { resetTabStorage } from '../lib/storage/storage.ts';
import { ButtonLink } from '../ui/button.tsx';
import { hasPendingRequest, makeReturnCode } from './make-return-code.ts';

/** Time between two requests, ms. */
const retryDelay = 3000;

/** Drafts stay in the tab for these reasons; for every other one the tab storage is cleared. */
const reasonsKeepingDrafts: readonly EndedSessionReason[] = ['time', 'new-code', 'room'];

interface SignedOutPageProps {
  readonly circle: string;
  /** Called when the browser is signed in after all: by another tab, or by a late answer. */
  readonly onAgain: () => void;
}

export function SignedOutPage({ circle, onAgain }: SignedOutPageProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState<EndedSessionReason | 'unknown' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each circle
  useEffect(() => {
    let isUnmounted = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const found = await findEndReason(circle);
      if (isUnmounted) return;
      if (found === 'signed-in') onAgain();
      // Asks again after `onAgain` too: this page is then unmounted, or the circle refused again.
      if (found === 'signed-in' || found === 'offline') {
        timer = setTimeout(ask, retryDelay);
        return;
      }
      if (found !== 'unknown' && !reasonsKeepingDrafts.includes(found)) resetTabStorage();
      storeReturnCode(circle, null);
      setReason(found);
    };
    void ask();
    return () => {
      isUnmounted = true;
      clearTimeout(timer);
    };
  }, [circle]);
  if (reason === null) {
    return (
      <Page title={t`One moment`} centred>
        <p>
          <Trans>We’re checking whether you’re still signed in.</Trans>
        </p>
      </Page>
    );
  }
  return <SignedOutReason reason={reason} />;
}

/** Finds the reason; a pending request for a new code is repeated first. */
async function findEndReason(
  circle: string,
): Promise<EndedSessionReason | 'unknown' | 'signed-in' | 'offline'> {
  try {
    if (hasPendingRequest(circle)) {
      await makeReturnCode(circle);
      return 'signed-in';
    }
  } catch {
    // The code was not made, or there is no connection; the next request decides which.
  }
  try {
    const { circles, ended } = await api().me();
    if (circles.some((each) => each.circle === circle)) return 'signed-in';
    return ended.find((each) => each.circle === circle)?.why ?? 'unknown';
  } catch {
    return 'offline';
  }
}

export function SignedOutReason({ reason }: { readonly reason: EndedSessionReason | 'unknown' }) {
  const { t } = useLingui();
  switch (reason) {
    case 'signed-out':
      return (
        <SignedOutLayout title={t`You’re signed out here`}>
          <Trans>Someone pressed “Sign out here” in this browser.</Trans>
        </SignedOutLayout>
      );
    case 'everywhere':
      return (
        <SignedOutLayout title={t`You’re signed out on all devices`}>
          <Trans>
            Someone pressed “Sign out everywhere” on one of your devices. Your return code still
            works. If it wasn’t you, come back with the code and check “Your devices and return
            code”.
          </Trans>
        </SignedOutLayout>
      );
    case 'new-code':
      return (
        <SignedOutLayout title={t`This device was signed out`} drafts>
          <Trans>
            Someone made a new return code on another of your devices, which signed this one out.
            Come back with the new code. If it wasn’t you, tell the person who invited you.
          </Trans>
        </SignedOutLayout>
      );
    case 'replaced':
      return (
        <SignedOutLayout title={t`You’re signed out here`}>
          <Trans>
            Someone else joined the same circle in this browser, and only one person can be signed
            in. Your return code still works.
          </Trans>
        </SignedOutLayout>
      );
    case 'room':
      return (
        <SignedOutLayout title={t`This device was signed out`} drafts>
          <Trans>
            You’re signed in on many devices, so the oldest one was signed out. If it wasn’t you,
            come back and make a new return code.
          </Trans>
        </SignedOutLayout>
      );
    case 'not-facilitator':
      return (
        <SignedOutLayout title={t`You’re no longer a facilitator here`} isCodeGone>
          <Trans>
            An organiser ended this, and all your devices were signed out. Your return code no
            longer works. To find out why, ask the organiser.
          </Trans>
        </SignedOutLayout>
      );
    case 'time':
      return (
        <SignedOutLayout title={t`You’ve been signed out`} drafts>
          <Trans>It’s been a while. Your return code brings you back under the same name.</Trans>
        </SignedOutLayout>
      );
    case 'unknown':
      return (
        <SignedOutLayout title={t`You’re signed out here`}>
          <Trans>Your return code brings you back under the same name.</Trans>
        </SignedOutLayout>
      );
  }
}

/** After the person pressed “Sign out”. */
export function SignedOutHerePage() {
  const { t } = useLingui();
  return (
    <SignedOutLayout title={t`You’re signed out`}>
      <Trans>
        This browser has forgotten you. Your return code brings you back under the same name.
      </Trans>
    </SignedOutLayout>
  );
}

interface SignedOutLayoutProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Drafts in this tab are still there. */
  readonly drafts?: boolean;
  readonly isCodeGone?: boolean;
}

function SignedOutLayout({ title, children, drafts, isCodeGone }: SignedOutLayoutProps) {
  return (
    <Page title={title} centred>
      <p>{children}</p>
      {drafts && (
        <p>
          <Trans>What you were writing is saved in this tab.</Trans>
        </p>
      )}
      {!isCodeGone && (
        <ButtonLink to={paths.back} kind="primary" size="l" wide>
          <Trans>Enter my six words</Trans>
        </ButtonLink>
      )}
      <ButtonLink to={paths.support} size="l" wide>
        <Trans>Support</Trans>
      </ButtonLink>
      <ButtonLink to={paths.home} kind="plain" size="l" wide>
        <Trans>Go to the start page</Trans>
      </ButtonLink>
    </Page>
  );
}
