/**
 * A browser knows sooner than any timeout that the network is back, or that the page is
 * looked at again after a phone slept. Outside a browser nothing ever wakes.
 */

interface Target {
  addEventListener(name: string, listener: () => void): void;
  removeEventListener(name: string, listener: () => void): void;
}
/** Of the browser's globals, what is needed here; none of it is there in Node. */
interface Surroundings {
  readonly window?: Target;
  readonly document?: Target & { readonly visibilityState: string };
}

/** Whether the page is not in front; false outside of a browser. */
export const isPageHidden = (): boolean =>
  (globalThis as Surroundings).document?.visibilityState === 'hidden';

/** Calls back whenever the page is hidden, and shown again; answers the way to stop (TRN-8). */
export function onPageTurned(listener: (hidden: boolean) => void): () => void {
  const { document } = globalThis as Surroundings;
  if (!document) return () => {};
  const turned = () => listener(document.visibilityState === 'hidden');
  document.addEventListener('visibilitychange', turned);
  return () => document.removeEventListener('visibilitychange', turned);
}

/** Calls back at each awakening; answers the way to stop. */
export function onWake(listener: () => void): () => void {
  const { window, document } = globalThis as Surroundings;
  if (!window || !document) return () => {};
  const shown = () => {
    if (document.visibilityState === 'visible') listener();
  };
  window.addEventListener('online', listener);
  document.addEventListener('visibilitychange', shown);
  return () => {
    window.removeEventListener('online', listener);
    document.removeEventListener('visibilitychange', shown);
  };
}
