/** An alert that is active as long as its component says so. */
import { useEffect } from 'react';
import { type Alert, endAlert, raiseAlert } from './alerts.ts';

/**
 * While `active`, the title of the tab carries a mark; when it becomes active, and when `key`
 * becomes another one, the device sounds and vibrates as far as the person allowed it.
 */
export function useAlert({ key, title, level, isAudible: sounds }: Alert, active: boolean): void {
  useEffect(() => {
    if (active) raiseAlert({ key, title, level, isAudible: sounds });
  }, [key, title, level, sounds, active]);
  useEffect(() => {
    if (!active) return;
    return () => endAlert(key);
  }, [key, active]);
}
