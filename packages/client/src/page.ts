/** Whether the page is in front, as the browser says it (TRN-8). Outside of a browser it always is. */

interface Page {
  readonly visibilityState: string;
  addEventListener(name: 'visibilitychange', listener: () => void): void;
  removeEventListener(name: 'visibilitychange', listener: () => void): void;
}
const page = (): Page | undefined => (globalThis as { readonly document?: Page }).document;

export const isPageHidden = (): boolean => page()?.visibilityState === 'hidden';

/** Calls back whenever the page is hidden, and shown again; answers the way to stop. */
export function onPageTurned(listener: (hidden: boolean) => void): () => void {
  const document = page();
  if (!document) return () => {};
  const turned = () => listener(isPageHidden());
  document.addEventListener('visibilitychange', turned);
  return () => document.removeEventListener('visibilitychange', turned);
}
