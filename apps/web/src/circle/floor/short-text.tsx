/** The same words in two lengths: the short ones are shown where there is little height. */
import type { ReactNode } from 'react';
import styles from './short-text.module.css';

interface ShortTextProps {
  readonly short: string;
  /** In full; this is what is read aloud, always. */
  readonly children: ReactNode;
}

export function ShortText({ short, children }: ShortTextProps) {
  return (
    <>
      <span className={styles.full}>{children}</span>
      <span className={styles.short} aria-hidden="true">
        {short}
      </span>
    </>
  );
}
