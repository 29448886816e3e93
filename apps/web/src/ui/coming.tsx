/**
 * What stands on the page while the next one is on its way: the bar with support and the way out,
 * and words. After the first paint a page is never blank (PAGE-3).
 */
import { Trans } from '@lingui/react/macro';
import styles from './page.module.css';
import { TopBar } from './top-bar.tsx';

export function Coming() {
  return (
    <div className={styles.page}>
      <TopBar />
      <main className={styles.column}>
        <p className={styles.lead}>
          <Trans>One moment…</Trans>
        </p>
      </main>
    </div>
  );
}
