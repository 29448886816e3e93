/** The way out that is on every screen; also Shift three times, which can be switched off. */

import { Trans, useLingui } from '@lingui/react/macro';
import { LogOut } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { paths } from '../paths.ts';
import { usePreferences } from '../settings/preferences.ts';
import { announce } from '../ui/announcer.tsx';
import { cover, leaveNow } from './leave.ts';
import styles from './leave-now.module.css';

const presses = 3;
const within = 5000;

/** How many times Shift was pressed by itself lately. */
function useShiftPresses(on: boolean): number {
  const { t } = useLingui();
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (!on) return;
    let pressed = 0;
    let used = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reset = () => {
      pressed = 0;
      clearTimeout(timer);
      setCount(0);
    };
    // A Shift that made a capital letter is a modifier and not a press.
    const down = (event: KeyboardEvent) => {
      if (event.key === 'Shift') used = false;
      else {
        used = true;
        reset();
      }
    };
    const up = (event: KeyboardEvent) => {
      if (event.key !== 'Shift' || used) return;
      pressed += 1;
      setCount(pressed);
      clearTimeout(timer);
      timer = setTimeout(reset, within);
      if (pressed >= presses) leaveNow();
      else if (pressed === 1) announce(t`Shift, press two more times to leave.`);
      else announce(t`Shift, press one more time to leave.`);
    };
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
    };
  }, [on, t]);
  return count;
}

export function LeaveNow() {
  const { shiftLeaves } = usePreferences();
  const count = useShiftPresses(shiftLeaves);
  const covered = useSyncExternalStore(cover.subscribe, cover.now);
  return (
    <>
      <a
        href={paths.leave}
        className={styles.leave}
        rel="nofollow noreferrer"
        onClick={(event) => {
          event.preventDefault();
          leaveNow();
        }}
      >
        <LogOut size={18} aria-hidden="true" />
        <Trans>Leave now</Trans>
        {count > 0 && (
          <span className={styles.dots} aria-hidden="true">
            {[1, 2, 3].map((press) => (
              <span key={press} data-on={press <= count || undefined} />
            ))}
          </span>
        )}
      </a>
      {covered &&
        createPortal(
          <div className={styles.cover} role="alert">
            <span className="hidden">
              <Trans>Leaving this page.</Trans>
            </span>
          </div>,
          document.body,
        )}
    </>
  );
}
