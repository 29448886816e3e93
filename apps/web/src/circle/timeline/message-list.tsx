/**
 * What was said. One stop for the Tab key; inside, the arrow keys go from message to
 * message, Enter opens what can be done with one, Escape goes back to writing.
 */
import type { PendingMessages } from '@holdspace/client';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { formatDay } from '../../lib/i18n/dates.ts';
import { Button } from '../../ui/button.tsx';
import { useCircle } from '../model/circle-context.ts';
import { MessageGroup } from './message-group.tsx';
import styles from './message-list.module.css';
import { PendingMessageList } from './pending-messages.tsx';
import { type MessageGroupRow, timelineRows } from './timeline-rows.ts';
import { usePhaseMarks } from './use-phase-marks.ts';
import { useRoundMarks } from './use-round-marks.ts';
import { useScrollAnchor } from './use-scroll-anchor.ts';
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
  readonly listRef: React.RefObject<HTMLDivElement | null>;
}

export function MessageList(props: MessageListProps) {
  const {
    pending,
    offline,
    hasEarlier: more,
    loadEarlier: earlier,
    unreadMarker: lookedAway,
    focusComposer: toComposer,
    listRef,
  } = props;
  const { retry: again, moveToDraft: back, sendNow: release } = props;
  const { t } = useLingui();
  const { view } = useCircle();
  const { timeline, mine } = view;
  const { lastSeen: seen } = lookedAway;
  const moments = usePhaseMarks(view);
  const traces = useRoundMarks(view);
  const rows = useMemo(
    () => timelineRows({ timeline, lastSeen: seen, traces, moments, hasEarlier: more }),
    [timeline, seen, traces, moments, more],
  );
  const content = useMemo(() => ({ rows, pending }), [rows, pending]);
  const { atEnd, onScroll, scrollToEnd: toEnd } = useScrollAnchor(listRef, content);
  const [stop, stopAt] = useState<string | null>(null);
  // Who stands at the latest message stays at the latest one.
  const setStop = (id: string | null) => stopAt(id === timeline.at(-1)?.id ? null : id);
  const [loading, setLoading] = useState(false);

  // What came since the end was last in sight.
  const read = useRef(timeline.length);
  const lastId = useRef(timeline.at(-1)?.id);
  if (atEnd) {
    read.current = timeline.length;
    lastId.current = timeline.at(-1)?.id;
  }
  const unread = atEnd
    ? 0
    : timeline
        .slice(timeline.findIndex((each) => each.id === lastId.current) + 1)
        .filter((each) => each.by !== mine.person && each.text !== '').length;

  const focusable = stop && timeline.some((each) => each.id === stop) ? stop : timeline.at(-1)?.id;
  const groups = rows.filter((row): row is MessageGroupRow => row.kind === 'group');
  const lastTurn = groups.findLast((group) => group.turn !== null);

  const move = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    if (!target.dataset.message) return;
    const all = [...(listRef.current?.querySelectorAll<HTMLElement>('[data-message]') ?? [])];
    const at = all.indexOf(target);
    const to = {
      ArrowUp: all[at - 1],
      ArrowDown: all[at + 1],
      Home: all[0],
      End: all.at(-1),
    }[event.key];
    if (event.key === 'Escape') toComposer();
    else if (to) {
      event.preventDefault();
      setStop(to.dataset.message ?? null);
      to.focus();
      to.scrollIntoView({ block: 'nearest' });
    }
  };

  const showEarlier = async () => {
    setLoading(true);
    await earlier();
    setLoading(false);
  };

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
        onKeyDown={move}
      >
        {more && (
          <div className={styles.earlier}>
            <Button kind="plain" busy={loading} onClick={showEarlier}>
              <Trans>Show earlier messages</Trans>
            </Button>
          </div>
        )}
        {timeline.length === 0 && pending.length === 0 && (
          <p className={styles.empty}>
            <Trans>Nothing has been said since you came in.</Trans>
          </p>
        )}
        <ol className={styles.rows}>
          {rows.map((row, index) => {
            if (row.kind === 'group') {
              return (
                <MessageGroup
                  key={row.id}
                  group={row}
                  focusableId={focusable}
                  onFocusMessage={setStop}
                  offersResonance={row.id === lastTurn?.id}
                  old={rows.length - index > 80}
                  sent={index === rows.length - 1 && pending.length === 0}
                />
              );
            }
            return (
              <li key={row.id} className={styles[row.kind]}>
                <h3>
                  {row.kind === 'day' && formatDay(row.at)}
                  {row.kind === 'moment' && row.words}
                  {row.kind === 'new' && <Trans>New since you looked away</Trans>}
                </h3>
                {row.kind === 'moment' && row.question && (
                  <p className={styles.question} dir="auto">
                    {row.question}
                  </p>
                )}
              </li>
            );
          })}
          <PendingMessageList
            {...{ pending, offline, retry: again, moveToDraft: back, sendNow: release }}
          />
        </ol>
      </div>
      {!atEnd && (
        <button type="button" className={styles.pill} onClick={toEnd}>
          <ArrowDown size={18} aria-hidden="true" />
          {unread > 0
            ? plural(unread, { one: '# new · go to latest', other: '# new · go to latest' })
            : t`Go to latest`}
        </button>
      )}
    </section>
  );
}
