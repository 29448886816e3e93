/**
 * Lets any part of a screen, and the link of index.html, open the support. Where no screen can
 * open it the link leads to the page of the support.
 */
let opener: (() => void) | null = null;

/** False when there is nothing that can open it. */
export function openSupport(): boolean {
  opener?.();
  return opener !== null;
}

export function supportOpensBy(open: () => void): () => void {
  opener = open;
  markLink();
  return () => {
    if (opener !== open) return;
    opener = null;
    markLink();
  };
}

/** What opens a sheet is a button, what leads to a page is a link. */
function markLink(): void {
  const link = document.getElementById('support');
  for (const [name, value] of [
    ['role', 'button'],
    ['aria-haspopup', 'dialog'],
  ] as const) {
    if (opener) link?.setAttribute(name, value);
    else link?.removeAttribute(name);
  }
}
