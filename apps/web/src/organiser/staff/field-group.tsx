/** Check boxes that belong together, with one label, hint and error. */
import { type ReactNode, useId } from 'react';
import styles from './staff.module.css';

interface FieldGroupProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

export function FieldGroup({ label, hint, error, children }: FieldGroupProps) {
  const id = useId();
  return (
    <fieldset className={styles.group} aria-describedby={hint || error ? id : undefined}>
      <legend className={styles.legend}>{label}</legend>
      {children}
      {(hint || error) && (
        <p id={id} className={error ? styles.error : styles.hint}>
          {error || hint}
        </p>
      )}
    </fieldset>
  );
}
