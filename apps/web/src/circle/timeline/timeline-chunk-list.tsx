/** One chunk of the timeline as a list; it is drawn again only when one of its rows may change. */
import type { PersonId, TurnId } from '@holdspace/protocol';
import { memo } from 'react';
import type { MessageRights } from '../model/message-actions.ts';
import type { NameOf } from '../model/person-names.ts';
import type { ReceivedGift } from '../resonance/received-resonance.tsx';
import { MessageGroup } from './message-group.tsx';
import styles from './message-list.module.css';
import type { TimelineChunk } from './timeline-chunks.ts';
import { TimelineRowItem } from './timeline-row-item.tsx';

/** What rows show beside their messages; the same object while nothing of it changes. */
export interface RowContext {
  readonly rights: MessageRights;
  readonly nameOf: NameOf;
  /** The participants who are in the circle. */
  readonly participants: ReadonlySet<PersonId>;
  /** The turn that the circle heard (RES-1). */
  readonly heard: TurnId | null;
  /** The resonance that this person got. */
  readonly gifts: readonly ReceivedGift[];
}

interface TimelineChunkListProps {
  readonly chunk: TimelineChunk;
  readonly context: RowContext;
  /** Far above: laid out only when it comes into sight. */
  readonly old: boolean;
  /** The row that offers resonance, when it is in this chunk. */
  readonly resonanceRow: string | null;
  /** The row that says “Sent”, when it is in this chunk. */
  readonly sentRow: string | null;
}

const noGifts: readonly ReceivedGift[] = [];

export const TimelineChunkList = memo(function TimelineChunkList(props: TimelineChunkListProps) {
  const { chunk, context, old, resonanceRow, sentRow } = props;
  const { rights, nameOf, participants, heard, gifts } = context;
  return (
    <ol className={styles.chunk} data-old={old || undefined}>
      {chunk.rows.map((row) =>
        row.kind === 'group' ? (
          <MessageGroup
            key={row.id}
            group={row}
            rights={rights}
            name={nameOf(row.by)}
            byParticipant={participants.has(row.by)}
            heard={row.turn !== null && row.turn === heard}
            gifts={row.by === rights.me ? gifts : noGifts}
            offersResonance={row.id === resonanceRow}
            sent={row.id === sentRow}
          />
        ) : (
          <TimelineRowItem key={row.id} row={row} />
        ),
      )}
    </ol>
  );
});
