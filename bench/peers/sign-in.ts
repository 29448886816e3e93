/**
 * What the compared servers share beside their work: a sign-in that is checked, as ours is,
 * and one line on standard output when they listen.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SignedIn {
  readonly person: string;
  readonly circle: string;
}

const mark = (secret: string, { person, circle }: SignedIn): string =>
  createHmac('sha256', secret).update(`${circle} ${person}`).digest('base64url');

export const tokenFor = (secret: string, who: SignedIn): string =>
  `${who.circle}.${who.person}.${mark(secret, who)}`;

/** Null: not a token of ours. */
export function signedIn(secret: string, token: unknown): SignedIn | null {
  if (typeof token !== 'string') return null;
  const [circle = '', person = '', said = ''] = token.split('.');
  const right = Buffer.from(mark(secret, { person, circle }));
  const given = Buffer.from(said);
  if (right.length !== given.length || !timingSafeEqual(right, given)) return null;
  return { person, circle };
}

/** Of the process it is called in. */
export function secretGiven(): string {
  const secret = process.env.BENCH_SECRET;
  if (!secret) throw new Error('BENCH_SECRET is missing.');
  return secret;
}

export function listen(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
  });
  // Whoever started this is gone when the input ends.
  process.stdin.once('close', () => process.exit(0)).resume();
}
