/** Whether the support is open, for a component. */
import { useSyncExternalStore } from 'react';
import { isSupportOpen, onSupportChange } from './support-state.ts';

export const useSupportOpen = (): boolean =>
  useSyncExternalStore(onSupportChange, isSupportOpen, isSupportOpen);
