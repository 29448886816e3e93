/** *Needs you*: the inbox over all circles, the most harmful first, live (ALR-6). */

import { staffApi } from '@holdspace/client';
import type { InboxAlert } from '@holdspace/protocol';
import { Plural, Trans } from '@lingui/react/macro';
import { type ReactNode, useEffect } from 'react';
import { useDelayedFlag } from '../../lib/time/use-delayed-flag.ts';
import { Notice } from '../../ui/notice.tsx';
import { useCircleNames } from '../lists/use-circle-names.ts';
import { useInbox } from '../page/inbox-context.ts';
import layout from '../page/layout.module.css';
import { useStaffSession } from '../page/staff-session.ts';
import { AlertCard } from './alert-card.tsx';
import styles from './needs-you.module.css';

interface NeedsYouProps {
  /** What is asked of this person beside the alerts; false for nothing. */
  readonly children?: ReactNode;
}

export function NeedsYou({ children = false }: NeedsYouProps) {
  const { status, inbox } = useInbox();
  const { roles } = useStaffSession();
  const alerts = inbox?.alerts ?? [];
  // Who is on call alone sees calls, and no list of circles.
  const isNamed = roles.some((role) => role !== 'on-call');
  const circles = isNamed ? alerts.flatMap(({ circle }) => circle ?? []) : [];
  const circleNameOf = useCircleNames(circles);
  const isBehind = useDelayedFlag(status === 'away' || status === 'connecting');
  useMarkedSeen(alerts);
  const left = inbox ? inbox.counts.open + inbox.counts.taken - alerts.length : 0;
  return (
    <section className={layout.stack} aria-labelledby="needs-you">
      <h2 id="needs-you">
        <Trans>Needs you</Trans>
      </h2>
      {isBehind && (
        <Notice>
          <Trans>
            There’s no live connection right now. This page asks again every few seconds; nothing is
            lost.
          </Trans>
        </Notice>
      )}
      {children}
      {inbox !== null && alerts.length === 0 && children === false && (
        <p className={styles.empty}>
          <Trans>
            Nothing needs you right now. When something does, it appears here by itself.
          </Trans>
        </p>
      )}
      {alerts.length > 0 && (
        <ol className={styles.alerts}>
          {alerts.map((alert) => (
            <li key={alert.id}>
              <AlertCard
                alert={alert}
                circleName={alert.circle === null ? null : circleNameOf(alert.circle)}
              />
            </li>
          ))}
        </ol>
      )}
      {left > 0 && (
        <p className={layout.muted}>
          <Plural
            value={left}
            one="# more waits after these, and appears as they are dealt with."
            other="# more wait after these, and appear as they are dealt with."
          />
        </p>
      )}
    </section>
  );
}

/** ALR-4: what was given to this person counts as seen once it is on a page that they look at. */
function useMarkedSeen(alerts: readonly InboxAlert[]): void {
  const own = alerts
    .filter(({ yours }) => yours)
    .map(({ id }) => id)
    .join(' ');
  useEffect(() => {
    if (own === '') return;
    const mark = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', mark);
      // Marked again at the next visit when it fails: nobody waits for it.
      staffApi()
        .markAlertsSeen(own.split(' '))
        .catch(() => undefined);
    };
    document.addEventListener('visibilitychange', mark);
    mark();
    return () => document.removeEventListener('visibilitychange', mark);
  }, [own]);
}
