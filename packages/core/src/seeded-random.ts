/**
 * Ids and shuffles drawn from a seed, so that a decision is the same every time it is
 * replayed with the same seed. Not for secrets: links and keys are made by the server.
 */

/** sfc32, seeded by mixing the seed's characters (both public-domain constructions). */
function sfc32(seed: string): () => number {
  const state = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef];
  for (let i = 0; i < seed.length; i++) {
    const lane = i % 4;
    state[lane] = Math.imul((state[lane] as number) ^ seed.charCodeAt(i), 0x5bd1e995) + i;
  }
  let [a, b, c, d] = state as [number, number, number, number];
  const next = (): number => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let i = 0; i < 16; i++) next();
  return next;
}

export interface SeededGenerator {
  /** A fresh id of 80 bits, like `m_4k8z…`. */
  id<Id extends string>(prefix: string): Id;
  shuffle<T>(list: readonly T[]): T[];
}

const idAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';

export function seededGenerator(seed: string): SeededGenerator {
  const next = sfc32(seed);
  return {
    id<Id extends string>(prefix: string) {
      // Joined at once: a string that grows sign by sign takes several times the memory.
      const parts = [`${prefix}_`];
      for (let i = 0; i < 16; i++) parts.push(idAlphabet.charAt(next() % 32));
      return parts.join('') as Id;
    },
    shuffle(list) {
      const shuffled = [...list];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = next() % (i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j] as never, shuffled[i] as never];
      }
      return shuffled;
    },
  };
}
