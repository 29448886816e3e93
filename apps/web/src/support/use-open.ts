/** Whether the support is open, for a component. */
import { useSyncExternalStore } from 'react';
import { isSupportOpen, onSupport } from './open.ts';

export const useSupportOpen = (): boolean =>
  useSyncExternalStore(onSupport, isSupportOpen, isSupportOpen);
