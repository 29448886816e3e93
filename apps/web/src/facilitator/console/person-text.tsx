/** The name of a person with a line about their state below it. */
import type { ReactNode } from 'react';
import layout from './layout.module.css';
import styles from './person-text.module.css';

interface PersonTextProps {
  readonly name: string;
  /** No line without it. */
  readonly state?: ReactNode;
  readonly className?: string | undefined;
}

export function PersonText({ name, state, className = '' }: PersonTextProps) {
  return (
    <div className={`${styles.text} ${className}`}>
      <bdi className={styles.name}>{name}</bdi>
      {state && <p className={layout.muted}>{state}</p>}
    </div>
  );
}
