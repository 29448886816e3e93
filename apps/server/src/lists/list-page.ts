/** Pages of lists: what a request asks for, and a page of a list that is in memory. */
import { textFilter } from './text-filter.ts';

export interface PageRequest {
  /** The cursor of the page before; absent: the first page. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** The cursor of the next page; null: this is the last one. */
  readonly next: string | null;
}

/** The list has no such place: the cursor is garbled, or what it named was removed. */
export class UnknownCursor extends Error {
  override name = 'UnknownCursor';
}

/**
 * The page of a list whose entries have ids. With `q` of those entries alone whose texts have all its
 * words. Throws UnknownCursor.
 */
export function pageOfList<Item>(
  all: readonly Item[],
  { after, limit, q }: PageRequest & { readonly q?: string | undefined },
  entry: { readonly idOf: (item: Item) => string; readonly textsOf: (item: Item) => string[] },
): ListPage<Item> {
  const begin = after === undefined ? 0 : all.findIndex((each) => entry.idOf(each) === after) + 1;
  if (after !== undefined && begin === 0) throw new UnknownCursor();
  const matches = textFilter(q);
  const found: Item[] = [];
  for (let at = begin; at < all.length && found.length <= limit; at++) {
    const item = all[at] as Item;
    if (!matches || matches(entry.textsOf(item))) found.push(item);
  }
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last ? entry.idOf(last) : null };
}

/**
 * The page of a list in the order of its keys, which are never empty. The cursor is a key, so it holds
 * when the entry that it names leaves the list between two pages.
 */
export function pageOfSorted<Item>(
  all: readonly Item[],
  { after = '', limit }: PageRequest,
  keyOf: (item: Item) => string,
): ListPage<Item> {
  const rest = all.filter((each) => keyOf(each) > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rest.length > limit && last ? keyOf(last) : null };
}

/** The page of a record, whose entries stay in their places: the cursor is the number of one. */
export function pageOfRecord<Entry>(
  all: readonly Entry[],
  {
    order,
    after,
    limit,
  }: PageRequest & {
    readonly order: 'oldest' | 'newest';
  },
): ListPage<Entry> {
  const isOldest = order === 'oldest';
  const first = isOldest ? 0 : all.length + 1;
  const from = after === undefined ? first : Number(after);
  if (!/^\d{1,12}$/.test(after ?? '0') || from > all.length + 1) throw new UnknownCursor();
  const items = isOldest
    ? all.slice(from, from + limit)
    : all.slice(Math.max(0, from - 1 - limit), Math.max(0, from - 1)).reverse();
  const last = isOldest ? from + items.length : from - items.length;
  const isLast = isOldest ? last >= all.length : last <= 1;
  return { items, next: isLast ? null : String(last) };
}
