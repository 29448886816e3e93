/**
 * What one person set for this browser: theme, size of the text, the Enter key, reading
 * aloud, the quick way out. Kept in localStorage; nothing here is about a circle, so
 * nothing here gives away that one was visited.
 */
import { useSyncExternalStore } from 'react';

export type Theme = 'auto' | 'day' | 'evening';
export type TextSize = '100' | '115' | '130' | '150';
/** `device`: Enter sends where there is a real keyboard. */
export type EnterKey = 'device' | 'sends' | 'line';
export type ReadingAloud = 'everything' | 'summaries' | 'mine' | 'nothing';

export interface Preferences {
  readonly theme: Theme;
  readonly text: TextSize;
  readonly enter: EnterKey;
  readonly aloud: ReadingAloud;
  /** Pressing Shift three times leaves at once. */
  readonly shiftLeaves: boolean;
}

const defaults: Preferences = {
  theme: 'auto',
  text: '100',
  enter: 'device',
  aloud: 'everything',
  shiftLeaves: true,
};
const key = 'preferences';
const listeners = new Set<() => void>();
let current = read();

function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return { ...defaults, ...(kept as Partial<Preferences>) };
  } catch {
    return defaults;
  }
}

/** Puts theme and text size on the document, where the styles look for them. */
export function applyPreferences(): void {
  document.documentElement.dataset.theme = current.theme;
  document.documentElement.dataset.text = current.text;
}

export const preferences = (): Preferences => current;

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  current = { ...current, [name]: value };
  try {
    localStorage.setItem(key, JSON.stringify(current));
  } catch {
    // Storage may be forbidden; the setting then lasts as long as the page.
  }
  applyPreferences();
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
