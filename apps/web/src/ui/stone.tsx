/** The talking stone: the only saturated shape on a page. */
import styles from './stone.module.css';

interface StoneProps {
  /** Pixels. */
  readonly size?: number | undefined;
  readonly glow?: boolean | undefined;
}

export function Stone({ size = 20, glow }: StoneProps) {
  return (
    <span
      className={styles.stone}
      data-glow={glow || undefined}
      style={{ width: size, height: size }}
      aria-hidden="true"
    />
  );
}
