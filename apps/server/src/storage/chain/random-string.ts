/**
 * Random bytes from a buffer: one system call for every commit would cost more than the rest of a
 * decision. No byte is used twice.
 */
import { randomBytes } from 'node:crypto';

const poolSize = 4096;
let pool = Buffer.alloc(0);
let poolOffset = 0;

/** So many random bytes, at most 4096; valid until the next call. */
export function pooledRandomBytes(count: number): Buffer {
  if (poolOffset + count > pool.length) {
    pool = randomBytes(poolSize);
    poolOffset = 0;
  }
  poolOffset += count;
  return pool.subarray(poolOffset - count, poolOffset);
}

/** As text of so many random bytes. */
export const randomString = (count: number, encoding: 'hex' | 'base64url'): string =>
  pooledRandomBytes(count).toString(encoding);
