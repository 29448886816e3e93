/**
 * The address that passkeys of staff are bound to (STF-2). Browsers make them for a name under
 * https, and for `localhost`; for a number of an address they do not.
 */
import { isIP } from 'node:net';
import type { Settings } from '../config/settings.ts';

export interface RelyingParty {
  readonly origin: string;
  /** The host name alone. */
  readonly id: string;
}

/** `host`: the address that the request came to, for a server without `PUBLIC_URL`. */
export function relyingPartyOf(
  { publicUrl }: Pick<Settings, 'publicUrl'>,
  host: string,
): RelyingParty | { readonly problem: string } {
  const url = URL.parse(publicUrl ?? `http://${host}`);
  const name = url?.hostname ?? '';
  const isLocal = name === 'localhost' || name.endsWith('.localhost');
  if (url && isLocal) return { origin: url.origin, id: name };
  if (!url || publicUrl === null) {
    return {
      problem:
        'Passkeys need the address of this site. The person who runs this server sets PUBLIC_URL, ' +
        'for example to https://circles.example.org.',
    };
  }
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) {
    return {
      problem:
        'Passkeys need a name, and the address of this site is a number. The person who runs ' +
        'this server sets PUBLIC_URL to a name with https.',
    };
  }
  return url.protocol === 'https:'
    ? { origin: url.origin, id: name }
    : {
        problem:
          'Passkeys need https. The person who runs this server sets PUBLIC_URL to an address that ' +
          'begins with https://.',
      };
}
