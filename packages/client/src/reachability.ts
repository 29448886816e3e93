/** What stands between the page and its server, as one plain request tells it (CON-3). */

/**
 * `offline`: the device has no network · `unreachable`: the server does not answer · `server`: it
 * answers that it cannot · `portal`: something else answers in its place, as the sign-in page of a
 * network does · `blocked`: WebSocket does not get through, and plain HTTPS is being tried ·
 * `wrong-address`: the page is open at an address that is not set up · `busy`: the person has
 * too many connections.
 */
export type ConnectionCause =
  | 'offline'
  | 'unreachable'
  | 'server'
  | 'portal'
  | 'blocked'
  | 'wrong-address'
  | 'busy';

/** Milliseconds. */
const patience = 5000;

/** Null when the server answers as it should. `url` as in `ConnectOptions`. */
export async function whatStandsBetween(
  url: string,
  signal: AbortSignal,
  send: typeof fetch = fetch,
): Promise<ConnectionCause | null> {
  try {
    const response = await send(`${url}/livez`, {
      ...{ cache: 'no-store', credentials: 'omit', redirect: 'manual' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    const { type, status } = response;
    if (type === 'opaqueredirect' || (status >= 300 && status < 400)) return 'portal';
    if (status >= 500 || status === 429) return 'server';
    const body: unknown = await response.json().catch(() => null);
    return body !== null && typeof body === 'object' && 'ok' in body ? null : 'portal';
  } catch {
    return networkCause();
  }
}

/** Of a request that did not arrive. */
export function networkCause(): ConnectionCause {
  const { navigator } = globalThis as { readonly navigator?: { readonly onLine?: boolean } };
  return navigator?.onLine === false ? 'offline' : 'unreachable';
}
