/** The preferences of this browser for a component. */
import { useSyncExternalStore } from 'react';
import { onPreferencesChange, type Preferences, preferences } from './preferences.ts';

export const usePreferences = (): Preferences =>
  useSyncExternalStore(onPreferencesChange, preferences);
