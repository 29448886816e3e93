/**
 * Shared by the compared servers: a sign-in that is checked, as Holdspace does, and one line on
 * standard output when they listen.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PeerIdentity {
  readonly person: string;
  readonly circle: string;
}

const signature = (secret: string, { person, circle }: PeerIdentity): string =>
  createHmac('sha256', secret).update(`${circle} ${person}`).digest('base64url');

export const tokenFor = (secret: string, who: PeerIdentity): string =>
  `${who.circle}.${who.person}.${signature(secret, who)}`;

/** Null: the token is not valid. */
export function verifyToken(secret: string, token: unknown): PeerIdentity | null {
  if (typeof token !== 'string') return null;
  const [circle = '', person = '', said = ''] = token.split('.');
  const right = Buffer.from(signature(secret, { person, circle }));
  const given = Buffer.from(said);
  if (right.length !== given.length || !timingSafeEqual(right, given)) return null;
  return { person, circle };
}

/** Of the process that calls it. */
export function benchSecret(): string {
  const secret = process.env.BENCH_SECRET;
  if (!secret) throw new Error('BENCH_SECRET is missing.');
  return secret;
}

export function listen(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
  });
  // The parent process has ended when the input ends.
  process.stdin.once('close', () => process.exit(0)).resume();
}
