/** Explains what ‘Leave now’ does and does not do. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../app/shell/page.tsx';
import styles from './pages.module.css';

export function SafetyPage() {
  const { t } = useLingui();
  return (
    <Page title={t`If someone might look at your screen`}>
      <div className={styles.text}>
        <h2>
          <Trans>“Leave now”</Trans>
        </h2>
        <p>
          <Trans>
            It’s at the top of every screen. It covers this page in all tabs at once, signs this
            browser out, forgets what was written here and opens a page about something else. It
            waits for nothing and works offline. Pressing Shift three times does the same. You can
            switch that off in the settings.
          </Trans>
        </p>
        <p>
          <Trans>
            The circle doesn’t see that you left in a hurry. Your return code brings you back under
            the same name.
          </Trans>
        </p>
        <h2>
          <Trans>What stays in this browser</Trans>
        </h2>
        <ul>
          <li>
            <Trans>
              The history still shows that this address was visited, and when. The tabs were all
              called “Notes”, and it holds no names. A private window keeps no history.
            </Trans>
          </li>
          <li>
            <Trans>
              The link you were sent stays in the history, and in the message it came in. Once
              you’ve used it, it opens a page without names in this browser. From that page, or on
              another device, someone can still see what the circle is called and ask to come in: as
              someone new, never as you.
            </Trans>
          </li>
          <li>
            <Trans>
              If you saved a copy of what you wrote: that file. And what you last copied, until you
              copy something else.
            </Trans>
          </li>
          <li>
            <Trans>
              A list of numbers showing which links were used here. It opens nothing and names no
              one.
            </Trans>
          </li>
          <li>
            <Trans>
              If the address begins with https: also the parts of these pages that are the same for
              everyone, so that Support opens offline.
            </Trans>
          </li>
        </ul>
        <h2>
          <Trans>What it can’t do</Trans>
        </h2>
        <ul>
          <li>
            <Trans>
              Signing out needs the server. If you’re offline, it happens as soon as you’re
              connected, at the latest before this page shows anything again. Until then, someone
              who knows how to copy this browser’s files could still use the sign-in. “Sign out
              everywhere” on another device ends it too.
            </Trans>
          </li>
          <li>
            <Trans>
              If you’re offline, the page it opens can’t be shown. The browser then says so, or
              shows an empty page. Neither names this place.
            </Trans>
          </li>
          <li>
            <Trans>
              If the address begins with http (not https), others in the same network can see that
              you’re here.
            </Trans>
          </li>
          <li>
            <Trans>
              It can’t help if someone is watching the device itself, for example with spy software.
            </Trans>
          </li>
        </ul>
        <h2>
          <Trans>A device that others use</Trans>
        </h2>
        <p>
          <Trans>
            Choose “I’m on a shared device” when you join. Closing the browser then signs you out,
            and so do twelve hours in any case. Closing isn’t enough if the browser reopens its tabs
            by itself, or stops without being closed: after a crash, an empty battery, or when a
            phone puts it away. Until you’re signed out, anyone who opens it is in the circle as
            you. “Leave now” is safer.
          </Trans>
        </p>
      </div>
    </Page>
  );
}
