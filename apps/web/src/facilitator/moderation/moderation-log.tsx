/** What was done towards people in this circle, and why (VOI-8): folded, for looking up. */
import { Trans } from '@lingui/react/macro';
import { ModerationRecord } from '../../desk/moderation-record.tsx';
import { useConsole } from '../console/console.tsx';
import styles from '../console/facilitator.module.css';
import { ShowEarlier } from '../console/show-earlier.tsx';

export function ModerationLog() {
  const { view } = useConsole();
  const record = view.desk?.record ?? [];
  return (
    <details className={styles.details}>
      <summary>
        <Trans>What was done, and why ({record.length})</Trans>
      </summary>
      <ShowEarlier lists={['record']} />
      <ModerationRecord record={record} />
    </details>
  );
}
