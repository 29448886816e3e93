/**
 * What requests for lists may ask for. A list answers with an array, page by page: while another page
 * follows, the header `Link: <…>; rel="next"` has its address.
 */
import { z } from 'zod';

/** A page is at most so long, and so long when nothing is asked for. */
export const mostPerPage = 500;
/** Of records, whose entries are short. */
export const mostRecordsPerPage = 1000;

const page = (most: number) => ({
  limit: z.coerce.number().int().min(1).max(most).default(most),
  /** The place after which the page begins, as the address of the next page has it. */
  after: z.string().max(160).optional(),
});

export const pageQuery = z.strictObject(page(mostPerPage));

/** `q`: words that an entry has, in any order; case and accents do not matter. */
const search = { q: z.string().trim().max(100).optional() };
export const searchedPageQuery = pageQuery.extend(search);

export const circlePageQuery = searchedPageQuery.extend({
  /** As they were opened, or by the start of their next meeting, those without one at the end. */
  order: z.enum(['opened', 'meeting']).default('opened'),
  /** Of these circles alone: their ids with commas between, at most 100. */
  ids: z
    .string()
    .max(6500)
    .transform((ids) => ids.split(','))
    .pipe(z.array(z.string()).max(100))
    .optional(),
});

export const recordPageQuery = z.strictObject({
  ...page(mostRecordsPerPage),
  order: z.enum(['oldest', 'newest']).default('oldest'),
});

export type CirclePageQuery = Partial<z.output<typeof circlePageQuery>>;
