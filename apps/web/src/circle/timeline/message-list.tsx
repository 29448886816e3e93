/**
 * The messages of the circle. One stop for the Tab key; inside, arrow keys move from message to
 * message, Enter opens the options of one, Escape returns to the composer.
 */
import type { PendingMessages } from '@holdspace/client';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown } from 'lucide-react';
import { type RefObject, useMemo, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { useCircle } from '../model/circle-context.ts';
import { MessageGroup } from './message-group.tsx';
import styles from './message-list.module.css';
import { PendingMessageList } from './pending-messages.tsx';
import { TimelineRowItem } from './timeline-row-item.tsx';
import { timelineRows } from './timeline-rows.ts';
import { useMessageFocus } from './use-message-focus.ts';
import { usePhaseMarks } from './use-phase-marks.ts';
import { useRoundMarks } from './use-round-marks.ts';
import { useScrollAnchor } from './use-scroll-anchor.ts';
import { useUnreadCount } from './use-unread-count.ts';
import type { UnreadMarker } from './use-unread-marker.ts';

interface MessageListProps {
  readonly pending: PendingMessages;
  readonly offline: boolean;
  readonly hasEarlier: boolean;
  readonly loadEarlier: () => Promise<boolean>;
  readonly unreadMarker: UnreadMarker;
  readonly retry: (id: string) => void;
  readonly moveToDraft: (id: string) => void;
  readonly sendNow: (id: string) => void;
  readonly focusComposer: () => void;
  readonly listRef: RefObject<HTMLDivElement | null>;
}

/** The number of last rows that are always laid out; rows above them only when visible. */
const laidOutRows = 80;

export function MessageList(props: MessageListProps) {
  const { pending, offline, hasEarlier, loadEarlier, listRef } = props;
  const { retry, moveToDraft, sendNow, focusComposer } = props;
  const { t } = useLingui();
  const { view } = useCircle();
  const { timeline, mine } = view;
  const { lastSeen } = props.unreadMarker;
  const moments = usePhaseMarks(view);
  const traces = useRoundMarks(view);
  const rows = useMemo(
    () => timelineRows({ timeline, lastSeen, traces, moments, hasEarlier }),
    [timeline, lastSeen, traces, moments, hasEarlier],
  );
  const content = useMemo(() => ({ rows, pending }), [rows, pending]);
  const { atEnd, onScroll, scrollToEnd } = useScrollAnchor(listRef, content);
  const { focusableId, onFocusMessage, onKeyDown } = useMessageFocus(
    listRef,
    timeline,
    focusComposer,
  );
  const unread = useUnreadCount(timeline, mine.person, atEnd);
  const lastTurn = rows.findLast((row) => row.kind === 'group' && row.turn !== null);

  return (
    <section className={styles.frame} aria-labelledby="said">
      <h2 id="said" className="hidden">
        <Trans>Messages</Trans>
      </h2>
      <div
        ref={listRef}
        className={styles.list}
        role="log"
        aria-live="off"
        aria-label={t`Messages in this circle`}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        {hasEarlier && <EarlierButton load={loadEarlier} />}
        {timeline.length === 0 && pending.length === 0 && (
          <p className={styles.empty}>
            <Trans>Nothing has been said since you came in.</Trans>
          </p>
        )}
        <ol className={styles.rows}>
          {rows.map((row, index) =>
            row.kind === 'group' ? (
              <MessageGroup
                key={row.id}
                group={row}
                focusableId={focusableId}
                onFocusMessage={onFocusMessage}
                offersResonance={row.id === lastTurn?.id}
                old={rows.length - index > laidOutRows}
                sent={index === rows.length - 1 && pending.length === 0}
              />
            ) : (
              <TimelineRowItem key={row.id} row={row} />
            ),
          )}
          <PendingMessageList {...{ pending, offline, retry, moveToDraft, sendNow }} />
        </ol>
      </div>
      {!atEnd && (
        <button type="button" className={styles.pill} onClick={scrollToEnd}>
          <ArrowDown size={18} aria-hidden="true" />
          {unread > 0
            ? plural(unread, { one: '# new · go to latest', other: '# new · go to latest' })
            : t`Go to latest`}
        </button>
      )}
    </section>
  );
}

function EarlierButton({ load }: { readonly load: MessageListProps['loadEarlier'] }) {
  const [loading, setLoading] = useState(false);
  const onClick = async () => {
    setLoading(true);
    await load();
    setLoading(false);
  };
  return (
    <div className={styles.earlier}>
      <Button kind="plain" busy={loading} onClick={onClick}>
        <Trans>Show earlier messages</Trans>
      </Button>
    </div>
  );
}
