/** What differs from the agreements that a person agreed to, and all of them as they are now (AGR-2). */
import type { ClauseBody } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { AgreementList } from '../join/invitation/agreement-list.tsx';
import styles from './changed-agreements-page.module.css';
import { ClauseChangeCard, type ShownClauseChange } from './clause-change-card.tsx';

interface AgreementChangesProps {
  readonly changes: readonly ShownClauseChange[];
  readonly clauses: readonly Pick<ClauseBody, 'text'>[];
  /** Of the headings of the changes. */
  readonly level?: 2 | 3;
}

export function AgreementChanges({ changes, clauses, level }: AgreementChangesProps) {
  return (
    <>
      <ol className={styles.changes}>
        {changes.map((change) => (
          <li key={change.id}>
            <ClauseChangeCard change={change} level={level} />
          </li>
        ))}
      </ol>
      {clauses.length > 0 && (
        <details className={styles.more}>
          <summary>
            <Trans>All agreements as they are now</Trans>
          </summary>
          <AgreementList agreements={clauses.map(({ text }) => text)} />
        </details>
      )}
    </>
  );
}
