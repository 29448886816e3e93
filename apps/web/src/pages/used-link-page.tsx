/**
 * A link that was used in this browser (EXIT-4). It shows nothing about a circle or a person,
 * whether a person is still signed in or not; what it offers needs a further press.
 */
import type { Me } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Page } from '../app/shell/page.tsx';
import { RetryNotice } from '../app/shell/retry-notice.tsx';
import { useRequest } from '../lib/api/use-request.ts';
import { paths } from '../lib/paths.ts';
import { resetTabStorage } from '../lib/storage/storage.ts';
import { Button } from '../ui/button.tsx';
import { CircleList } from './my-circles.tsx';
import styles from './pages.module.css';

interface UsedLinkPageProps {
  readonly onJoinAsNew: () => void;
}

export function UsedLinkPage({ onJoinAsNew: onSomebodyNew }: UsedLinkPageProps) {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const { busy, waiting, run, tryNow, stop } = useRequest({ retries: true });
  const [several, setSeveral] = useState<Me | null>(null);
  const list = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (several) list.current?.focus();
  }, [several]);

  const comeBack = async () => {
    const tried = await run((api) => api.me());
    if (!tried?.ok) return;
    const { organiser, circles, ended } = tried.value;
    const [only] = circles;
    if (circles.length > 1) return setSeveral(tried.value);
    if (only) return navigate(paths.wayBack(only.circle, only.role), { replace: true });
    // Its page says why.
    const [out] = ended;
    if (out && !organiser) return navigate(paths.circle(out.circle), { replace: true });
    navigate(organiser ? paths.organiser : paths.back, { replace: true });
  };
  const asSomebodyNew = async () => {
    const tried = await run((api) => api.signOut());
    if (!tried?.ok) return;
    resetTabStorage();
    onSomebodyNew();
  };

  return (
    <Page
      title={t`This link was used in this browser before`}
      lead={t`It no longer opens by itself here.`}
      centred
    >
      {waiting && <RetryNotice waiting={waiting} onNow={tryNow} onStop={stop} />}
      {several ? (
        <CircleList me={several} heading={list} />
      ) : (
        <Button
          kind="primary"
          size="l"
          wide
          busy={busy && !waiting}
          onClick={() => void comeBack()}
        >
          <Trans>It was me. Let me back in</Trans>
        </Button>
      )}
      <details className={styles.more}>
        <summary>
          <Trans>It was someone else</Trans>
        </summary>
        <p>
          <Trans>
            You can use the link to join as someone new. The person signed in here is then signed
            out. If it was you, come back with your six words instead: otherwise you’re in the
            circle twice, under two names.
          </Trans>
        </p>
        <Button
          kind="quiet"
          size="l"
          wide
          busy={busy && !waiting}
          onClick={() => void asSomebodyNew()}
        >
          <Trans>Join as someone new</Trans>
        </Button>
      </details>
      <nav className={styles.foot} aria-label={t`More`}>
        <Link href={paths.back}>
          <Trans>Enter my six words</Trans>
        </Link>
        <Link href={paths.support}>
          <Trans>Support</Trans>
        </Link>
        <Link href={paths.home}>
          <Trans>Go to the start page</Trans>
        </Link>
      </nav>
    </Page>
  );
}
