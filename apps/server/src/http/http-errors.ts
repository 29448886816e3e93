/**
 * What somebody at a door is told when it stays shut: one shape, plain sentences, nothing of
 * the inside. What is wrong on our side carries a short reference that the log knows too.
 */
import type { Duplex } from 'node:stream';
import type { RefusalCode } from '@holdspace/core';
import type { ConnectError, EndedSessionReason, ProblemBody } from '@holdspace/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Settings } from '../config/settings.ts';
import type { CommandResult } from '../ledger/ledger-runtime.ts';
import { securityHeaders } from '../security/security-headers.ts';
import { randomLetters } from '../security/tokens.ts';
import { LedgerSetAside } from '../storage/heads/head-checked-store.ts';
import { StoreFault } from '../storage/port/store.ts';

/** Thrown by a route to answer with it. */
export class HttpError extends Error {
  override name = 'Problem';
  readonly statusCode: number;
  readonly body: ProblemBody;
  /** Seconds after which asking again makes sense. */
  readonly retryAfter: number | undefined;
  constructor(statusCode: number, body: ProblemBody, retryAfter?: number) {
    super(body.code);
    this.statusCode = statusCode;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** Not there, and not yours to see, are one answer: it tells nobody what exists. */
export const notHereError = () =>
  new HttpError(404, { code: 'not-here', message: 'There’s nothing here that you can open.' });

/** It may be our own page, at an address that is not set up: a slip of who runs it (CON-3). */
export const wrongAddressError = (publicUrl: string | null) =>
  new HttpError(403, {
    code: 'wrong-address',
    message:
      publicUrl === null
        ? "This address isn't the one this site is set up for. Please tell the person who sent it to you."
        : `This address isn't the one this site is set up for. Please open ${publicUrl} instead.`,
  });

const connectionRefusalBodies = {
  'not-here': [404, notHereError().body.message],
  'signed-out': [401, 'This device was signed out.'],
  'other-person': [409, 'Someone else is signed in to this circle in this browser.'],
  protocol: [400, 'There is a newer version of this page. Please load it again.'],
  'too-many': [429, 'This circle is open in many places. Please close one of them.'],
  draining: [503, "We're having trouble. This page tries again by itself."],
} as const satisfies Readonly<Record<ConnectError, readonly [number, string]>>;

/** `refused` tells the client that this is the protocol's answer and no proxy's. */
export function connectionRefusedError(code: ConnectError): HttpError {
  const [status, message] = connectionRefusalBodies[code];
  return new HttpError(status, { code, message, refused: code } as ProblemBody);
}

/** Garbled, expired, used up, revoked or foreign: one answer for all (threats 1 and 2). */
export const linkNotOpenError = () =>
  new HttpError(404, {
    code: 'link-not-open',
    message:
      'This link or code doesn’t work any more. If it’s a code, check its words. If it’s a link, please ask for a new one.',
  });

const sessionEndSentences: Readonly<Record<EndedSessionReason, string>> = {
  'signed-out': 'This device was signed out.',
  everywhere: 'You were signed out on all devices. Your return code still brings you back.',
  'new-code': 'A new return code was made, and this device was signed out with the old one.',
  replaced: 'Someone else signed in to this circle in this browser.',
  room: 'You’re signed in on many devices, so the oldest one was signed out.',
  'not-facilitator':
    'You’re no longer a facilitator of this circle, and were signed out. Please ask the organiser.',
  time: 'It’s been a while, so this device was signed out.',
};

/** The session of this browser has ended (KEY-2). */
export const signedOutError = (why: EndedSessionReason) =>
  new HttpError(401, { code: 'signed-out', message: sessionEndSentences[why] });

/** A device that came in by the return code makes no new one yet (KEY-3). */
export const codeHeldError = () =>
  new HttpError(409, {
    code: 'not-yours',
    message:
      'You came in here with the return code. You can make a new code here once the device you joined on has signed out, or 7 days after it was signed out from another device.',
  });

/** The last organiser stays (KEY-4). */
export const lastOrganiserError = () =>
  new HttpError(409, {
    code: 'not-yours',
    message: 'This is the last organiser. Add another organiser first.',
  });

/** By one link, or in one circle, more newcomers than it begins with (LIM-2). Nothing was used up. */
export const tooManyJoiningError = () =>
  new HttpError(
    429,
    {
      code: 'too-soon',
      message: 'Many people are joining this circle right now. Please try again in a minute.',
    },
    20,
  );

/**
 * A browser did not send our cookie, so whatever it signed in to would be lost (CON-1). Nothing
 * was used up; the answer sets a cookie, and a browser that keeps it asks again.
 */
export const noCookiesError = () =>
  new HttpError(409, {
    code: 'no-cookies',
    message:
      'This browser keeps no cookies for this site, so it cannot stay signed in. Allow cookies here, then try again. Your link still works.',
  });

export const fieldError = (fields: Readonly<Record<string, string>>, suggestion?: string) =>
  new HttpError(400, {
    code: 'invalid',
    message: 'Something is missing or needs a change.',
    fields: { ...fields },
    ...(suggestion === undefined ? {} : { suggestion }),
  });

/**
 * The ledger has the last word. Who may not, and what is not there, get the one answer; what
 * is wrong with what was written is said.
 */
export function expectOk(answer: CommandResult): void {
  if (!('refused' in answer)) return;
  const sentence = refusalSentences[answer.refused];
  if (sentence === undefined) throw notHereError();
  throw new HttpError(400, { code: answer.refused, message: sentence });
}

const refusalSentences: Partial<Record<RefusalCode, string>> = {
  empty: 'Nothing is written here yet.',
  'too-long': 'This is too long to be saved in one piece.',
  'bad-order': 'What was seen can’t become new again.',
};

type WithoutUndefined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };
/** Without the keys that were left out. */
export const withoutUndefined = <T extends object>(wished: T) =>
  Object.fromEntries(
    Object.entries(wished).filter(([, value]) => value !== undefined),
  ) as WithoutUndefined<T>;

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

/** `outOfReach`: whether the store is, so that its faults are no news. */
export function addErrorHandlers(fastify: FastifyInstance, outOfReach: () => boolean): void {
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
    if (error instanceof StoreFault && outOfReach()) {
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
 * An address that no route can even be looked up for. Fastify would repeat it in its answer
 * (PRV-5), and no hook has run that sets the usual headers.
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

/** What came over a connection is no HTTP, too much of it, or never ended. */
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
  request.log.error({ err: error, reference, route: request.routeOptions.url }, 'A request failed');
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

interface ValidationIssue {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Field by field; what is written there is never repeated. */
function issueSentences(issue: ValidationIssue): readonly (readonly [string, string])[] {
  const field = issue.instancePath.slice(1).replaceAll('/', '.') || 'body';
  const { minimum, maximum, keys, values, origin, expected, input } = issue.params;
  const unit = origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';
  switch (issue.keyword) {
    case 'unrecognized_keys':
      return (keys as readonly string[]).map((key) => [
        [field === 'body' ? '' : `${field}.`, key.slice(0, 60)].join(''),
        'There is no such field.',
      ]);
    case 'invalid_type':
      return [
        [
          field,
          input === undefined ? `This is required (${expected}).` : `Needs to be ${expected}.`,
        ],
      ];
    case 'too_small':
      return [[field, minimum === 1 && unit ? 'This is required.' : `At least ${minimum}${unit}.`]];
    case 'too_big':
      return [[field, `At most ${maximum}${unit}.`]];
    case 'invalid_value':
      return [[field, `One of: ${(values as readonly unknown[]).join(', ')}.`]];
    case 'invalid_format':
      return [[field, formatSentence(String(issue.params.format), issue.message)]];
    default:
      return [[field, 'This isn’t right.']];
  }
}

function formatSentence(format: string, message: string | undefined): string {
  if (format === 'datetime') return 'Needs a date, a time and a zone: 2026-03-01T19:00:00Z.';
  return message && !message.startsWith('Invalid')
    ? `${message[0]?.toUpperCase()}${message.slice(1)}.`
    : 'This isn’t written in the right way.';
}
