/** A surface that groups related content. */
import type { ReactNode } from 'react';
import styles from './card.module.css';

interface CardProps {
  readonly tone?: 'plain' | 'clay' | 'honey' | 'plum' | 'sky' | 'brick' | undefined;
  readonly title?: ReactNode;
  /** Of the title; 3 inside of something that has a heading of its own. */
  readonly level?: 2 | 3 | undefined;
  readonly children: ReactNode;
}

export function Card({ tone = 'plain', title, level = 2, children }: CardProps) {
  const Heading = `h${level}` as const;
  return (
    <section className={`${styles.card} ${styles[tone]}`}>
      {title && <Heading className={styles.title}>{title}</Heading>}
      {children}
    </section>
  );
}
