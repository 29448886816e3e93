/**
 * The desk as it travels (LIM-4): a page of it at the beginning, then what differs, item by
 * item, and older items when they are asked for. What a person holds of the desk is a part of
 * what they may see, in the same order.
 */

import { isDeepEqual } from '../deep-equal.ts';
import type {
  DeskChange,
  DeskListName,
  FacilitatorDesk,
  ListChange,
  Thread,
  ThreadChange,
} from '../desk-items.ts';
import { deskListNames } from '../desk-items.ts';
import { jsonByteLength } from '../measure.ts';

interface ListItem {
  readonly id: string;
}

/** The newest items of one list that a page holds: so many, and so much of them. */
const pageLimit = { items: 50, bytes: 32 * 1024 } as const;

/** Until it is closed on purpose a call for help is always there, and whole (DSK-7). */
const isOpenCall = ({ kind, state }: Thread): boolean => kind === 'help' && state !== 'closed';

/** At least one of them, as many as fit. Newest last, as they come. */
function newestItems<T>(items: readonly T[]): T[] {
  const taken: T[] = [];
  let bytes = 0;
  for (const item of items.toReversed()) {
    bytes += jsonByteLength(JSON.stringify(item));
    if (taken.length > 0 && (taken.length >= pageLimit.items || bytes > pageLimit.bytes)) break;
    taken.unshift(item);
  }
  return taken;
}

/** What one client holds and all that its person may see; the broadcaster keeps it. */
export interface DeskWindow {
  readonly loaded: FacilitatorDesk;
  readonly full: FacilitatorDesk;
}

const idsOf = (items: readonly ListItem[]): ReadonlySet<string> =>
  new Set(items.map(({ id }) => id));

type DeskLists = Pick<FacilitatorDesk, DeskListName>;
const listsOf = (of: (name: DeskListName) => readonly ListItem[]): DeskLists =>
  Object.fromEntries(deskListNames.map((name) => [name, of(name)])) as unknown as DeskLists;

function deskWindow(
  whole: FacilitatorDesk,
  holds: (name: DeskListName, item: ListItem) => boolean,
): DeskWindow {
  const lists = listsOf((name) =>
    (whole[name] as readonly ListItem[]).filter((item) => holds(name, item)),
  );
  const more = deskListNames.filter((name) => lists[name].length < whole[name].length);
  const held = { ...lists, alerts: whole.alerts, ...(more.length > 0 ? { more } : {}) };
  return { loaded: held, full: whole };
}

/** The first page, for a client that has nothing yet. */
export function firstDeskPage(whole: FacilitatorDesk): DeskWindow {
  const first = listsOf((name) => newestItems<ListItem>(whole[name]));
  const ids = listsIds(first);
  return deskWindow(
    whole,
    (name, item) =>
      ids[name].has(item.id) || (name === 'threads' && isOpenCall(item as unknown as Thread)),
  );
}

const listsIds = (desk: DeskLists): Record<DeskListName, ReadonlySet<string>> =>
  Object.fromEntries(deskListNames.map((name) => [name, idsOf(desk[name])])) as never;

/** What they hold next: what they held, what is new, and what of the older has changed. */
export function nextDeskWindow(whole: FacilitatorDesk, before: DeskWindow): DeskWindow {
  if (whole === before.full) return before;
  const held = listsIds(before.loaded);
  const known = Object.fromEntries(
    deskListNames.map((name) => [
      name,
      new Map((before.full[name] as readonly ListItem[]).map((item) => [item.id, item])),
    ]),
  ) as unknown as Record<DeskListName, ReadonlyMap<string, ListItem>>;
  return deskWindow(whole, (name, item) => {
    const last = known[name].get(item.id);
    return held[name].has(item.id) || last === undefined || !isDeepEqual(last, item);
  });
}

/** With a page of older items of one list beside what they held. */
export function withOlderDeskPage(
  { loaded: held, full: whole }: DeskWindow,
  list: DeskListName,
): DeskWindow {
  const ids = listsIds(held);
  const older = newestItems<ListItem>(
    (whole[list] as readonly ListItem[]).filter(({ id }) => !ids[list].has(id)),
  );
  const wanted = idsOf(older);
  return deskWindow(
    whole,
    (name, item) => ids[name].has(item.id) || (name === list && wanted.has(item.id)),
  );
}

/** Items that are elsewhere in the list than before: those that changed, when the order did. */
function movedItems<T extends ListItem>(
  now: readonly T[],
  known: ReadonlyMap<string, T>,
  before: readonly T[],
): ReadonlySet<string> {
  const there = new Map(now.map((item) => [item.id, item]));
  const kept = now.filter(({ id }) => known.has(id)).map(({ id }) => id);
  const order = before.filter(({ id }) => there.has(id)).map(({ id }) => id);
  if (isDeepEqual(kept, order)) return new Set();
  const changed = new Set(kept.filter((id) => !isDeepEqual(known.get(id), there.get(id))));
  const stays = (id: string) => !changed.has(id);
  return isDeepEqual(kept.filter(stays), order.filter(stays)) ? changed : new Set(kept);
}

/** How one list differs from another; null when it does not. */
export function listChange<T extends ListItem>(
  now: readonly T[],
  before: readonly T[],
): ListChange<T> | null {
  if (now === before) return null;
  const known = new Map(before.map((item) => [item.id as string, item]));
  const there = idsOf(now);
  const moved = movedItems(now, known, before);
  const isInPlace = ({ id }: ListItem) => known.has(id) && !moved.has(id);
  const gone = before.filter(({ id }) => !there.has(id) || moved.has(id)).map(({ id }) => id);
  const put: ListChange<T>['put'][number][] = [];
  now.forEach((item, i) => {
    if (isInPlace(item) && isDeepEqual(known.get(item.id), item)) return;
    const behind = isInPlace(item) ? undefined : now.slice(i + 1).find(isInPlace);
    put.push({ item, ...(behind && { before: behind.id }) });
  });
  if (gone.length === 0 && put.length === 0) return null;
  return { put, ...(gone.length > 0 ? { gone } : {}) };
}

/** The same for threads; only new and changed entries travel. */
export function threadChange(
  now: readonly Thread[],
  before: readonly Thread[],
): ThreadChange | null {
  const change = listChange(now, before);
  if (!change) return null;
  const known = new Map(before.map((thread) => [thread.id, thread]));
  const put = change.put.map(({ item, ...place }) => {
    const last = known.get(item.id)?.entries;
    const from = last?.findIndex((entry, i) => !isDeepEqual(entry, item.entries[i])) ?? 0;
    const keeps = from < 0 ? (last?.length ?? 0) : from;
    if (keeps === 0) return { item, ...place };
    return { item: { ...item, entries: item.entries.slice(keeps) }, from: keeps, ...place };
  });
  return { ...change, put };
}

/** How the desk differs from what was sent to this person; null when it does not. */
export function deskChange(now: FacilitatorDesk, before: FacilitatorDesk): DeskChange | null {
  const threads = threadChange(now.threads, before.threads);
  const reports = listChange(now.reports, before.reports);
  const backChannel = listChange(now.backChannel, before.backChannel);
  const record = listChange(now.record, before.record);
  const change: DeskChange = {
    ...(threads && { threads }),
    ...(reports && { reports }),
    ...(backChannel && { backChannel }),
    ...(record && { record }),
    ...(!isDeepEqual(now.alerts, before.alerts) && { alerts: now.alerts }),
    ...(!isDeepEqual(now.more ?? [], before.more ?? []) && { more: now.more ?? [] }),
  };
  return Object.keys(change).length > 0 ? change : null;
}
