/**
 * What the press on ‘Leave now’ does about the cookie, which only the server can take back
 * (EXIT-3): it asks, without waiting, and marks that the next start sees to it (tidy.ts).
 */
import { attempt, browserStorage } from '../lib/storage.ts';

const key = 'tidy';

/** Undefined where there is none, or where the browser forbids it. */
export const worker = () => attempt(() => navigator.serviceWorker);

export const untidy = (): boolean => browserStorage.read(key) !== null;
export const markUntidy = (): void => browserStorage.write(key, 1);

/** Outlives the page. The service worker tries again when there is no connection. */
export function sendSignOut(): void {
  worker()?.controller?.postMessage('sign-out');
  void fetch('/api/sign-out', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ leaving: true }),
  }).catch(() => undefined);
}

/** The server was asked, and answered. */
export const markTidy = (): void => browserStorage.write(key, null);
