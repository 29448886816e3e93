/**
 * A page for reading: the bar and one column. Its heading gets the focus after navigation, so that
 * screen readers and readers begin at the top.
 */
import { type ReactNode, useEffect, useRef } from 'react';
import { setTitle } from '../../lib/preferences/document-title.ts';
import { useUnderBar } from '../../ui/under-bar.ts';
import styles from './page.module.css';
import { TopBar } from './top-bar.tsx';

/** False at the start of a visit; true after a reload (SPK-2). */
let hasNavigated = performance
  .getEntriesByType('navigation')
  .some((entry) => 'type' in entry && entry.type === 'reload');

/** Focuses the heading, except on the very first page of a visit. */
export function useHeadingFocus(_key?: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasNavigated) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    hasNavigated = true;
  }, []);
  return heading;
}

interface PageProps {
  readonly title: ReactNode;
  /** Title of the window; the heading may be richer. */
  readonly documentTitle?: string | undefined;
  readonly lead?: ReactNode;
  /** Above the heading, for instance a drawing. */
  readonly above?: ReactNode;
  /** Two soft dawns behind it; for joining and closing only. */
  readonly dawn?: boolean | undefined;
  readonly centred?: boolean | undefined;
  readonly bar?: { readonly title?: ReactNode; readonly status?: ReactNode } | undefined;
  /** A wider column, for tables and forms in two parts. */
  readonly wide?: boolean | undefined;
  readonly children: ReactNode;
}

export function Page(props: PageProps) {
  const { title, documentTitle, lead, above, dawn, centred, bar, wide, children } = props;
  const named = documentTitle ?? (typeof title === 'string' ? title : undefined);
  const heading = useHeadingFocus(named);
  const { page: under } = useUnderBar();
  useEffect(() => {
    setTitle(named ?? null);
  }, [named]);
  return (
    <div className={styles.page} data-dawn={dawn || undefined}>
      <div className={styles.top}>
        <TopBar title={bar?.title} status={bar?.status} />
        {under}
      </div>
      <main className={styles.column} data-wide={wide || undefined}>
        {above}
        <div className={styles.head} data-centred={centred || undefined}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {children}
      </main>
    </div>
  );
}
