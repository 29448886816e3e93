/** What is kept, for how long, and what is not. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../app/shell/page.tsx';
import styles from './pages.module.css';

export function PrivacyPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Privacy`}>
      <div className={styles.text}>
        <ul>
          <li>
            <Trans>No account, no email, no real name. You choose a name for each circle.</Trans>
          </li>
          <li>
            <Trans>
              You see what’s said from the moment you come in, and nothing from before. The same is
              true for anyone who comes after you.
            </Trans>
          </li>
          <li>
            <Trans>
              Messages are deleted for good after the time your invitation names, usually a day. We
              keep only that a meeting took place and how many came.
            </Trans>
          </li>
          <li>
            <Trans>
              Some things are deleted later, usually after 30 days: what you write to facilitators,
              reports, feedback, and messages about your part. They’re never deleted before a call
              for help, an appeal or a report is answered.
            </Trans>
          </li>
          <li>
            <Trans>
              Your name in a circle is deleted when you haven’t been to its meetings for a long
              time, usually half a year, or at once if you ask us to delete you. Feedback has no
              name on it, and no time that could show whose it is.
            </Trans>
          </li>
          <li>
            <Trans>
              One cookie keeps you in the circle. There’s no tracking, and nothing is loaded from
              anywhere else.
            </Trans>
          </li>
          <li>
            <Trans>No machine reads, scores or summarises what people say.</Trans>
          </li>
          <li>
            <Trans>
              No one sees whether you’re typing, what you’ve read, or when you were last here.
            </Trans>
          </li>
        </ul>
      </div>
    </Page>
  );
}
