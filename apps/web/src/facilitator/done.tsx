/** What was done towards people in this circle, and why (VOI-8): folded, for looking up. */
import { Trans } from '@lingui/react/macro';
import { RecordList } from '../desk/record-list.tsx';
import { useConsole } from './console.tsx';
import styles from './facilitator.module.css';
import { ShowEarlier } from './older.tsx';

export function Done() {
  const { view } = useConsole();
  const record = view.desk?.record ?? [];
  return (
    <details className={styles.details}>
      <summary>
        <Trans>What was done, and why ({record.length})</Trans>
      </summary>
      <ShowEarlier lists={['record']} />
      <RecordList record={record} />
    </details>
  );
}
