/**
 * What waits for a facilitator, the most urgent first: calls for help, what there is to decide
 * about the circle, held messages, appeals, notes, reports (DSK-2, DSK-4).
 */
import type { View } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Queued } from '../circle/queued.tsx';
import { isCall } from '../support/threads.ts';
import { Panel, useConsole } from './console.tsx';
import { othersOn, sorted, unseen } from './desk.ts';
import { CallOf, ReportOf, ThreadOf } from './desk-cards.tsx';
import styles from './facilitator.module.css';
import { HeldMessages, heldIn } from './held.tsx';
import { ShowEarlier } from './older.tsx';

interface NeedsYouProps {
  /** What there is to decide, see decisions.tsx. */
  readonly decisions: readonly ReactNode[];
}

export function NeedsYou({ decisions }: NeedsYouProps) {
  const { view } = useConsole();
  const { t } = useLingui();
  const desk = view.desk && sorted(othersOn(view.desk, view.mine.person));
  const threads = desk?.threads ?? [];
  const calls = threads.filter(isCall);
  const others = threads.filter((each) => !isCall(each));
  const reports = desk?.reports ?? [];
  const done = (desk?.doneThreads.length ?? 0) + (desk?.doneReports.length ?? 0);
  const held = heldIn(view);
  const nothing =
    calls.length + others.length + reports.length + held.length + decisions.length === 0;
  return (
    <Panel title={t`Needs you`} count={waitsIn(view)} waits>
      <Queued />
      {nothing && (
        <p className={styles.quiet}>
          <Trans>Nothing needs you right now. Calls for help, notes and reports appear here.</Trans>
        </p>
      )}
      {calls.map((thread) => (
        <CallOf key={thread.id} thread={thread} />
      ))}
      {decisions}
      {held.length > 0 && <HeldMessages messages={held} />}
      {others.map((thread) => (
        <ThreadOf key={thread.id} thread={thread} />
      ))}
      {reports.map((report) => (
        <ReportOf key={report.id} report={report} />
      ))}
      {done > 0 && (
        <details className={styles.details}>
          <summary>
            <Trans>Answered and closed ({done})</Trans>
          </summary>
          <div className={styles.group}>
            {desk?.doneThreads.map((thread) =>
              isCall(thread) ? (
                <CallOf key={thread.id} thread={thread} />
              ) : (
                <ThreadOf key={thread.id} thread={thread} />
              ),
            )}
            {desk?.doneReports.map((report) => (
              <ReportOf key={report.id} report={report} />
            ))}
          </div>
        </details>
      )}
      <ShowEarlier lists={['threads', 'reports']} />
    </Panel>
  );
}

/** How many there wait for a look. */
export const waitsIn = (view: View): number =>
  unseen(view.desk && othersOn(view.desk, view.mine.person)) + heldIn(view).length;
