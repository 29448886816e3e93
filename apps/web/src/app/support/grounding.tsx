/** Grounding exercises, step by step, at the pace of the person. */
import { useLingui } from '@lingui/react/macro';
import { groundingSteps } from '../../lib/i18n/grounding-texts.ts';
import styles from './support.module.css';

export function Grounding() {
  const { i18n } = useLingui();
  return (
    <ol className={styles.steps}>
      {groundingSteps.map((step) => (
        <li key={step.id}>{i18n._(step)}</li>
      ))}
    </ol>
  );
}
