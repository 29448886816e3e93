/** One clause that is not as it was agreed to: before and now, new, or gone (AGR-2). */
import type { ClauseChange } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { Card } from '../ui/card.tsx';
import styles from './changed-agreements-page.module.css';

/** As a view of a meeting or an answer over HTTP has it. */
export type ShownClauseChange = Omit<ClauseChange, 'id'> & { readonly id: string };

interface ClauseChangeCardProps {
  readonly change: ShownClauseChange;
  readonly level?: 2 | 3 | undefined;
}

export function ClauseChangeCard({ change, level }: ClauseChangeCardProps) {
  return (
    <Card title={<ChangeTitle what={change.what} />} level={level}>
      <ClauseChangeText change={change} />
    </Card>
  );
}

/** The text before and now. The title of a new clause, or of one that is gone, says which it is. */
interface ClauseChangeTextProps {
  readonly change: Omit<ShownClauseChange, 'id'>;
  /** Not in force yet. */
  readonly isProposed?: boolean;
}

export function ClauseChangeText({ change, isProposed }: ClauseChangeTextProps) {
  const { what, before, after } = change;
  const label = what === 'changed' ? undefined : 'hidden';
  return (
    <dl className={styles.change}>
      {before !== null && (
        <div className={styles.before}>
          <dt className={label}>{isProposed ? <Trans>As it is</Trans> : <Trans>Before</Trans>}</dt>
          <dd dir="auto">{before}</dd>
        </div>
      )}
      {after !== null && (
        <div className={styles.after}>
          <dt className={label}>{isProposed ? <Trans>Proposed</Trans> : <Trans>Now</Trans>}</dt>
          <dd dir="auto">{after}</dd>
        </div>
      )}
    </dl>
  );
}

function ChangeTitle({ what }: Pick<ClauseChange, 'what'>) {
  if (what === 'new') return <Trans>New</Trans>;
  return what === 'removed' ? <Trans>No longer part of it</Trans> : <Trans>Changed</Trans>;
}
