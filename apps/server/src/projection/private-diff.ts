/**
 * The difference between the private state of a person and the one sent before: the keys of
 * `mine` one by one, the desk item by item if the client reads that, other fields as a whole.
 */
import type { OwnDeskChange, OwnState, PrivateChange, PrivateState } from '@holdspace/core';
import { deskChange, listChange, threadChange } from '@holdspace/core';

export type { PrivateState };

const comparedFields = [
  ...(['care', 'waiting', 'desk', 'pace', 'endsSoon', 'oneSharer', 'removed'] as const),
  'joining',
] as const;

/** Lists of `mine` that are sent as changes. */
const itemLists: ReadonlySet<string> = new Set(['threads', 'reports', 'receipts']);

/**
 * Null when nothing differs; everything when `sent` is null. `byItem`: the client reads changes
 * of lists (docs/protocol.md).
 */
export function privateDiff(
  now: PrivateState,
  sent: PrivateState | null,
  byItem = false,
): PrivateChange | null {
  const before: Partial<OwnState> = sent?.mine ?? {};
  const changes = byItem && sent !== null;
  const mine = Object.fromEntries(
    Object.entries(now.mine).filter(
      ([key, value]) =>
        !(changes && itemLists.has(key)) && !isDeepEqual(value, before[key as keyof OwnState]),
    ),
  );
  const own = changes ? ownListsChange(now.mine, sent.mine) : null;
  const desk = changes && now.desk && sent.desk ? deskChange(now.desk, sent.desk) : null;
  // A client that reconnects may hold a mute that has ended.
  const lifted =
    now.mine.mutedUntil === undefined && (sent === null || sent.mine.mutedUntil !== undefined);
  const change: PrivateChange = {
    ...(Object.keys(mine).length > 0 && { mine }),
    ...(lifted && { without: ['mutedUntil'] }),
    ...Object.fromEntries(
      comparedFields.flatMap((key) => {
        if (key === 'desk' && changes && now.desk && sent.desk) return [];
        return isDeepEqual(now[key], sent?.[key]) ? [] : [[key, now[key]]];
      }),
    ),
    ...(own && { own }),
    ...(desk && { deskChange: desk }),
  };
  return Object.keys(change).length > 0 ? change : null;
}

function ownListsChange(now: OwnState, before: OwnState): OwnDeskChange | null {
  const threads = threadChange(now.threads, before.threads);
  const reports = listChange(now.reports, before.reports);
  const receipts = listChange(now.receipts, before.receipts);
  if (!threads && !reports && !receipts) return null;
  return {
    ...(threads && { threads }),
    ...(reports && { reports }),
    ...(receipts && { receipts }),
  };
}

/** Equal as data. It runs for every affected connection after every commit. */
function isDeepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isDeepEqual(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
