/**
 * The page while the next one loads: the bar with Support and Leave now, and a sentence. After
 * the first paint a page is never blank (PAGE-3).
 */
import { Trans } from '@lingui/react/macro';
import { connectionCauseDelay, useDelayedFlag } from '../../lib/time/use-delayed-flag.ts';
import { Button } from '../../ui/button.tsx';
import styles from './page.module.css';
import { TopBar } from './top-bar.tsx';

export function LoadingPage() {
  const isSlow = useDelayedFlag(true, connectionCauseDelay);
  return (
    <div className={styles.page}>
      <TopBar />
      <main className={styles.column}>
        <p className={styles.lead}>
          <Trans>One moment…</Trans>
        </p>
        {isSlow && (
          <div>
            <p>
              <Trans>The connection is slow. You can wait, or try again.</Trans>
            </p>
            <Button onClick={() => location.reload()}>
              <Trans>Try again</Trans>
            </Button>
          </div>
        )}
      </main>
    </div>
  );
}
