/**
 * Whether Support is open. The state belongs to the whole page, so that Support stays open, with
 * its text, when the screen below it changes (DSK-1). The link of index.html opens it too; without
 * a screen that can show it, the link leads to the page of Support (PAGE-1).
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

/** Opens Support; false when no screen can show it. */
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

/** Registers a screen that can show Support; returns the function that removes it. */
export function registerSupportHost(): () => void {
  hostCount += 1;
  updateLinkRole();
  return () => {
    hostCount -= 1;
    updateLinkRole();
  };
}

/** The link has the role of a button while it opens a sheet. */
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
