/**
 * Whether the support is open. It is one for the whole page, so that it stays open, with what is
 * being written in it, when the screen below it becomes another one (DSK-1). The link of
 * index.html opens it too; where no screen is there to show it, that leads to its page (PAGE-1).
 */
import { paths } from '../paths.ts';

let open = false;
/** Screens that can show it. */
let screens = 0;
const listeners = new Set<() => void>();

function set(now: boolean): void {
  if (open === now) return;
  open = now;
  for (const listener of listeners) listener();
}

/** From any part of a screen. False when there is no screen that shows it. */
export function openSupport(): boolean {
  if (screens > 0) set(true);
  return screens > 0;
}
export const closeSupport = (): void => set(false);

/** The page of the support has its words without any screen. */
export function goToSupport(): void {
  set(false);
  location.assign(paths.support);
}

export const isSupportOpen = (): boolean => open;
export function onSupport(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A screen is there that shows the support; gives the way to say that it is gone. */
export function supportIsHere(): () => void {
  screens += 1;
  markLink();
  return () => {
    screens -= 1;
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
    if (screens > 0) link?.setAttribute(name, value);
    else link?.removeAttribute(name);
  }
}

/** Marks the link while a conversation with the facilitators is open. */
export function markTalk(talks: boolean): void {
  const link = document.getElementById('support');
  link?.toggleAttribute('data-talk', talks);
  if (talks) link?.setAttribute('aria-describedby', 'support-talk');
  else link?.removeAttribute('aria-describedby');
}
