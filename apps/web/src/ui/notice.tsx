/**
 * A short notice. Colours: sky informs, honey asks for attention, plum is a text of a
 * facilitator, clay is about a turn, brick is a refusal.
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
  /** Buttons below the text, for a longer text. */
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
