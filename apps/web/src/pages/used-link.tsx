/**
 * A link that was used in this browser (EXIT-4). It shows nothing about a circle or a person,
 * whether somebody is still signed in or not; what it offers needs a further press.
 */
import { api } from '@holdspace/client';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { renewTabStorage } from '../lib/storage.ts';
import { paths } from '../paths.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import styles from './pages.module.css';

interface UsedLinkProps {
  readonly onSomebodyNew: () => void;
}

type Circles = Awaited<ReturnType<ReturnType<typeof api>['me']>>['circles'];

export function UsedLink({ onSomebodyNew }: UsedLinkProps) {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const [several, setSeveral] = useState<Circles>([]);

  const ask = async (act: () => Promise<void>) => {
    setBusy(true);
    setFailed(false);
    try {
      await act();
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  const comeBack = () =>
    ask(async () => {
      const { organiser, circles, ended } = await api().me();
      const [only] = circles;
      if (circles.length > 1) return setSeveral(circles);
      if (only) return navigate(paths.circle(only.circle), { replace: true });
      // Its page says why.
      const [out] = ended;
      if (out && !organiser) return navigate(paths.circle(out.circle), { replace: true });
      navigate(organiser ? paths.organiser : paths.back, { replace: true });
    });
  const asSomebodyNew = () =>
    ask(async () => {
      await api().signOut();
      renewTabStorage();
      onSomebodyNew();
    });

  return (
    <Page
      title={t`This link was used in this browser before`}
      lead={t`It no longer opens by itself here.`}
      centred
    >
      {failed && (
        <Notice tone="brick" spoken>
          <Trans>That didn’t work. Please press again.</Trans>
        </Notice>
      )}
      {several.length > 0 ? (
        several.map(({ circle, name }) => (
          <ButtonLink key={circle} to={paths.circle(circle)} kind="primary" size="l" wide>
            <Trans>
              Come back as <bdi>{name}</bdi>
            </Trans>
          </ButtonLink>
        ))
      ) : (
        <Button kind="primary" size="l" wide busy={busy} onClick={() => void comeBack()}>
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
            out.
          </Trans>
        </p>
        <Button kind="quiet" size="l" wide busy={busy} onClick={() => void asSomebodyNew()}>
          <Trans>Join as someone new</Trans>
        </Button>
      </details>
      <nav className={styles.foot} aria-label={t`More`}>
        <Link href={paths.back}>
          <Trans>Enter a return code</Trans>
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
