/**
 * Turns what a route throws, and requests that reach no route, into answers of one shape. A
 * fault of the server itself carries a short reference, which is in the log too.
 */
import type { Duplex } from 'node:stream';
import type { ProblemBody } from '@holdspace/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Settings } from '../config/settings.ts';
import { securityHeaders } from '../security/security-headers.ts';
import { randomLetters } from '../security/tokens.ts';
import { LedgerSetAside } from '../storage/heads/head-checked-store.ts';
import { StoreFault } from '../storage/port/store.ts';
import { fieldError, HttpError, notHereError } from './http-errors.ts';
import { issueSentences } from './validation-issues.ts';

const tooSoonBody: ProblemBody = {
  code: 'too-soon',
  message: 'There’s a lot coming from your network right now. Please try again in a minute.',
};

const holdingOnBody: ProblemBody = {
  code: 'holding-on',
  message: 'Holdspace can’t reach its storage right now. Please try again in a moment.',
};

const setAsideBody: ProblemBody = {
  code: 'set-aside',
  message:
    'Part of what was saved here is missing. This stays closed until the person who runs this ' +
    'server has checked it. Please tell them.',
};

const bodiesByStatus: Readonly<Record<number, ProblemBody>> = {
  400: { code: 'invalid', message: 'This couldn’t be read. It needs to be JSON.' },
  413: { code: 'too-long', message: 'This is too much to take in at once.' },
  415: { code: 'invalid', message: 'This needs to be sent as application/json.' },
  429: tooSoonBody,
};

/** `isStoreUnreachable`: faults of the store are then answered with 503 and not logged. */
export function addErrorHandlers(
  fastify: FastifyInstance,
  isStoreUnreachable: () => boolean,
): void {
  fastify.setErrorHandler((error, request, reply) => {
    if (error instanceof HttpError) {
      const { retryAfter } = error;
      if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
      return reply.code(error.statusCode).send(error.body);
    }
    if (hasZodFastifySchemaValidationErrors(error)) {
      const fields: Record<string, string> = {};
      for (const issue of error.validation) {
        for (const [field, sentence] of issueSentences(issue)) fields[field] ??= sentence;
      }
      const problem = fieldError(fields);
      return reply.code(problem.statusCode).send(problem.body);
    }
    if (error instanceof LedgerSetAside) return reply.code(503).send(setAsideBody);
    if (error instanceof StoreFault && isStoreUnreachable()) {
      return reply.code(503).header('retry-after', '2').send(holdingOnBody);
    }
    const status = statusOf(error);
    const known = bodiesByStatus[status];
    if (known) return reply.code(status).send(known);
    if (status >= 400 && status < 500) {
      return reply.code(status).send({ code: 'invalid', message: 'This request isn’t valid.' });
    }
    return sendServerFault(error, request, reply);
  });
  fastify.setNotFoundHandler((_request, reply) => {
    const { statusCode, body } = notHereError();
    return reply.code(statusCode).send(body);
  });
}

/**
 * Answers a request whose path Fastify cannot decode. Its own answer would repeat the path
 * (PRV-5), and no hook has set the security headers yet.
 */
export const unroutableHandler =
  (settings: Pick<Settings, 'publicUrl'>) =>
  (_error: unknown, _request: unknown, reply: FastifyReply): void => {
    const { statusCode, body } = notHereError();
    reply
      .code(statusCode)
      .headers({ 'cache-control': 'no-store', ...securityHeaders(settings) })
      .send(body);
  };

const statusLines: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers a connection whose bytes are not HTTP, are too many, or do not end in time. */
export const invalidHttpHandler =
  (settings: Pick<Settings, 'publicUrl'>) =>
  ({ code }: { readonly code?: string }, socket: Duplex): void => {
    if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const body = JSON.stringify({ code: 'invalid', message: 'This request isn’t valid.' });
    const headers = {
      ...securityHeaders(settings),
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const first = `HTTP/1.1 ${statusLines[code ?? ''] ?? '400 Bad Request'}`;
    socket.end([first, ...lines, '', body].join('\r\n'));
  };

function sendServerFault(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const reference = randomLetters(20).toUpperCase();
  request.log.error({ err: error, reference, route: request.routeOptions.url }, 'request failed');
  const body: ProblemBody = {
    code: 'fault',
    message: 'Something went wrong on our side. Nothing you wrote is lost on your side.',
    reference,
  };
  return reply.code(500).send(body);
}

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error
    ? Number(error.statusCode)
    : 500;
