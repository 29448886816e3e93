/** The public text about a circle, for a member who has not entered yet. */
import { Trans } from '@lingui/react/macro';
import { useCircle } from '../../circle/model/circle-context.ts';
import { AgreementList } from '../../join/invitation/agreement-list.tsx';
import { PrivacySummary } from '../../join/invitation/privacy-summary.tsx';
import styles from './pages.module.css';

export function AboutCircle() {
  const { card } = useCircle();
  if (!card) return null;
  return (
    <>
      <details className={styles.more}>
        <summary>
          <Trans>Our agreements</Trans>
        </summary>
        <AgreementList agreements={card.agreements} />
      </details>
      <PrivacySummary card={card} />
    </>
  );
}
