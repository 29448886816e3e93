/**
 * Which pages may open a connection. A browser says where a page is from and sends our
 * cookie whoever asks, so the origin must be ours, exactly. Whoever says none is refused
 * too: our own client outside of a browser says one.
 */
import type { IncomingMessage } from 'node:http';

/** `publicUrl` is the origin people use, when it is another than the one we are asked by. */
export function originAllowed(
  { origin, host }: Pick<IncomingMessage['headers'], 'origin' | 'host'>,
  publicUrl: string | null,
): boolean {
  if (origin === undefined || host === undefined) return false;
  return origin === publicUrl || origin === `http://${host}` || origin === `https://${host}`;
}
