/**
 * The inbox of a facilitator, the most urgent first: calls for help, decisions about the circle,
 * held messages, appeals, notes, reports (DSK-2, DSK-4).
 */
import type { Thread } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { isValidElement, type ReactNode } from 'react';
import { QueuedNotice } from '../../app/support/queued-notice.tsx';
import { isCallForHelp } from '../../app/support/thread-status.ts';
import { StableList } from '../../ui/press/stable-list.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { Panel } from '../console/panel.tsx';
import { ShowEarlier } from '../console/show-earlier.tsx';
import { HeldMessage, useHeldMessages } from '../moderation/held-message.tsx';
import { CallCard } from './call-card.tsx';
import { FacilitatorReportCard, FacilitatorThreadCard } from './desk-cards.tsx';
import { sortDesk, unseenCount, withoutOwnThreads } from './desk-order.ts';
import styles from './inbox.module.css';

interface InboxProps {
  /** The cards of open decisions, see meeting/decisions.tsx. */
  readonly decisions: readonly ReactNode[];
}

export function Inbox({ decisions }: InboxProps) {
  const { view } = useConsole();
  const { t } = useLingui();
  const desk = view.desk && sortDesk(withoutOwnThreads(view.desk, view.mine.person));
  const threads = desk?.threads ?? [];
  const calls = threads.filter(isCallForHelp);
  const others = threads.filter((each) => !isCallForHelp(each));
  const reports = desk?.reports ?? [];
  const done = (desk?.doneThreads.length ?? 0) + (desk?.doneReports.length ?? 0);
  const held = useHeldMessages();
  const cards: readonly InboxItem[] = [
    ...calls.map((thread) => threadItem(thread, <CallCard thread={thread} />)),
    ...decisions.map((card) => ({ id: elementKey(card), name: '', card })),
    ...held.map((message) => ({
      id: message.id,
      name: '',
      card: <HeldMessage message={message} />,
    })),
    ...others.map((thread) => threadItem(thread, <FacilitatorThreadCard thread={thread} />)),
    ...reports.map((report) => {
      const { id, name } = report;
      return { id: `report ${id}`, name, card: <FacilitatorReportCard report={report} /> };
    }),
  ];
  const nothing = cards.length === 0;
  return (
    <Panel title={t`Needs you`} count={useInboxCount()} needsAction>
      <QueuedNotice />
      {nothing && (
        <p className={layout.muted}>
          <Trans>Nothing needs you right now. Calls for help, notes and reports appear here.</Trans>
        </p>
      )}
      <StableList
        as="div"
        className={styles.cards}
        items={cards}
        idOf={({ id }) => id}
        renderRow={({ card }) => card}
        renderGone={({ name }) => (
          <Trans>
            Done <bdi>{name}</bdi>
          </Trans>
        )}
      />
      {done > 0 && (
        <details className={layout.disclosure}>
          <summary>
            <Trans>Answered and closed ({done})</Trans>
          </summary>
          <div className={layout.stack}>
            {desk?.doneThreads.map((thread) =>
              isCallForHelp(thread) ? (
                <CallCard key={thread.id} thread={thread} />
              ) : (
                <FacilitatorThreadCard key={thread.id} thread={thread} />
              ),
            )}
            {desk?.doneReports.map((report) => (
              <FacilitatorReportCard key={report.id} report={report} />
            ))}
          </div>
        </details>
      )}
      <ShowEarlier lists={['threads', 'reports']} />
    </Panel>
  );
}

interface InboxItem {
  readonly id: string;
  /** The person it is about; '' where that is not known. */
  readonly name: string;
  readonly card: ReactNode;
}

const threadItem = ({ id, name }: Thread, card: ReactNode): InboxItem => ({
  id: `thread ${id}`,
  name,
  card,
});

const elementKey = (card: ReactNode): string => (isValidElement(card) ? `${card.key}` : '');

/** How many items nobody has looked at yet. */
export function useInboxCount(): number {
  const { desk, mine } = useConsole().view;
  const held = useHeldMessages();
  return unseenCount(desk && withoutOwnThreads(desk, mine.person)) + held.length;
}
