/** One section of the devices panel, with its heading. */
import type { ReactNode, Ref } from 'react';
import styles from './panel-section.module.css';

interface PanelSectionProps {
  readonly title: ReactNode;
  /** The heading, for moving the focus to it. */
  readonly heading?: Ref<HTMLHeadingElement>;
  readonly children: ReactNode;
}

export function PanelSection({ title, heading, children }: PanelSectionProps) {
  return (
    <section className={styles.section}>
      <h3 ref={heading} tabIndex={heading ? -1 : undefined}>
        {title}
      </h3>
      {children}
    </section>
  );
}
