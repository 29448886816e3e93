/** Covered, half covered or not covered: in colour and in words (CVR-1). */
import type { CoverageBody } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import styles from './cover-badge.module.css';
import { coverLevelText } from './cover-texts.ts';

export function CoverBadge({ level, covered, wanted, carriers }: CoverageBody) {
  const names = new Intl.ListFormat(document.documentElement.lang).format(carriers);
  return (
    <p className={styles.cover}>
      <span className={styles.badge} data-level={level}>
        {coverLevelText(level)}
      </span>{' '}
      <span>
        <Trans>
          {covered} of {wanted}
        </Trans>
        {carriers.length > 0 && (
          <>
            {': '}
            <bdi>{names}</bdi>
          </>
        )}
      </span>
    </p>
  );
}
