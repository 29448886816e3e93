/**
 * What of somebody's private part differs from what they were told: keys of `mine` one by
 * one, the desk item by item where the client can read that, the rest as wholes. Nothing that
 * stays the same travels.
 */
import type { OwnDeskChange, OwnState, PrivateChange, PrivateState } from '@holdspace/core';
import { deskChange, listChange, threadChange } from '@holdspace/core';

export type { PrivateState };

const comparedFields = [
  ...(['care', 'waiting', 'desk', 'pace', 'endsSoon', 'oneSharer', 'removed'] as const),
  'joining',
] as const;

/** Lists of `mine` that travel as changes. */
const itemLists: ReadonlySet<string> = new Set(['threads', 'reports', 'receipts']);

/**
 * Null when there is nothing to tell; all of it when it is not known what was told. `byItem`:
 * the client reads changes of lists (docs/protocol.md).
 */
export function privateDiff(
  now: PrivateState,
  told: PrivateState | null,
  byItem = false,
): PrivateChange | null {
  const before: Partial<OwnState> = told?.mine ?? {};
  const changes = byItem && told !== null;
  const mine = Object.fromEntries(
    Object.entries(now.mine).filter(
      ([key, value]) =>
        !(changes && itemLists.has(key)) && !isDeepEqual(value, before[key as keyof OwnState]),
    ),
  );
  const own = changes ? ownListsChange(now.mine, told.mine) : null;
  const desk = changes && now.desk && told.desk ? deskChange(now.desk, told.desk) : null;
  // A client that comes back may hold a mute that has ended: say that it has none.
  const lifted =
    now.mine.mutedUntil === undefined && (told === null || told.mine.mutedUntil !== undefined);
  const change: PrivateChange = {
    ...(Object.keys(mine).length > 0 && { mine }),
    ...(lifted && { without: ['mutedUntil'] }),
    ...Object.fromEntries(
      comparedFields.flatMap((key) => {
        if (key === 'desk' && changes && now.desk && told.desk) return [];
        return isDeepEqual(now[key], told?.[key]) ? [] : [[key, now[key]]];
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

/** Equal as data; this runs for every watcher after every change. */
function isDeepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isDeepEqual(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
