/**
 * Whether the support is open. It is one for the whole page, so that it stays open, with what is
 * being written in it, when the screen below it becomes another one (DSK-1).
 */
import { useSyncExternalStore } from 'react';

let open = false;
const listeners = new Set<() => void>();

function set(now: boolean): void {
  if (open === now) return;
  open = now;
  for (const listener of listeners) listener();
}

/** From any part of a screen. */
export const openSupport = (): void => set(true);
export const closeSupport = (): void => set(false);

const isOpen = () => open;
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useSupportOpen = (): boolean => useSyncExternalStore(subscribe, isOpen, isOpen);
