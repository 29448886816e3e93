/** One part of the console, with its heading, a count and a small button. */
import { type ReactNode, type Ref, useId } from 'react';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { Count } from './count.tsx';
import layout from './layout.module.css';
import styles from './panel.module.css';

interface PanelProps {
  readonly ref?: Ref<HTMLElement> | undefined;
  readonly title: ReactNode;
  readonly count?: number | undefined;
  /** The counted things wait for a facilitator. */
  readonly needsAction?: boolean | undefined;
  /** A small button beside the heading. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ ref, title, count, needsAction, action, children }: PanelProps) {
  const id = useId();
  return (
    <section ref={ref} className={layout.stack} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} tabIndex={-1} className={styles.title}>
          {title}
          {count ? <Count needsAction={needsAction}>{count}</Count> : null}
        </h2>
        {action}
      </div>
      <ErrorBoundary>{children}</ErrorBoundary>
    </section>
  );
}
