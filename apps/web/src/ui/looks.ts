/**
 * How a person's pebble looks: shape, hue and glyph, drawn from the id, so that they are the
 * same on every screen. Within a circle nobody shares the hue with somebody who is there, and in
 * a large one not both hue and glyph: who came later gets the next that is free.
 */
import { createContext, useContext, useRef } from 'react';

const hues = [
  ...(['clay', 'amber', 'moss', 'fern', 'pine', 'lagoon'] as const),
  ...(['sky', 'iris', 'heather', 'plum', 'rose', 'stone'] as const),
] as const;
const shapes = ['a', 'b', 'c', 'd'] as const;
const glyphs = 8;

export interface Look {
  readonly hue: (typeof hues)[number];
  readonly shape: (typeof shapes)[number];
  /** From 0 to 7. */
  readonly glyph: number;
}
type Looks = ReadonlyMap<string, Look>;

const LooksContext = createContext<Looks>(new Map());
export const LooksProvider = LooksContext.Provider;

/** For names in the person's own colour: put `hue` on `data-hue` and use `var(--hue)`. */
export const useLook = (id: string): Look => useContext(LooksContext).get(id) ?? drawn(id);

/** Of a circle, for as long as its page is open. `present`: in the order of their entering. */
export function useLooks(present: readonly { readonly id: string }[]): Looks {
  const known = useRef<Looks>(new Map());
  known.current = withLooks(
    known.current,
    present.map(({ id }) => id),
  );
  return known.current;
}

/** Who has a look keeps it, also beside their words once they have left. */
export function withLooks(known: Looks, present: readonly string[]): Looks {
  const fresh = present.filter((id) => !known.has(id));
  if (fresh.length === 0) return known;
  const looks = new Map(known);
  const taken = present.flatMap((id) => known.get(id) ?? []);
  for (const id of fresh) {
    const all = others(drawn(id));
    const look =
      all.find(({ hue }) => taken.every((one) => one.hue !== hue)) ??
      all.find(({ hue, glyph }) => taken.every((one) => one.hue !== hue || one.glyph !== glyph)) ??
      drawn(id);
    looks.set(id, look);
    taken.push(look);
  }
  return looks;
}

/** A look and those nearest to it: the other glyphs in its hue, then the other hues. */
const others = (look: Look): readonly Look[] =>
  hues.flatMap((_, step) =>
    Array.from({ length: glyphs }, (_glyph, turn) => ({
      ...look,
      hue: hues[(hues.indexOf(look.hue) + step) % hues.length] ?? look.hue,
      glyph: (look.glyph + turn) % glyphs,
    })),
  );

function drawn(id: string): Look {
  const sum = hash(id);
  return {
    hue: hues[sum % hues.length] ?? 'stone',
    shape: shapes[(sum >>> 20) % shapes.length] ?? 'a',
    glyph: (sum >>> 10) % glyphs,
  };
}

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
