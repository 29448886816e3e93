/**
 * The chunks that are in the page. Above 600 rows the first chunks leave it, while the end of the
 * list is in sight and the focus is elsewhere; a press on “Show earlier messages” brings them back.
 */
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { chunkRows, firstWithinLimit, keepRows, type TimelineChunk } from './timeline-chunks.ts';
import type { TimelineRow } from './timeline-rows.ts';

/** The number of chunks that one press brings back. */
const revealedAtOnce = 10;

export interface ShownChunks {
  readonly chunks: readonly TimelineChunk[];
  /** Brings chunks back that left the page; null when none did. */
  readonly reveal: (() => number) | null;
}

interface ChunkOptions {
  readonly rows: readonly TimelineRow[];
  readonly list: RefObject<HTMLElement | null>;
  /** Whether the end of the list is in sight. */
  readonly atEnd: boolean;
}

export function useTimelineChunks({ rows, list, atEnd }: ChunkOptions): ShownChunks {
  const all = useStableChunks(rows);
  const [firstId, setFirstId] = useState<string | null>(null);
  const first = Math.max(
    0,
    all.findIndex(({ id }) => id === firstId),
  );
  const trimmed = firstWithinLimit(all, first);
  /** Chunks that were brought back stay until the person has been away from the end. */
  const isRevealed = useRef(false);
  useLayoutEffect(() => {
    if (!atEnd) isRevealed.current = false;
    if (!atEnd || isRevealed.current || trimmed === first) return;
    if (list.current?.contains(document.activeElement)) return;
    setFirstId(all[trimmed]?.id ?? null);
  }, [all, trimmed, first, atEnd, list]);
  const reveal = useCallback(() => {
    isRevealed.current = true;
    const next = Math.max(0, first - revealedAtOnce);
    setFirstId(all[next]?.id ?? null);
    return all.slice(next, first).reduce((sum, chunk) => sum + messageCount(chunk), 0);
  }, [all, first]);
  return { chunks: first === 0 ? all : all.slice(first), reveal: first === 0 ? null : reveal };
}

const messageCount = ({ rows }: TimelineChunk): number =>
  rows.reduce((sum, row) => sum + (row.kind === 'group' ? row.messages.length : 0), 0);

/** Rows and chunks that did not change are the same objects as at the last render. */
function useStableChunks(rows: readonly TimelineRow[]): readonly TimelineChunk[] {
  const last = useRef<readonly TimelineRow[]>([]);
  const chunks = useRef<readonly TimelineChunk[]>([]);
  last.current = keepRows(rows, last.current);
  chunks.current = chunkRows(last.current, chunks.current);
  return chunks.current;
}
