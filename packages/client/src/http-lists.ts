/** Lists that staff read page by page over HTTP. */
import type {
  CirclePageQuery,
  CircleSummary,
  HouseRecordBody,
  HouseRecordQuery,
} from '@holdspace/protocol';
import { type ApiOptions, askPage } from './http-request.ts';

/** As an address has it: what is undefined is left out. */
export const queryOf = (query: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
};

export const listApi = (options: ApiOptions) => ({
  /** For a facilitator, the circles that they look after. `q`: words of the circle's texts. */
  circlePage: (query: CirclePageQuery = {}) =>
    askPage<CircleSummary>(options, `/circles${queryOf(query)}`),
  /** What staff did and read (STF-5). */
  houseRecordPage: (query: HouseRecordQuery = {}) =>
    askPage<HouseRecordBody>(options, `/house/record${queryOf({ ...query, format: 'json' })}`),
});
