/**
 * A browser knows sooner than any timeout that the network is back, or that the page is
 * looked at again after a phone slept. A device that slept with its page in front, or whose
 * clock was set, is known by its two clocks (CON-2). Outside a browser nothing ever wakes.
 */
import { serverClock } from './clock.ts';

interface BrowserEventTarget {
  addEventListener(name: string, listener: () => void): void;
  removeEventListener(name: string, listener: () => void): void;
}
/** Of the browser's globals, what is needed here; none of it is there in Node. */
interface BrowserGlobals {
  readonly window?: BrowserEventTarget;
  readonly document?: BrowserEventTarget & { readonly visibilityState: string };
}

/** Milliseconds. */
const checkInterval = 5000;
const sleepThreshold = 2000;

/** Calls back at each awakening; answers the way to stop. */
export function onWake(listener: () => void): () => void {
  const { window, document } = globalThis as BrowserGlobals;
  if (!window || !document) return () => {};
  const shown = () => {
    if (document.visibilityState === 'visible') listener();
  };
  let gap = serverClock.gap();
  const look = () => {
    const before = gap;
    gap = serverClock.gap();
    if (Math.abs(gap - before) > sleepThreshold) listener();
  };
  const looking = setInterval(look, checkInterval);
  window.addEventListener('online', listener);
  document.addEventListener('visibilitychange', shown);
  return () => {
    clearInterval(looking);
    window.removeEventListener('online', listener);
    document.removeEventListener('visibilitychange', shown);
  };
}
