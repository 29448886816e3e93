/**
 * The look of a person's pebble: shape, hue and glyph, derived from the id alone, so that the same
 * person looks the same in every place, on every screen and to everyone (WAY-2).
 */
const hues = [
  ...(['clay', 'amber', 'moss', 'fern', 'pine', 'lagoon'] as const),
  ...(['sky', 'iris', 'heather', 'plum', 'rose', 'stone'] as const),
] as const;
const shapes = ['a', 'b', 'c', 'd'] as const;
/** Drawings on a pebble. */
export const glyphCount = 8;

export interface PebbleLook {
  readonly hue: (typeof hues)[number];
  readonly shape: (typeof shapes)[number];
  /** From 0 to `glyphCount` - 1. */
  readonly glyph: number;
}

export function pebbleLookOf(id: string): PebbleLook {
  const sum = hash(id);
  return {
    hue: hues[sum % hues.length] ?? 'stone',
    shape: shapes[(sum >>> 20) % shapes.length] ?? 'a',
    glyph: (sum >>> 10) % glyphCount,
  };
}

/** The number of candidate ids from which the best is taken. */
const candidateCount = 96;

/**
 * A new id whose pebble is as different as can be from those of `others`: in its hue for the
 * first twelve people of a circle, in hue and glyph for about as many as there are pairs.
 */
export function distinctId<Id extends string>(draw: () => Id, others: Iterable<string>): Id {
  let people = 0;
  /** How many have this hue, and how many this hue with this glyph. */
  const shared = new Map<string, number>();
  for (const other of others) {
    people++;
    const { hue, glyph } = pebbleLookOf(other);
    for (const key of [hue, `${hue} ${glyph}`]) shared.set(key, (shared.get(key) ?? 0) + 1);
  }
  const likeness = (id: Id): number => {
    const { hue, glyph } = pebbleLookOf(id);
    return (shared.get(hue) ?? 0) + people * (shared.get(`${hue} ${glyph}`) ?? 0);
  };
  let best = draw();
  let least = likeness(best);
  for (let n = 1; n < candidateCount && least > 0; n++) {
    const next = draw();
    const like = likeness(next);
    if (like < least) [best, least] = [next, like];
  }
  return best;
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
