/** What everybody can read before they come in, of a circle they belong to already. */
import { Trans } from '@lingui/react/macro';
import { AgreementList } from '../join/agreement-list.tsx';
import { BeforeYouComeIn } from '../join/before-you-come-in.tsx';
import { useHere } from './context.ts';
import styles from './pages.module.css';

export function AboutCircle() {
  const { card } = useHere();
  if (!card) return null;
  return (
    <>
      <details className={styles.more}>
        <summary>
          <Trans>Our agreements</Trans>
        </summary>
        <AgreementList agreements={card.agreements} />
      </details>
      <BeforeYouComeIn card={card} />
    </>
  );
}
