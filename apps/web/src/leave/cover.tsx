/** What is seen from the press on ‘Leave now’ until the other page is there: nothing. */
import { Trans } from '@lingui/react/macro';
import { useEffect, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { cover, uncover } from './leave.ts';
import styles from './leave-now.module.css';

export function Cover() {
  const covered = useSyncExternalStore(cover.subscribe, cover.now);
  useEffect(() => {
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) uncover();
    };
    window.addEventListener('pageshow', shown);
    return () => window.removeEventListener('pageshow', shown);
  }, []);
  if (!covered) return null;
  return createPortal(
    <div className={styles.cover} role="alert">
      <span className="hidden">
        <Trans>Leaving this page.</Trans>
      </span>
    </div>,
    document.body,
  );
}
