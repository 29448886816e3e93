/**
 * What waits for a facilitator, the most urgent first: calls for help, what there is to decide
 * about the circle, held messages, appeals, notes, reports (DSK-2, DSK-4).
 */
import type { Thread, View } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { isValidElement, type ReactNode } from 'react';
import { Queued } from '../circle/queued.tsx';
import { isCall } from '../support/threads.ts';
import { GuardedList } from '../ui/press/guarded-list.tsx';
import { Panel, useConsole } from './console.tsx';
import { othersOn, sorted, unseen } from './desk.ts';
import { CallOf, ReportOf, ThreadOf } from './desk-cards.tsx';
import styles from './facilitator.module.css';
import { Held, heldIn } from './held.tsx';
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
  const cards: readonly Card[] = [
    ...calls.map((thread) => threadCard(thread, <CallOf thread={thread} />)),
    ...decisions.map((card) => ({ id: keyOf(card), name: '', card })),
    ...held.map((message) => ({ id: message.id, name: '', card: <Held message={message} /> })),
    ...others.map((thread) => threadCard(thread, <ThreadOf thread={thread} />)),
    ...reports.map((report) => {
      const { id, name } = report;
      return { id: `report ${id}`, name, card: <ReportOf report={report} /> };
    }),
  ];
  const nothing = cards.length === 0;
  return (
    <Panel title={t`Needs you`} count={waitsIn(view)} waits>
      <Queued />
      {nothing && (
        <p className={styles.quiet}>
          <Trans>Nothing needs you right now. Calls for help, notes and reports appear here.</Trans>
        </p>
      )}
      <GuardedList
        as="div"
        className={styles.cards}
        items={cards}
        idOf={({ id }) => id}
        row={({ card }) => card}
        gone={({ name }) => (
          <Trans>
            Done <bdi>{name}</bdi>
          </Trans>
        )}
      />
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

interface Card {
  readonly id: string;
  /** Who it is about, where that is known. */
  readonly name: string;
  readonly card: ReactNode;
}

const threadCard = ({ id, name }: Thread, card: ReactNode): Card => ({
  id: `thread ${id}`,
  name,
  card,
});

const keyOf = (card: ReactNode): string => (isValidElement(card) ? `${card.key}` : '');

/** How many there wait for a look. */
export const waitsIn = (view: View): number =>
  unseen(view.desk && othersOn(view.desk, view.mine.person)) + heldIn(view).length;
