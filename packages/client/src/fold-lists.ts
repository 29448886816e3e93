/**
 * How lists grow that travel item by item: the desk of facilitators, and one's own threads,
 * reports and receipts. A pure fold; the result equals the lists that the server holds.
 */
import type {
  Desk,
  DeskChange,
  ListChange,
  Mine,
  OwnDeskChange,
  Thread,
  ThreadChange,
} from '@holdspace/protocol';

interface Item {
  readonly id: string;
}

function folded<T extends Item>(
  list: readonly T[],
  change: ListChange<T, { readonly item: T; readonly before?: string }> | undefined,
): readonly T[] {
  if (!change) return list;
  const gone = new Set(change.gone ?? []);
  const next = list.filter(({ id }) => !gone.has(id));
  for (const { item, before } of change.put) {
    const at = next.findIndex(({ id }) => id === item.id);
    if (at >= 0) next[at] = item;
    else {
      const behind = before === undefined ? -1 : next.findIndex(({ id }) => id === before);
      next.splice(behind < 0 ? next.length : behind, 0, item);
    }
  }
  return next;
}

/** Entries that did not travel are those that are here. */
function foldThreads(list: readonly Thread[], change: ThreadChange | undefined): readonly Thread[] {
  if (!change) return list;
  const put = change.put.map(({ item, from = 0, ...place }) => {
    const kept = list.find(({ id }) => id === item.id)?.entries.slice(0, from) ?? [];
    return { item: { ...item, entries: [...kept, ...item.entries] }, ...place };
  });
  return folded(list, { ...change, put });
}

export function foldDesk(desk: Desk, change: DeskChange): Desk {
  const { more: _, ...lists } = desk;
  const more = change.more ?? desk.more ?? [];
  return {
    ...lists,
    threads: foldThreads(desk.threads, change.threads),
    reports: folded(desk.reports, change.reports),
    backChannel: folded(desk.backChannel, change.backChannel),
    record: folded(desk.record, change.record),
    alerts: change.alerts ?? desk.alerts,
    ...(more.length > 0 && { more }),
  };
}

export const foldOwn = (mine: Mine, change: OwnDeskChange): Mine => ({
  ...mine,
  threads: foldThreads(mine.threads, change.threads),
  reports: folded(mine.reports, change.reports),
  receipts: folded(mine.receipts, change.receipts),
});
