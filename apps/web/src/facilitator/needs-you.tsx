/**
 * What waits for a facilitator, the most urgent first: calls for help, what there is to decide
 * about the circle, held messages, appeals, notes, reports (DSK-2, DSK-4).
 */
import type { Thread, View } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Queued } from '../circle/queued.tsx';
import { isNew } from '../desk/threads.ts';
import { Panel, useConsole } from './console.tsx';
import { othersOn, type Sorted, sorted, unseen } from './desk.ts';
import { ReportOf, ThreadOf } from './desk-cards.tsx';
import styles from './facilitator.module.css';
import { HeldMessages, heldIn } from './held.tsx';
import { ShowEarlier } from './older.tsx';

const helpIn = (desk: Sorted | undefined): readonly Thread[] =>
  desk?.threads.filter(({ kind }) => kind === 'help') ?? [];

interface NeedsYouProps {
  /** What there is to decide, see decisions.tsx. */
  readonly decisions: readonly ReactNode[];
}

export function NeedsYou({ decisions }: NeedsYouProps) {
  const { view } = useConsole();
  const { t } = useLingui();
  const desk = view.desk && sorted(othersOn(view.desk, view.mine.person));
  const help = helpIn(desk);
  const others = desk?.threads.filter(({ kind }) => kind !== 'help') ?? [];
  const reports = desk?.reports ?? [];
  const done = (desk?.doneThreads.length ?? 0) + (desk?.doneReports.length ?? 0);
  const held = heldIn(view);
  const nothing =
    help.length + others.length + reports.length + held.length + decisions.length === 0;
  return (
    <Panel title={t`Needs you`} count={waitsIn(view)} waits>
      <Queued />
      {nothing && (
        <p className={styles.quiet}>
          <Trans>Nothing needs you right now. Calls for help, notes and reports appear here.</Trans>
        </p>
      )}
      {help.map((thread) => (
        <ThreadOf key={thread.id} thread={thread} />
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
            {desk?.doneThreads.map((thread) => (
              <ThreadOf key={thread.id} thread={thread} />
            ))}
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

/** For whoever stepped out: a call for help is theirs to hear of all the same (DSK-2). */
export function CallsForHelp() {
  const { view } = useConsole();
  const { t } = useLingui();
  const calls = helpIn(view.desk && sorted(othersOn(view.desk, view.mine.person)));
  const fresh = calls.filter(isNew).length;
  if (calls.length === 0) return null;
  return (
    <Panel title={t`Needs you`} count={fresh} waits>
      {calls.map((thread) => (
        <ThreadOf key={thread.id} thread={thread} />
      ))}
    </Panel>
  );
}

/** How many there wait for a look. */
export const waitsIn = (view: View): number =>
  unseen(view.desk && othersOn(view.desk, view.mine.person)) + heldIn(view).length;
