/**
 * The bar of every screen: what this is, how it stands, and always in the same place the
 * support and the way out (DSK-1).
 */
import type { ReactNode } from 'react';
import { LeaveNow } from '../leave/leave-now.tsx';
import { SupportButton } from '../support/support-button.tsx';
import styles from './top-bar.module.css';

interface TopBarProps {
  /** Two lines at most; cut with an ellipsis. */
  readonly title?: ReactNode;
  readonly status?: ReactNode;
  /** Makes the title the heading of the page. */
  readonly heading?: boolean | undefined;
  readonly headingRef?: React.Ref<HTMLHeadingElement> | undefined;
  /** Further buttons, before the support. */
  readonly children?: ReactNode;
}

export function TopBar({ title, status, heading, headingRef, children }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <LeaveNow />
      <SupportButton />
      {children}
      <div className={styles.words}>
        {heading ? (
          <h1 className={styles.title} ref={headingRef} tabIndex={-1}>
            {title}
          </h1>
        ) : (
          title && <p className={styles.title}>{title}</p>
        )}
        {status && <p className={styles.status}>{status}</p>}
      </div>
    </header>
  );
}
