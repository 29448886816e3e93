/**
 * Shift three times leaves at once. A Shift that made a capital letter is no press; five
 * seconds, or any other key, begin anew. One listener for the page, whoever shows it.
 */
import { useLingui } from '@lingui/react/macro';
import { useEffect, useSyncExternalStore } from 'react';
import { usePreferences } from '../settings/preferences.ts';
import { announce } from '../ui/announcer.tsx';
import { leaveNow } from './leave.ts';

export const presses = 3;
const within = 5000;

let pressed = 0;
const listeners = new Set<() => void>();

function set(count: number): void {
  pressed = count;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** How many times Shift was pressed by itself lately. */
export const useShiftPresses = (): number => useSyncExternalStore(subscribe, () => pressed);

export function ShiftLeaves(): null {
  const { t } = useLingui();
  const { shiftLeaves } = usePreferences();
  useEffect(() => {
    if (!shiftLeaves) return;
    let modifies = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const down = (event: KeyboardEvent) => {
      modifies = event.key !== 'Shift';
      if (!modifies) return;
      clearTimeout(timer);
      if (pressed > 0) set(0);
    };
    const up = (event: KeyboardEvent) => {
      if (event.key !== 'Shift' || modifies) return;
      set(pressed + 1);
      clearTimeout(timer);
      timer = setTimeout(() => set(0), within);
      if (pressed >= presses) leaveNow();
      else if (pressed === 1) announce(t`Press Shift twice more to leave.`);
      else announce(t`Press Shift once more to leave.`);
    };
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
    };
  }, [shiftLeaves, t]);
  return null;
}
