/**
 * Whether the support is open. It is one for the whole page, so that it stays open, with what is
 * being written in it, when the screen below it becomes another one (DSK-1). The link of
 * index.html opens it too; where no screen is there to show it, that leads to its page (PAGE-1).
 */
import { paths } from '../../lib/paths.ts';

let isOpen = false;
/** Screens that can show it. */
let hostCount = 0;
const listeners = new Set<() => void>();

function setOpen(now: boolean): void {
  if (isOpen === now) return;
  isOpen = now;
  for (const listener of listeners) listener();
}

/** From any part of a screen. False when there is no screen that shows it. */
export function openSupport(): boolean {
  if (hostCount > 0) setOpen(true);
  return hostCount > 0;
}
export const closeSupport = (): void => setOpen(false);

/** The page of the support has its words without any screen. */
export function goToSupport(): void {
  setOpen(false);
  location.assign(paths.support);
}

export const isSupportOpen = (): boolean => isOpen;
export function onSupportChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A screen is there that shows the support; gives the way to say that it is gone. */
export function registerSupportHost(): () => void {
  hostCount += 1;
  updateLinkRole();
  return () => {
    hostCount -= 1;
    updateLinkRole();
  };
}

/** What opens a sheet is a button, what leads to a page is a link. */
function updateLinkRole(): void {
  const link = document.getElementById('support');
  for (const [name, value] of [
    ['role', 'button'],
    ['aria-haspopup', 'dialog'],
  ] as const) {
    if (hostCount > 0) link?.setAttribute(name, value);
    else link?.removeAttribute(name);
  }
}

/** Marks the link while a conversation with the facilitators is open. */
export function markOpenConversation(talks: boolean): void {
  const link = document.getElementById('support');
  link?.toggleAttribute('data-talk', talks);
  if (talks) link?.setAttribute('aria-describedby', 'support-talk');
  else link?.removeAttribute('aria-describedby');
}
