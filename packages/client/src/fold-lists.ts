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

export function foldList<T extends FoldedItem>(
  list: readonly T[],
  change: ListChange<T, { readonly item: T; readonly before?: string }> | undefined,
): readonly T[] {
  if (!change) return list;
  const gone = new Set(change.gone ?? []);
  const next = list.filter(({ id }) => !gone.has(id));
  const places = new Map(next.map(({ id }, i) => [id, i]));
  /** New items, by the id of the one that each stands before; '' for the end. */
  const inserted = new Map<string, T[]>();
  const added = new Map<string, { readonly row: T[]; readonly at: number }>();
  for (const { item, before = '' } of change.put) {
    const at = places.get(item.id);
    const known = added.get(item.id);
    if (at !== undefined) next[at] = item;
    else if (known) known.row[known.at] = item;
    else {
      const key = places.has(before) ? before : '';
      const row = inserted.get(key) ?? [];
      inserted.set(key, row);
      added.set(item.id, { row, at: row.push(item) - 1 });
    }
  }
  if (inserted.size === 0) return next;
  return [
    ...next.flatMap((item) => [...(inserted.get(item.id) ?? []), item]),
    ...(inserted.get('') ?? []),
  ];
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
