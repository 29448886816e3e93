/**
 * A few words about how things are: sky tells, honey asks for attention,
 * plum is a facilitator's word, clay is about a turn, brick says no.
 */
import { type ReactNode, useRef } from 'react';
import { focusAfter } from './focus-table.ts';
import styles from './notice.module.css';
import { useSpokenText } from './spoken-text.tsx';

interface NoticeProps {
  readonly tone?: 'sky' | 'honey' | 'plum' | 'clay' | 'brick' | undefined;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  /** Something to press, at the end. */
  readonly action?: ReactNode;
  /** What can be pressed stands below the words, for more than a sentence. */
  readonly stacked?: boolean | undefined;
  /** Spoken when it appears; only for what answers a press of this person. */
  readonly spoken?: boolean | undefined;
}

export function Notice({ tone = 'sky', icon, children, action, stacked, spoken }: NoticeProps) {
  const element = useRef<HTMLDivElement>(null);
  useSpokenText(element, spoken ? 'no' : null);
  return (
    <div className={`${styles.notice} ${styles[tone]}`} {...focusAfter('notice')}>
      {icon}
      <div ref={element} className={styles.words} data-stacked={stacked || undefined}>
        {children}
      </div>
      {action}
    </div>
  );
}
