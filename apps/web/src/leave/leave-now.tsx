/** The way out, on every screen and in every sheet. A true link: it works without scripts. */
import { Trans } from '@lingui/react/macro';
import { LogOut } from 'lucide-react';
import type { MouseEvent } from 'react';
import { paths } from '../paths.ts';
import { leaveNow } from './leave.ts';
import styles from './leave-now.module.css';
import { useShiftPresses } from './shift-presses.ts';

const leave = (event: MouseEvent) => {
  event.preventDefault();
  leaveNow();
};

export function LeaveNow() {
  const count = useShiftPresses();
  return (
    <a
      href={paths.leave}
      className={styles.leave}
      data-always
      rel="nofollow noreferrer"
      onClick={leave}
      // The middle button would open the way out beside this page.
      onAuxClick={(event) => event.button === 1 && leave(event)}
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
  );
}
