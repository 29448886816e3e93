/** What stands between the page and its server, as one plain request tells it (CON-3). */
import type { FailureCause } from './failure-cause.ts';

/**
 * As for other requests (failure-cause.ts), and beside those: `blocked`: WebSocket does not get through, and
 * plain HTTPS is being tried · `crowded`: this person has too many connections.
 */
export type ConnectionCause =
  | Extract<FailureCause, 'offline' | 'unreachable' | 'busy' | 'gateway' | 'foreign' | 'address'>
  | 'blocked'
  | 'crowded';

/** Milliseconds. */
const probeTimeout = 5000;

/** Null when the server answers as it should. `url` as in `ConnectOptions`. */
export async function probeServer(
  url: string,
  signal: AbortSignal,
  send: typeof fetch = fetch,
): Promise<ConnectionCause | null> {
  try {
    const response = await send(`${url}/livez`, {
      ...{ cache: 'no-store', credentials: 'omit', redirect: 'manual' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(probeTimeout)]),
    });
    const { type, status } = response;
    if (type === 'opaqueredirect' || (status >= 300 && status < 400)) return 'foreign';
    if (status === 429) return 'busy';
    if (status >= 500) return 'gateway';
    const body: unknown = await response.json().catch(() => null);
    return body !== null && typeof body === 'object' && 'ok' in body ? null : 'foreign';
  } catch {
    return networkCause();
  }
}

/** Of a request that did not arrive. */
export function networkCause(): ConnectionCause {
  const { navigator } = globalThis as { readonly navigator?: { readonly onLine?: boolean } };
  return navigator?.onLine === false ? 'offline' : 'unreachable';
}
