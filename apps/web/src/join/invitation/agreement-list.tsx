/** The agreements of a circle, or the usual ones where it has none of its own. */
import { useLingui } from '@lingui/react/macro';
import { defaultAgreements } from '../../lib/i18n/default-agreements.ts';
import styles from './agreement-list.module.css';

export function AgreementList({ agreements }: { readonly agreements: readonly string[] }) {
  const { i18n } = useLingui();
  const own = agreements.length > 0 ? agreements : defaultAgreements.map((each) => i18n._(each));
  return (
    <ol className={styles.list}>
      {own.map((each) => (
        <li key={each} dir="auto">
          {each}
        </li>
      ))}
    </ol>
  );
}
