/**
 * How lists grow that travel item by item: the desk of facilitators, and one's own threads,
 * reports and receipts. A pure fold; the result equals the lists that the server holds.
 */
import type {
  DeskChange,
  FacilitatorDesk,
  ListChange,
  OwnDeskChange,
  OwnState,
  Thread,
  ThreadChange,
} from '@holdspace/protocol';

interface FoldedItem {
  readonly id: string;
}

function foldList<T extends FoldedItem>(
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
  return foldList(list, { ...change, put });
}

export function foldDesk(desk: FacilitatorDesk, change: DeskChange): FacilitatorDesk {
  const { more: _, ...lists } = desk;
  const more = change.more ?? desk.more ?? [];
  return {
    ...lists,
    threads: foldThreads(desk.threads, change.threads),
    reports: foldList(desk.reports, change.reports),
    backChannel: foldList(desk.backChannel, change.backChannel),
    record: foldList(desk.record, change.record),
    alerts: change.alerts ?? desk.alerts,
    ...(more.length > 0 && { more }),
  };
}

export const foldOwnDesk = (mine: OwnState, change: OwnDeskChange): OwnState => ({
  ...mine,
  threads: foldThreads(mine.threads, change.threads),
  reports: foldList(mine.reports, change.reports),
  receipts: foldList(mine.receipts, change.receipts),
});
