/** What is kept, for how long, and what is not. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../ui/page.tsx';
import styles from './pages.module.css';

export function PrivacyPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Privacy`}>
      <div className={styles.text}>
        <ul>
          <li>
            <Trans>No account, no e-mail, no real name. You choose a name for each circle.</Trans>
          </li>
          <li>
            <Trans>
              You see what is said from the moment you are let in, and nothing from before. Neither
              does anybody who comes after you.
            </Trans>
          </li>
          <li>
            <Trans>
              Words are deleted for good after the time your invitation names, usually a day. That a
              meeting was held, and how many came, is kept.
            </Trans>
          </li>
          <li>
            <Trans>
              What you write to facilitators, reports, feedback and what you are told about your
              part are deleted later, usually after 30 days, and not before a call for help, an
              appeal or a report is answered.
            </Trans>
          </li>
          <li>
            <Trans>
              Your name in a circle is deleted when you have not been to its meetings for a long
              time, usually half a year, and at once when you choose to be forgotten. Feedback
              carries no name, and no time by which it could be told whose it is.
            </Trans>
          </li>
          <li>
            <Trans>
              One cookie keeps you in the circle. There is no tracking, and nothing is loaded from
              anywhere else.
            </Trans>
          </li>
          <li>
            <Trans>No machine reads along, scores, or sums up what people say.</Trans>
          </li>
          <li>
            <Trans>
              Nobody sees whether you are typing, whether you have read something, or when you were
              last here.
            </Trans>
          </li>
        </ul>
      </div>
    </Page>
  );
}
