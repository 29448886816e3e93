/**
 * What was done towards whom, by whom and why, in order (VOI-8), and what people wrote in
 * private after a meeting. Folded: it is for looking up, not for watching.
 */
import { Trans } from '@lingui/react/macro';
import { ModerationRecord } from '../../desk/moderation-record.tsx';
import styles from '../page/organiser.module.css';
import type { OrganiserDeskData } from './desk.tsx';

export function RecordSection({ desk }: { readonly desk: OrganiserDeskData }) {
  return (
    <section className={styles.section}>
      <h2>
        <Trans>Looking back</Trans>
      </h2>
      <details className={styles.more}>
        <summary>
          <Trans>What was done, and why ({desk.record.length})</Trans>
        </summary>
        <ModerationRecord record={desk.record} />
      </details>
      <details className={styles.more}>
        <summary>
          <Trans>What people wrote afterwards ({desk.feedback.length})</Trans>
        </summary>
        {desk.feedback.length === 0 ? (
          <p className={styles.quiet}>
            <Trans>No one has written anything yet. Feedback comes without names.</Trans>
          </p>
        ) : (
          <ul className={styles.facts}>
            {desk.feedback.map(({ id, text }) => (
              <li key={id} dir="auto">
                {text}
              </li>
            ))}
          </ul>
        )}
      </details>
    </section>
  );
}
