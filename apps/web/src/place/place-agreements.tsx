/** The agreements as they are now, and what members propose to change (AGR-1, AGR-3). */
import type { CircleCardBody, PlaceBody } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { AgreementList } from '../join/invitation/agreement-list.tsx';
import styles from './place.module.css';

interface PlaceAgreementsProps {
  readonly place: PlaceBody;
  readonly card: CircleCardBody | null;
}

export function PlaceAgreements({ card }: PlaceAgreementsProps) {
  if (!card || card.agreements.length === 0) return null;
  return (
    <details className={styles.more}>
      <summary>
        <Trans>Our agreements</Trans>
      </summary>
      <AgreementList agreements={card.agreements} />
    </details>
  );
}
