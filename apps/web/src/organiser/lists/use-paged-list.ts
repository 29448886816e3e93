/**
 * A list that is read page by page: the first page by itself, the next ones on request. Pages that
 * were added go when the first page is read again, because their places may have moved.
 */
import { type ApiPage, type StaffApi, staffApi } from '@holdspace/client';
import { useState } from 'react';
import type { QueryState } from '../../lib/api/use-query.ts';
import { useRequest } from '../../lib/api/use-request.ts';
import { useStaffQuery } from '../page/use-staff-query.ts';

export interface PagedList<Item> {
  readonly loaded: QueryState<readonly Item[]>;
  /** The key of what is shown: that of before while the next list is read. */
  readonly shownKey: string | null;
  readonly hasMore: boolean;
  readonly busy: boolean;
  readonly errorText: string | null;
  /** Resolves with how many were added, and whether more follow; null when it failed. */
  readonly loadMore: () => Promise<{ readonly added: number; readonly hasMore: boolean } | null>;
  readonly reload: () => void;
}

interface PagedListOptions<Item> {
  /** `after`: the place after which the page begins; null for the first page. */
  readonly load: (api: StaffApi, after: string | null) => Promise<ApiPage<Item>>;
  /** Says what is loaded: the first page is read again when it changes. */
  readonly key: string;
  readonly idOf: (item: Item) => string | number;
}

interface AddedPages<Item> extends ApiPage<Item> {
  /** The page that they follow. */
  readonly first: ApiPage<Item>;
}

export function usePagedList<Item>({ load, key, idOf }: PagedListOptions<Item>): PagedList<Item> {
  const [first, reload] = useStaffQuery(async (api) => ({ key, page: await load(api, null) }), key);
  const request = useRequest();
  const [pages, setPages] = useState<AddedPages<Item> | null>(null);
  const page = first.state === 'there' ? first.value.page : null;
  const added = pages?.first === page ? pages : null;
  const next = (added ?? page)?.next ?? null;
  const items = [...(page?.items ?? []), ...(added?.items ?? [])];

  const loadMore = async () => {
    if (page === null || next === null) return null;
    const answer = await request.run(() => load(staffApi(), next));
    if (!answer?.ok) return null;
    // An entry that has moved down since is in two pages.
    const known = new Set(items.map(idOf));
    const fresh = answer.value.items.filter((each) => !known.has(idOf(each)));
    const later = [...(added?.items ?? []), ...fresh];
    setPages({ first: page, items: later, next: answer.value.next });
    return { added: fresh.length, hasMore: answer.value.next !== null };
  };
  return {
    loaded: first.state === 'there' ? { state: 'there', value: items } : first,
    shownKey: first.state === 'there' ? first.value.key : null,
    hasMore: next !== null,
    busy: request.busy,
    errorText: request.errorText,
    ...{ loadMore, reload },
  };
}
