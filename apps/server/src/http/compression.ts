/**
 * Compresses what is the same for everybody who may read it: pages, files, and the answers of
 * routes that say so. An answer that can hold a secret, or private words beside text that somebody
 * else chose, is never compressed: its length would tell an eavesdropper whether a guess was right
 * (docs/decisions/0042-what-is-compressed.md).
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answers hold no secret and no private words. Without it they are not compressed. */
    compressed?: boolean;
  }
}

export type ContentCoding = 'br' | 'gzip';
/** The preferred one first. */
const codings: ContentCoding[] = ['br', 'gzip'];

/** Bytes below which an answer fits into one packet of the network either way. */
const minBytes = 1024;
/** Brotli for answers that are made for one request: 5 of 11 takes as long as gzip. */
const fastBrotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const compressors: Readonly<Record<ContentCoding, (text: string) => Promise<Buffer>>> = {
  br: (text) => promisify(brotliCompress)(text, fastBrotli),
  gzip: promisify(gzip),
};

/** The coding that the client prefers; null for none. */
export const codingFor = ({ headers }: Pick<FastifyRequest, 'headers'>): ContentCoding | null =>
  negotiate(String(headers['accept-encoding'] ?? '').toLowerCase(), codings);

/** Compresses answers of routes whose `config` has `compressed`. */
export function addCompression(fastify: FastifyInstance): void {
  fastify.addHook<unknown>('onSend', async (request, reply, payload) => {
    if (request.routeOptions.config.compressed !== true || reply.statusCode >= 400) return payload;
    if (typeof payload !== 'string' || Buffer.byteLength(payload) < minBytes) return payload;
    reply.header('vary', 'accept-encoding');
    const coding = codingFor(request);
    if (coding === null) return payload;
    reply.header('content-encoding', coding).removeHeader('content-length');
    return compressors[coding](payload);
  });
}

/** A page with its compressed forms, made once. */
export interface EncodedPage {
  readonly tag: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

export function encodePage(text: string): EncodedPage {
  const plain = Buffer.from(text);
  return {
    tag: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
    plain,
    br: brotliCompressSync(plain),
    gzip: gzipSync(plain, { level: 9 }),
  };
}

/** Answers with the page as the client prefers it, or with 304 when it has this one. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: EncodedPage) {
  const coding = codingFor(request);
  // Each form has a tag of its own: they are different bytes.
  const tag = `"${page.tag}${coding === null ? '' : `-${coding}`}"`;
  reply.headers({ vary: 'accept-encoding', etag: tag, 'cache-control': 'no-cache' });
  const isSame = reply.statusCode === 200 && request.headers['if-none-match'] === tag;
  if (isSame) return reply.code(304).send();
  if (coding !== null) reply.header('content-encoding', coding);
  return reply.type('text/html; charset=utf-8').send(page[coding ?? 'plain']);
}
