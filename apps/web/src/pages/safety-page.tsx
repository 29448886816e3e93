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
            It is at the top of every screen. It covers this page in all tabs at once, signs this
            browser out, forgets what was written here and opens a page about something else. It
            waits for nothing, and works without a connection. Pressing Shift three times does the
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
          <Trans>What stays in this browser</Trans>
        </h2>
        <ul>
          <li>
            <Trans>
              Its history still shows that this address was visited, and when. The tabs were all
              called ‘Notes’, and no name is in it. A private window keeps no history.
            </Trans>
          </li>
          <li>
            <Trans>
              The link you were sent stays in the history, and in the message that brought it. Once
              you have used it, it opens a page without names in this browser. From that page, and
              on another device, it still lets somebody see what the circle is called and ask to
              come in, as somebody new, never as you.
            </Trans>
          </li>
          <li>
            <Trans>
              A copy of what you wrote, where the browser keeps files, if you saved one; and what
              you copied, until you copy something else.
            </Trans>
          </li>
          <li>
            <Trans>
              A list of numbers that tells which links were used here. It opens nothing and names
              nobody.
            </Trans>
          </li>
          <li>
            <Trans>
              Where the address begins with https, also the parts of these pages that are the same
              for everybody, so that Support opens without a connection.
            </Trans>
          </li>
        </ul>
        <h2>
          <Trans>What it cannot do</Trans>
        </h2>
        <ul>
          <li>
            <Trans>
              Signing out needs the server. Without a connection it is done as soon as there is one,
              at the latest before this page shows anything again. Until then somebody who knows how
              to copy files of this browser could still use the sign-in. ‘Sign out everywhere’ on
              another device ends it too.
            </Trans>
          </li>
          <li>
            <Trans>
              Without a connection the page that it opens cannot be shown. Then the browser says so,
              or shows an empty page; neither names this place.
            </Trans>
          </li>
          <li>
            <Trans>
              Where the address begins with http, others in the same network can see that you are
              here.
            </Trans>
          </li>
          <li>
            <Trans>It cannot help against somebody who watches the device itself.</Trans>
          </li>
        </ul>
        <h2>
          <Trans>A device that others use</Trans>
        </h2>
        <p>
          <Trans>
            Choose ‘This is a shared device’ when you join. Closing the browser then signs you out,
            and twelve hours do so in any case. It does not when the browser is set to open all tabs
            again, or ends without being closed: by a crash, an empty battery, or a phone that puts
            it away. Until then somebody who opens it is in the circle as you. ‘Leave now’ is the
            surer way.
          </Trans>
        </p>
      </div>
    </Page>
  );
}
