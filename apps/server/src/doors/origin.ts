/**
 * Whether a request comes from our own page. Browsers say where a request comes from;
 * programs do not, and have no cookies to be misused (threat 4). The same question is asked
 * at the handshake of a socket, where it has to be answered with yes by an Origin.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Settings } from '../settings.ts';

/** `origin` is what the Origin header says. */
export function isOwnOrigin(
  { publicUrl }: Pick<Settings, 'publicUrl'>,
  origin: string,
  host: string | undefined,
): boolean {
  if (publicUrl !== null) return origin === publicUrl;
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

/** False when the browser says that another site asks. */
export function mayWrite(
  settings: Pick<Settings, 'publicUrl'>,
  headers: IncomingHttpHeaders,
): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || isOwnOrigin(settings, origin, host);
}
