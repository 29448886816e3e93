/** Pages of lists over HTTP: the address of the next page, and sentences for what cannot be shown. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ListPage, UnknownCursor } from '../lists/list-page.ts';
import { ListNotReady } from '../lists/row-rebuild.ts';
import { fieldError, HttpError } from './http-errors.ts';

/** Seconds after which a list that is being built is asked for again. */
const retryAfter = 3;

/** Answers with the entries of the page; a header has the address of the next one. */
export async function sendListPage<Item>(
  request: FastifyRequest,
  reply: FastifyReply,
  read: () => ListPage<Item> | Promise<ListPage<Item>>,
): Promise<Item[]> {
  const { items, next } = await readPage(read);
  if (next !== null) linkNextPage(request, reply, next);
  return [...items];
}

/** RFC 8288; the address is relative, since a proxy may have another name. */
export function linkNextPage(request: FastifyRequest, reply: FastifyReply, after: string): void {
  const address = new URL(request.url, 'http://localhost');
  address.searchParams.set('after', after);
  reply.header('link', `<${address.pathname}${address.search}>; rel="next"`);
}

async function readPage<Item>(
  read: () => ListPage<Item> | Promise<ListPage<Item>>,
): Promise<ListPage<Item>> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof UnknownCursor) throw cursorError();
    if (cause instanceof ListNotReady) throw listNotReadyError(cause);
    throw cause;
  }
}

const cursorError = () =>
  fieldError({
    after:
      'There is no such place in this list, or it was removed. Read the list again from its beginning, without “after”.',
  });

const listNotReadyError = ({ done, total }: ListNotReady) =>
  new HttpError(
    503,
    {
      code: 'not-ready',
      message: `The list is being prepared: ${done} of ${total} circles are read. Please try again in a moment.`,
    },
    retryAfter,
  );
