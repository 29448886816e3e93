/**
 * A face without a face: shape, hue and glyph are drawn from the person's id, so they are
 * the same on every screen and say nothing about the person.
 */
import type { ReactNode } from 'react';
import styles from './pebble.module.css';

const hues = [
  'clay',
  'amber',
  'moss',
  'fern',
  'pine',
  'lagoon',
  'sky',
  'iris',
  'heather',
  'plum',
  'rose',
  'stone',
] as const;
export type Hue = (typeof hues)[number];

const glyphs: readonly ReactNode[] = [
  // leaf
  <path key="leaf" d="M6 18C5 10 10 5 18 6c1 8-4 13-12 12Zm0 0 7-7" />,
  // wave
  <path
    key="wave"
    d="M4 10c2.700-3 5.300-3 8 0s5.300 3 8 0M4 15.500c2.700-3 5.300-3 8 0s5.300 3 8 0"
  />,
  // hill
  <path key="hill" d="M3 18c2-6 4-9 6.500-9s4 3 5.500 6c1-2 2-3 3-3 1.700 0 2.500 3 3 6H3Z" />,
  // moon
  <path key="moon" d="M18.500 14.500A7.500 7.500 0 1 1 10 5a6 6 0 0 0 8.500 9.500Z" />,
  // seed
  <path
    key="seed"
    d="M12 4c4 3 5.500 6 5.500 9a5.500 5.500 0 0 1-11 0c0-3 1.500-6 5.500-9Zm0 5v9"
  />,
  // star
  <path
    key="star"
    d="M12 4c.7 4.700 2.600 7 8 8-5.400 1-7.300 3.300-8 8-.7-4.700-2.600-7-8-8 5.400-1 7.300-3.300 8-8Z"
  />,
  // shell
  <path
    key="shell"
    d="M12 19c-5-1-8-5-7-9 1-3.500 4-5 7-5s6 1.500 7 5c1 4-2 8-7 9Zm0 0V5m0 14L7 7m5 12 5-12"
  />,
  // drop
  <path
    key="drop"
    d="M12 4c3.500 4 5.500 6.500 5.500 9.500a5.500 5.500 0 0 1-11 0C6.500 10.500 8.500 8 12 4Z"
  />,
];
const shapes = ['a', 'b', 'c', 'd'] as const;

/** FNV-1a, mixed: short, even, the same everywhere. */
function hash(id: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    sum = Math.imul(sum ^ id.charCodeAt(index), 0x01000193);
  }
  // Short ids that differ in one letter must not look alike.
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}

/** For names in the person's own colour: put it on `data-hue` and use `var(--hue)`. */
export const hueOf = (id: string): Hue => hues[hash(id) % hues.length] ?? 'stone';

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
  const drawn = hash(id);
  const shape = shapes[(drawn >>> 20) % shapes.length] ?? 'a';
  const glyph = glyphs[(drawn >>> 10) % glyphs.length];
  return (
    <span
      className={`${styles.pebble} ${styles[shape]}`}
      data-hue={hueOf(id)}
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
        {glyph}
      </svg>
    </span>
  );
}
