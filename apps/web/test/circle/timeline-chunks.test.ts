/** Chunks of rows: unchanged ones stay the same objects, and no row moves to another chunk. */
import type { MessageId, PersonId } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import {
  chunkRows,
  chunkSize,
  firstWithinLimit,
  keepRows,
  maxRows,
} from '../../src/circle/timeline/timeline-chunks.ts';
import { type TimelineRow, timelineRows } from '../../src/circle/timeline/timeline-rows.ts';

const rowsOf = (...numbers: readonly number[]): readonly TimelineRow[] =>
  timelineRows({
    timeline: numbers.map((number) => ({
      id: `m${number}` as MessageId,
      by: `p${Math.floor(number)}` as PersonId,
      text: 'words',
      turn: null,
      at: 1000,
    })),
    ...{ lastSeen: null, traces: [], moments: [] },
  });
const upTo = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

it('keeps each row that shows the same messages as the same object', () => {
  const shared = rowsOf(1, 2, 3);
  const messages = shared.flatMap((row) => (row.kind === 'group' ? row.messages : []));
  const again = timelineRows({ timeline: messages, lastSeen: null, traces: [], moments: [] });
  expect(keepRows(again, shared)).toBe(shared);
});

it('a row at the end changes the last chunk alone, or begins a new one', () => {
  const rows = rowsOf(...upTo(1, chunkSize * 3));
  const before = chunkRows(rows.slice(0, -1), []);
  const after = chunkRows(rows, before);
  expect(after.map((chunk, index) => chunk === before[index])).toEqual([true, true, false]);
  const more = chunkRows([...rows, ...rowsOf(1000)], after);
  expect(more.slice(0, 3)).toEqual(after);
  expect(more[0]).toBe(after[0]);
  expect(more).toHaveLength(4);
});

it('CON-2 an earlier page comes in chunks of its own, also when it joins the first card', () => {
  const before = chunkRows(rowsOf(...upTo(21, 40)), []);
  const rows = rowsOf(...upTo(1, 20), 20.5, ...upTo(21, 40));
  const after = chunkRows(rows, before);
  expect(after.slice(-before.length).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  // The message 20.5 is of the same person as 20, and is in their card.
  const joined = chunkRows(rowsOf(...upTo(1, 20), 20.5), chunkRows(rowsOf(20.5), []));
  expect(joined.at(-1)?.rows).toHaveLength(1);
  expect(joined.at(-1)?.id).toBe('m20.5');
});

it('leaves out whole chunks from the front until 600 rows stay, and never the last', () => {
  const chunks = chunkRows(rowsOf(...upTo(1, maxRows + 1)), []);
  expect(firstWithinLimit(chunks, 0)).toBe(1);
  expect(firstWithinLimit(chunks, 3)).toBe(3);
  expect(firstWithinLimit(chunks.slice(0, 1), 0)).toBe(0);
});
