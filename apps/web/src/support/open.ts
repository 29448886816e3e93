/** Lets any part of a screen open the support, which lives in the bar. */
let opener: (() => void) | null = null;

export function openSupport(): void {
  opener?.();
}

export function supportOpensBy(open: () => void): () => void {
  opener = open;
  return () => {
    if (opener === open) opener = null;
  };
}
