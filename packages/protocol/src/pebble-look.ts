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
    hue: hues[hueOf(sum)] ?? 'stone',
    shape: shapes[(sum >>> 20) % shapes.length] ?? 'a',
    glyph: glyphOf(sum),
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
  /** How many have each hue, and how many each hue with each glyph. */
  const ofHue = new Uint32Array(hues.length);
  const ofPair = new Uint32Array(hues.length * glyphCount);
  for (const other of others) {
    people++;
    const sum = hash(other);
    count(ofHue, hueOf(sum));
    count(ofPair, pairOf(sum));
  }
  const likenessOf = (pair: number): number =>
    (ofHue[Math.floor(pair / glyphCount)] ?? 0) + people * (ofPair[pair] ?? 0);
  const least = ofPair.reduce(
    (so, _, pair) => Math.min(so, likenessOf(pair)),
    Number.POSITIVE_INFINITY,
  );
  let best = draw();
  let likeness = likenessOf(pairOf(hash(best)));
  // Nothing is less alike than the least.
  for (let n = 1; n < candidateCount && likeness > least; n++) {
    const next = draw();
    const like = likenessOf(pairOf(hash(next)));
    if (like < likeness) [best, likeness] = [next, like];
  }
  return best;
}

const hueOf = (sum: number): number => sum % hues.length;
const glyphOf = (sum: number): number => (sum >>> 10) % glyphCount;
const pairOf = (sum: number): number => hueOf(sum) * glyphCount + glyphOf(sum);

function count(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
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
