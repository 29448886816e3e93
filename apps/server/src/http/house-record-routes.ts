/** The house record over HTTP: searched, in pages, or as a file for a spreadsheet (STF-5). */
import { type HouseRecordEntry, houseSlots, type PersonId } from '@holdspace/core';
import { houseRecordBody, houseRecordQuery, mostRecordsPerPage } from '@holdspace/protocol/http';
import { stringify } from 'csv-stringify/sync';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { HouseLedger } from '../ledger/ledgers.ts';
import type { ListPage } from '../lists/list-page.ts';
import type { HouseRecord, HouseRecordPage } from '../projection/house-record.ts';
import { nextTurn } from '../scheduling/next-turn.ts';
import type { HttpContext } from './http-context.ts';
import { withoutUndefined } from './http-errors.ts';
import { sendListPage } from './list-pages.ts';

export const houseRecordRoutes =
  ({ authenticator, houseRecord }: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.get(
      '/house/record',
      {
        schema: {
          summary:
            'What staff did and read, oldest first unless it says otherwise: what, who, when, about what. As CSV it asks for a fresh proof.',
          querystring: houseRecordQuery,
          response: {
            200: {
              content: {
                'application/json': { schema: z.array(houseRecordBody).readonly() },
                'text/csv': { schema: z.string() },
              },
            },
          },
        },
      },
      async (request, reply) => {
        const { format, from, to, limit, ...asked } = request.query;
        const page: HouseRecordPage = {
          ...withoutUndefined(asked),
          ...(from === undefined ? {} : { from: Date.parse(from) }),
          ...(to === undefined ? {} : { to: Date.parse(to) }),
          limit: limit ?? (format === 'csv' ? Number.POSITIVE_INFINITY : mostRecordsPerPage),
        };
        if (format === 'json') {
          await authenticator.staff(request, 'read-house-record');
          return sendListPage(request, reply, () => recordPage(houseRecord, page));
        }
        const { house } = await authenticator.staff(request, 'export-house-record');
        const text = await toCsv(house, await houseRecord.page(page));
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="house-record.csv"')
          .send(text);
      },
    );
  };

/** One entry more is read to know whether another page follows. */
async function recordPage(
  record: HouseRecord,
  page: HouseRecordPage,
): Promise<ListPage<HouseRecordEntry>> {
  const found = await record.page({ ...page, limit: page.limit + 1 });
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  return { items, next: found.length > page.limit && last ? String(last.seq) : null };
}

type RecordColumn = keyof HouseRecordEntry | 'byName' | 'staffName';

/** In this order. A field of an entry without a column does not compile. */
const columns = Object.keys({
  ...{ seq: true, at: true, what: true, by: true, byName: true, circle: true, staff: true },
  ...{ staffName: true, roles: true, member: true, link: true, meeting: true, key: true },
  ...{ scope: true, session: true, passkey: true, report: true, thread: true, channel: true },
  alert: true,
} satisfies Readonly<Record<RecordColumn, true>>);

/** Entries that are written in one turn of the event loop. */
const writtenPerTurn = 500;

/** Names are those of now; of somebody who was removed none is known. No cell is a formula. */
async function toCsv(house: HouseLedger, entries: readonly HouseRecordEntry[]): Promise<string> {
  const lines = [stringify([], { header: true, columns })];
  for (let at = 0; at < entries.length; at += writtenPerTurn) {
    const rows = toCsvRows(house, entries.slice(at, at + writtenPerTurn));
    lines.push(stringify(rows, { columns, escape_formulas: true }));
    await nextTurn();
  }
  return lines.join('');
}

function toCsvRows({ words }: HouseLedger, entries: readonly HouseRecordEntry[]) {
  const nameOf = (id: string | null | undefined) =>
    id ? (words.get(houseSlots.staffName(id as PersonId)) ?? '') : '';
  return entries.map(({ at, roles, ...entry }) => ({
    ...entry,
    at: new Date(at).toISOString(),
    byName: nameOf(entry.by),
    staffName: nameOf(entry.staff),
    roles: roles?.join(' ') ?? '',
  }));
}
