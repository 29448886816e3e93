/** A number beside a heading or a tab; highlighted while the counted things wait for someone. */
import type { ReactNode } from 'react';
import styles from './count.module.css';

interface CountProps {
  readonly needsAction?: boolean | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Count({ needsAction, className = '', children }: CountProps) {
  return (
    <span className={`${styles.count} ${className}`} data-waits={needsAction || undefined}>
      {children}
    </span>
  );
}
