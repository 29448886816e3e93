/**
 * What the press on ‘Leave now’ does about the cookie, which only the server can take back
 * (EXIT-3): it asks, without waiting, and marks it for the next start (finish-sign-out.ts).
 */
import { browserStorage, tryOrUndefined } from '../../lib/storage/storage.ts';

const storageKey = 'tidy';

/** Undefined where there is none, or where the browser forbids it. */
export const serviceWorkerContainer = () => tryOrUndefined(() => navigator.serviceWorker);

export const isSignOutPending = (): boolean => browserStorage.read(storageKey) !== null;
export const markSignOutPending = (): void => browserStorage.write(storageKey, 1);

/** Outlives the page. The service worker tries again when there is no connection. */
export function sendSignOut(): void {
  serviceWorkerContainer()?.controller?.postMessage('sign-out');
  void fetch('/api/sign-out', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ leaving: true }),
  }).catch(() => undefined);
}

/** The server was asked, and answered. */
export const clearSignOutPending = (): void => browserStorage.write(storageKey, null);
