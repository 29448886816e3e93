/**
 * Random bytes from a buffer: one system call for every commit would cost more than the rest of a
 * decision. No byte is used twice.
 */
import { randomBytes } from 'node:crypto';

const poolSize = 4096;
let pool = Buffer.alloc(0);
let poolOffset = 0;

/** As text of so many random bytes. */
export function randomString(count: number, encoding: 'hex' | 'base64url'): string {
  if (poolOffset + count > pool.length) {
    pool = randomBytes(poolSize);
    poolOffset = 0;
  }
  poolOffset += count;
  return pool.toString(encoding, poolOffset - count, poolOffset);
}
