/**
 * The start page: the circles of this browser, or a pasted link. It looks the same to
 * everyone until the person presses (PRV-8, WAY-1).
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useLayoutEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Page } from '../app/shell/page.tsx';
import { Ring } from '../join/invitation/ring.tsx';
import { storeLink, tokenInAddress } from '../join/link/link-token.ts';
import { paths } from '../lib/paths.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { MyCircles } from './my-circles.tsx';
import styles from './pages.module.css';
import { PasteLink } from './paste-link.tsx';

/** Redirects a link that lost its path to the join page; its token leaves the address (CON-1). */
function useLinkInAddress(): void {
  const [, navigate] = useLocation();
  useLayoutEffect(() => {
    const token = tokenInAddress();
    if (!token) return;
    storeLink({ token, pressed: false });
    navigate(paths.join, { replace: true });
  }, [navigate]);
}

/** PRV-11: whether somebody comes here because they left a circle for good. The address forgets it. */
function useHasLeft(): boolean {
  const [, navigate] = useLocation();
  const [hasLeft] = useState(() => paths.left.endsWith(location.hash || '?'));
  useEffect(() => {
    if (hasLeft) navigate(paths.home, { replace: true, state: history.state });
  }, [hasLeft, navigate]);
  return hasLeft;
}

export function HomePage() {
  const { t } = useLingui();
  useLinkInAddress();
  const hasLeft = useHasLeft();
  return (
    <Page
      title={t`Welcome`}
      lead={t`A circle is a small group that meets live, in text. One person speaks at a time, and everyone may pass.`}
      above={
        <div className={styles.ring}>
          <Ring />
        </div>
      }
      dawn
      centred
    >
      {hasLeft && (
        <Notice spoken>
          <Trans>
            You’ve left that circle for good. Your name and what you wrote there are deleted. Take
            care.
          </Trans>
        </Notice>
      )}
      <section className={styles.form} aria-labelledby="before">
        <h2 id="before">
          <Trans>I was here before</Trans>
        </h2>
        <MyCircles />
        <ButtonLink to={paths.back} size="l" wide>
          <Trans>Enter my six words</Trans>
        </ButtonLink>
      </section>
      <section className={styles.form} aria-labelledby="invited">
        <h2 id="invited">
          <Trans>I’ve been invited</Trans>
        </h2>
        <PasteLink />
      </section>
      <nav className={styles.foot} aria-label={t`More`}>
        <Link href={paths.support}>
          <Trans>Support</Trans>
        </Link>
        <Link href={paths.safety}>
          <Trans>Safety</Trans>
        </Link>
        <Link href={paths.agreements}>
          <Trans>Agreements</Trans>
        </Link>
        <Link href={paths.privacy}>
          <Trans>Privacy</Trans>
        </Link>
        <Link href={paths.organiser}>
          <Trans>For organisers and facilitators</Trans>
        </Link>
      </nav>
    </Page>
  );
}
