/**
 * The rows of the timeline in chunks, which the browser lays out only near the visible part, and
 * which are left out above a limit. Pure.
 */
import { keepEqual, keepList } from '@holdspace/client';
import type { TimelineRow } from './timeline-rows.ts';

export interface TimelineChunk {
  readonly id: string;
  readonly rows: readonly TimelineRow[];
}

/** The number of rows of a full chunk: little more than the browser lays out around the visible part. */
export const chunkSize = 10;
/** The number of rows above which the first chunks can be left out. */
export const maxRows = 600;

/** The rows as they are, each one that is equal to a row of `before` as the same object. */
export function keepRows(
  rows: readonly TimelineRow[],
  before: readonly TimelineRow[],
): readonly TimelineRow[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return keepList(
    rows.map((row) => keepRow(row, known.get(row.id))),
    before,
  );
}

function keepRow(row: TimelineRow, before: TimelineRow | undefined): TimelineRow {
  if (row.kind !== 'group' || before?.kind !== 'group') return keepEqual(row, before);
  return keepEqual({ ...row, messages: keepList(row.messages, before.messages) }, before);
}

/** An earlier page can add messages to the front of a card, so each message of a row names it. */
const idsOf = (row: TimelineRow): readonly string[] =>
  row.kind === 'group' ? row.messages.map(({ id }) => id) : [row.id];

/**
 * A chunk of `before` begins again with the same row, so that rows do not move between chunks when
 * rows come in front, behind or between. Equal chunks are the same objects.
 */
export function chunkRows(
  rows: readonly TimelineRow[],
  before: readonly TimelineChunk[],
): readonly TimelineChunk[] {
  const firstIds = new Map(
    before.flatMap((chunk) => {
      const [first] = chunk.rows;
      return first ? idsOf(first).map((id) => [id, chunk.id] as const) : [];
    }),
  );
  const known = new Map(before.map((chunk) => [chunk.id, chunk]));
  const chunks: { readonly id: string; readonly rows: TimelineRow[] }[] = [];
  for (const row of rows) {
    const begun = idsOf(row)
      .map((id) => firstIds.get(id))
      .find((id) => id !== undefined);
    const last = chunks.at(-1);
    if (last && begun === undefined && last.rows.length < chunkSize) last.rows.push(row);
    else chunks.push({ id: begun ?? row.id, rows: [row] });
  }
  return keepList(
    chunks.map((chunk) => {
      const earlier = known.get(chunk.id);
      return keepEqual({ ...chunk, rows: keepList(chunk.rows, earlier?.rows) }, earlier);
    }),
    before,
  );
}

const rowCount = (chunks: readonly TimelineChunk[]): number =>
  chunks.reduce((sum, { rows }) => sum + rows.length, 0);

/** The index of the first chunk with which at most `maxRows` rows are shown; the last stays. */
export function firstWithinLimit(chunks: readonly TimelineChunk[], first: number): number {
  let index = first;
  while (index < chunks.length - 1 && rowCount(chunks.slice(index)) > maxRows) index += 1;
  return index;
}
