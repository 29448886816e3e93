/** Lists that staff read page by page over HTTP. */
import type {
  CirclePageQuery,
  CircleSummary,
  HouseRecordBody,
  HouseRecordQuery,
} from '@holdspace/protocol';
import { type ApiOptions, ApiProblem, sendApiRequest } from './http-request.ts';

/** A page of a list. */
export interface ApiPage<Item> {
  readonly items: readonly Item[];
  /** `after` of the page that follows; null: this is the last one. */
  readonly next: string | null;
}

type QueryValue = string | number | readonly string[] | undefined;

/** As an address has it: what is undefined is left out, and several values have commas between. */
export const queryOf = (query: Readonly<Record<string, QueryValue>>): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
};

/** So many circles of one request are asked for by their ids. */
const mostIds = 100;

const circlePage = (options: ApiOptions, query: CirclePageQuery) =>
  askPage<CircleSummary>(options, `/circles${queryOf(query)}`);

export const listApi = (options: ApiOptions) => ({
  /** For a facilitator, the circles that they look after. `q`: words of the circle's texts. */
  circlePage: (query: CirclePageQuery = {}) => circlePage(options, query),
  /** Page after page, for a choice among all of them. */
  allCircles: async (): Promise<readonly CircleSummary[]> => {
    const all: CircleSummary[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await circlePage(options, after === undefined ? {} : { after });
      all.push(...page.items);
      after = page.next;
    }
    return all;
  },
  /** Those of these ids that there are, in no order. */
  circlesById: async (ids: readonly string[]): Promise<readonly CircleSummary[]> => {
    const all: CircleSummary[] = [];
    for (let from = 0; from < ids.length; from += mostIds) {
      const page = await circlePage(options, { ids: ids.slice(from, from + mostIds) });
      all.push(...page.items);
    }
    return all;
  },
  /** What staff did and read (STF-5). */
  houseRecordPage: (query: HouseRecordQuery = {}) =>
    askPage<HouseRecordBody>(options, `/house/record${queryOf({ ...query, format: 'json' })}`),
});

/** A list answers with an array; a header has the address of the next page (RFC 8288). */
export async function askPage<Item>(options: ApiOptions, path: string): Promise<ApiPage<Item>> {
  const { status, text, headers } = await sendApiRequest(options, 'GET', path);
  const items = arrayIn<Item>(text);
  if (items) return { items, next: nextPlaceIn(headers.get('link') ?? '') };
  const message = 'Something else than this server answered. Please try again.';
  throw new ApiProblem(status, { code: 'not-ours', message });
}

function arrayIn<Item>(text: string): readonly Item[] | null {
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found : null;
  } catch {
    return null;
  }
}

/** `after` of the address with `rel="next"`. */
function nextPlaceIn(link: string): string | null {
  const [, address] = /<([^>]*)>;\s*rel="?next"?/.exec(link) ?? [];
  return address === undefined
    ? null
    : new URL(address, 'http://localhost').searchParams.get('after');
}
