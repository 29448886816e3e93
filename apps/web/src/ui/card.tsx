/** A quiet surface that holds things which belong together. */
import type { ReactNode } from 'react';
import styles from './card.module.css';

interface CardProps {
  readonly tone?: 'plain' | 'clay' | 'honey' | 'plum' | 'sky' | 'brick' | undefined;
  readonly title?: ReactNode;
  readonly children: ReactNode;
}

export function Card({ tone = 'plain', title, children }: CardProps) {
  return (
    <section className={`${styles.card} ${styles[tone]}`}>
      {title && <h2 className={styles.title}>{title}</h2>}
      {children}
    </section>
  );
}
