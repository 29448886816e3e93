/**
 * The settings of this browser: theme, text size, Enter key, reading aloud, Shift three times,
 * title of the tab. They contain nothing about a circle, so they do not reveal which one was
 * visited.
 */
import { browserStorage } from '../storage/storage.ts';

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
  /** The tab shows what the page is about instead of a neutral word (EXIT-5). */
  readonly namedTitles: boolean;
  /** A sound and a vibration when one is needed; off until the person was asked (TRN-8, DSK-8). */
  readonly alertSound: boolean;
  readonly alertVibration: boolean;
  readonly alertAsked: boolean;
}

const defaultPreferences: Preferences = {
  theme: 'auto',
  text: '100',
  enter: 'device',
  aloud: 'everything',
  shiftLeaves: true,
  namedTitles: false,
  alertSound: false,
  alertVibration: false,
  alertAsked: false,
};
const storageKey = 'preferences';
const listeners = new Set<() => void>();
let currentPreferences: Preferences = {
  ...defaultPreferences,
  ...browserStorage.read<Partial<Preferences>>(storageKey),
};

/** Puts theme and text size on the document, where the styles look for them. */
export function applyPreferences(): void {
  document.documentElement.dataset.theme = currentPreferences.theme;
  document.documentElement.dataset.text = currentPreferences.text;
}

export const preferences = (): Preferences => currentPreferences;

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  currentPreferences = { ...currentPreferences, [name]: value };
  browserStorage.write(storageKey, currentPreferences);
  applyPreferences();
  for (const listener of listeners) listener();
}

export function onPreferencesChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
