/**
 * Chance that is the same for the same seed, and in place of the machine's: ids, salts and
 * waiting times of a simulation are drawn here, so that a seed that failed fails again.
 * Nothing secret comes from it.
 */
import type { UUID } from 'node:crypto';

/** mulberry32 (public domain). */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed, 0x9e3779b1) >>> 0;
  }

  /** In [0, 1). */
  next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  one<T>(list: readonly T[]): T {
    return list[this.between(0, list.length - 1)] as T;
  }
}

let sharedRandom = new SeededRandom(0);

/** From now on everything that is drawn in the program comes from this seed. */
export function seedSharedRandom(seed: number): void {
  sharedRandom = new SeededRandom(seed);
}

function fill<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
  for (let i = 0; i < bytes.length; i++) bytes[i] = sharedRandom.between(0, 255);
  return bytes;
}

const randomBytes = (size: number): Buffer => fill(Buffer.alloc(size));

/** In place of the server's supply: what one world left of it must not reach the next. */
export const mockRandomString = {
  randomString: (count: number, encoding: 'hex' | 'base64url'): string =>
    randomBytes(count).toString(encoding),
  pooledRandomBytes: (count: number): Uint8Array => randomBytes(count),
};

/** As `randomInt(max)` and `randomInt(min, max)`: below `max`. */
const randomInt = (first: number, second?: number): number =>
  second === undefined
    ? sharedRandom.between(0, first - 1)
    : sharedRandom.between(first, second - 1);

/** `node:crypto` with its chance taken from the seed. */
export const mockCrypto = async (original: () => Promise<object>): Promise<object> => ({
  ...(await original()),
  randomBytes,
  randomInt,
  randomUUID: (): UUID =>
    randomBytes(16)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as UUID,
});

/** What stands in for `crypto.getRandomValues`, where the client draws its ids. */
export const fillFromSeed: Crypto['getRandomValues'] = (bytes) => {
  fill(bytes as unknown as Uint8Array);
  return bytes;
};
