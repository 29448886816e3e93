/**
 * Random bytes by the handful: what is drawn for every commit comes from a supply, because
 * asking the system each time costs more than the rest of a decision. Nothing is drawn twice.
 */
import { randomBytes } from 'node:crypto';

const supply = 4096;
let bytes = Buffer.alloc(0);
let used = 0;

/** As text of so many random bytes. */
export function drawn(count: number, encoding: 'hex' | 'base64url'): string {
  if (used + count > bytes.length) {
    bytes = randomBytes(supply);
    used = 0;
  }
  used += count;
  return bytes.toString(encoding, used - count, used);
}
