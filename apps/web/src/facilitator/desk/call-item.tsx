/** The frame of a call for help in a list; its colour says how urgent the call is (DSK-7). */
import type { Thread } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import styles from './call-item.module.css';

interface CallItemProps {
  readonly thread: Thread;
  readonly as: 'article' | 'li';
  /** Id of the name of the item. */
  readonly labelledBy?: string | undefined;
  readonly children: ReactNode;
}

export function CallItem({ thread, as: Element, labelledBy, children }: CallItemProps) {
  return (
    <Element
      className={styles.item}
      data-help={thread.help}
      data-closed={thread.state === 'closed' || undefined}
      aria-labelledby={labelledBy}
    >
      {children}
    </Element>
  );
}
