/** Whether the page is in front, as the browser says it (TRN-8). Outside of a browser it always is. */

interface BrowserDocument {
  readonly visibilityState: string;
  addEventListener(name: 'visibilitychange', listener: () => void): void;
  removeEventListener(name: 'visibilitychange', listener: () => void): void;
}
const browserDocument = (): BrowserDocument | undefined =>
  (globalThis as { readonly document?: BrowserDocument }).document;

export const isPageHidden = (): boolean => browserDocument()?.visibilityState === 'hidden';

/** Calls back whenever the page is hidden, and shown again; answers the way to stop. */
export function onPageVisibilityChange(listener: (hidden: boolean) => void): () => void {
  const document = browserDocument();
  if (!document) return () => {};
  const turned = () => listener(isPageHidden());
  document.addEventListener('visibilitychange', turned);
  return () => document.removeEventListener('visibilitychange', turned);
}
