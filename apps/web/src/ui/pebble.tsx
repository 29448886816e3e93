/** A picture that says nothing about the person. Its look comes from protocol/pebble-look.ts. */

import { pebbleLookOf } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import styles from './pebble.module.css';

/** As many as protocol/pebble-look.ts knows of. */
const glyphs: readonly ReactNode[] = [
  // leaf
  <path key="leaf" d="M6 18C5 10 10 5 18 6c1 8-4 13-12 12Zm0 0 7-7" />,
  // wave
  <path key="wave" d="M4 10c2.7-3 5.3-3 8 0s5.3 3 8 0M4 15.5c2.7-3 5.3-3 8 0s5.3 3 8 0" />,
  // hill
  <path key="hill" d="M3 18c2-6 4-9 6.5-9s4 3 5.5 6c1-2 2-3 3-3 1.7 0 2.5 3 3 6H3Z" />,
  // moon
  <path key="moon" d="M18.5 14.5A7.5 7.5 0 1 1 10 5a6 6 0 0 0 8.5 9.5Z" />,
  // seed
  <path key="seed" d="M12 4c4 3 5.5 6 5.5 9a5.5 5.5 0 0 1-11 0c0-3 1.5-6 5.5-9Zm0 5v9" />,
  // star
  <path
    key="star"
    d="M12 4c.7 4.7 2.6 7 8 8-5.4 1-7.3 3.3-8 8-.7-4.7-2.6-7-8-8 5.4-1 7.3-3.3 8-8Z"
  />,
  // shell
  <path
    key="shell"
    d="M12 19c-5-1-8-5-7-9 1-3.5 4-5 7-5s6 1.5 7 5c1 4-2 8-7 9Zm0 0V5m0 14L7 7m5 12 5-12"
  />,
  // drop
  <path key="drop" d="M12 4c3.5 4 5.5 6.5 5.5 9.5a5.5 5.5 0 0 1-11 0C6.5 10.5 8.5 8 12 4Z" />,
];
interface PebbleProps {
  readonly id: string;
  /** Pixels. */
  readonly size?: number | undefined;
  /** The piece is with this person. */
  readonly ringed?: boolean | undefined;
  /** Not connected. */
  readonly away?: boolean | undefined;
}

export function Pebble({ id, size = 40, ringed, away }: PebbleProps) {
  const { hue, shape, glyph } = pebbleLookOf(id);
  return (
    <span
      className={`${styles.pebble} ${styles[shape]}`}
      data-hue={hue}
      data-ringed={ringed || undefined}
      data-away={away || undefined}
      style={{ width: size, height: size }}
      aria-hidden="true"
    >
      <svg
        viewBox="0 0 24 24"
        width={Math.round(size * 0.52)}
        height={Math.round(size * 0.52)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
        role="presentation"
      >
        {glyphs[glyph]}
      </svg>
    </span>
  );
}
