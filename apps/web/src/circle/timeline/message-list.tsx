/**
 * The messages of the circle. One stop for the Tab key; inside, arrow keys move from message to
 * message, Enter opens the options of one, Escape returns to the composer.
 */
import type { PendingMessages } from '@holdspace/client';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown } from 'lucide-react';
import { type RefObject, useMemo, useRef } from 'react';
import { useTimeline } from '../model/circle-view.ts';
import { EarlierButton } from './earlier-button.tsx';
import styles from './message-list.module.css';
import { PendingMessageList } from './pending-messages.tsx';
import { TimelineChunkList } from './timeline-chunk-list.tsx';
import type { TimelineChunk } from './timeline-chunks.ts';
import type { TimelineRow } from './timeline-rows.ts';
import { useMessageFocus } from './use-message-focus.ts';
import { useRowContext } from './use-row-context.ts';
import { useScrollAnchor, useScrollEnd } from './use-scroll-anchor.ts';
import { useTimelineChunks } from './use-timeline-chunks.ts';
import { useTimelineRows } from './use-timeline-rows.ts';
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

/**
 * The number of last chunks that are always laid out; chunks above them only near the visible part.
 * A text that is not laid out can be missing in the tree for screen readers.
 */
const laidOutChunks = 8;

export function MessageList(props: MessageListProps) {
  const { pending, offline, hasEarlier, loadEarlier, listRef: list } = props;
  const { retry, moveToDraft, sendNow, focusComposer } = props;
  const { t } = useLingui();
  const timeline = useTimeline();
  const context = useRowContext();
  const { me } = context.rights;
  const rows = useTimelineRows({ lastSeen: props.unreadMarker.lastSeen, hasEarlier });
  const rowList = useRef<HTMLDivElement>(null);
  const { atEnd, setAtEnd, pinned, scrollToEnd } = useScrollEnd(list);
  const { chunks, reveal } = useTimelineChunks({ rows, list, atEnd });
  const content = useMemo(() => ({ chunks, pending }), [chunks, pending]);
  // Changes attributes, so it comes before what measures.
  const { onFocus, onKeyDown } = useMessageFocus({ list, timeline, content, focusComposer });
  const onScroll = useScrollAnchor({ list, rows: rowList, content, pinned, setAtEnd });
  const unread = useUnreadCount(timeline, me, atEnd);
  const marked = useMarkedRows(rows, me, pending.length > 0);

  return (
    <section className={styles.frame} aria-labelledby="said">
      <h2 id="said" className="hidden">
        <Trans>Messages</Trans>
      </h2>
      <div
        ref={list}
        className={styles.list}
        role="log"
        aria-live="off"
        aria-label={t`Messages in this circle`}
        onScroll={onScroll}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
      >
        {(hasEarlier || reveal) && <EarlierButton load={loadEarlier} reveal={reveal} />}
        {timeline.length === 0 && pending.length === 0 && (
          <p className={styles.empty}>
            <Trans>Nothing has been said since you came in.</Trans>
          </p>
        )}
        <div ref={rowList} className={styles.rows}>
          {chunks.map((chunk, index) => (
            <TimelineChunkList
              key={chunk.id}
              chunk={chunk}
              context={context}
              old={chunks.length - index > laidOutChunks}
              resonanceRow={rowIn(chunk, marked.resonance)}
              sentRow={rowIn(chunk, marked.sent)}
            />
          ))}
          <PendingMessageList {...{ pending, offline, retry, moveToDraft, sendNow }} />
        </div>
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

interface MarkedRows {
  /** The last turn: resonance is offered there. */
  readonly resonance: TimelineRow | undefined;
  /** The last row, when it is of this person and nothing is pending. */
  readonly sent: TimelineRow | undefined;
}

function useMarkedRows(rows: readonly TimelineRow[], me: string, isPending: boolean): MarkedRows {
  return useMemo(() => {
    const last = rows.at(-1);
    const isSent = !isPending && last?.kind === 'group' && last.by === me;
    return {
      resonance: rows.findLast((row) => row.kind === 'group' && row.turn !== null),
      sent: isSent ? last : undefined,
    };
  }, [rows, me, isPending]);
}

/** The id of the row when the chunk has it, else null. */
const rowIn = ({ rows }: TimelineChunk, row: TimelineRow | undefined): string | null =>
  row && rows.some(({ id }) => id === row.id) ? row.id : null;
