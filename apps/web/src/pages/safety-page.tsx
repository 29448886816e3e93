/** What ‘Leave now’ does and does not do, said before anybody needs it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../ui/page.tsx';
import styles from './pages.module.css';

export function SafetyPage() {
  const { t } = useLingui();
  return (
    <Page title={t`If somebody might look at your screen`}>
      <div className={styles.text}>
        <h2>
          <Trans>‘Leave now’</Trans>
        </h2>
        <p>
          <Trans>
            It is at the top of every screen. It covers the page at once, forgets what this browser
            kept here, and opens a page about something else. Pressing Shift three times does the
            same; you can switch that off in the settings.
          </Trans>
        </p>
        <p>
          <Trans>
            The circle does not see that you left in a hurry. Your return code brings you back under
            the same name.
          </Trans>
        </p>
        <h2>
          <Trans>What it cannot do</Trans>
        </h2>
        <ul>
          <li>
            <Trans>
              The history of the browser still shows that this address was visited. A private window
              keeps no history.
            </Trans>
          </li>
          <li>
            <Trans>
              On a computer that others use, choose ‘This is a shared device’ when you join.
            </Trans>
          </li>
          <li>
            <Trans>It cannot help against somebody who watches the device itself.</Trans>
          </li>
        </ul>
      </div>
    </Page>
  );
}
