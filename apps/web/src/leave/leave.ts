/**
 * Leaving in a hurry: the page is covered at once, what this tab keeps is forgotten, and
 * the server clears the rest on the way to somewhere harmless. `replace`, so that Back
 * does not return here.
 */
import { paths } from '../paths.ts';

const beforeLeaving = new Set<() => void>();

/** Something to do on the way out, for instance to tell the circle. Gives its undoing. */
export function onLeaving(act: () => void): () => void {
  beforeLeaving.add(act);
  return () => beforeLeaving.delete(act);
}

let covered = false;
const listeners = new Set<() => void>();
const tell = () => {
  // Also takes away what lies in the top layer, where no cover reaches: open sheets.
  document.documentElement.toggleAttribute('data-leaving', covered);
  for (const listener of listeners) listener();
};

export const cover = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  now: () => covered,
};

export function leaveNow(): void {
  covered = true;
  tell();
  document.title = 'Weather';
  for (const act of beforeLeaving) {
    try {
      act();
    } catch {
      // Nothing may stand between a person and the way out.
    }
  }
  try {
    sessionStorage.clear();
  } catch {
    // Storage may be forbidden.
  }
  location.replace(paths.leave);
}

/** Somebody came back to the page as the browser kept it: show it again. */
export function uncover(): void {
  covered = false;
  tell();
}
