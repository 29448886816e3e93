/**
 * Guards of every route: headers that keep foreign code out, the origin check of writes, rate
 * limits and body sizes.
 */
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sharedLimitHint } from '../config/setup-hints.ts';
import { securityHeaders } from '../security/security-headers.ts';
import type { HttpContext } from './http-context.ts';
import { HttpError, notHereError, wrongAddressError } from './http-errors.ts';
import { cameThroughProxy } from './local-requests.ts';
import { streamPath } from './stream-routes.ts';

const noRateLimitHeaders = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
};

export async function addRequestGuards(
  fastify: FastifyInstance,
  { settings, metrics, log, origins }: HttpContext,
) {
  const headers = securityHeaders(settings);
  let wasWarned = settings.trustProxy.length > 0 || !settings.limits;
  fastify.addHook('onRequest', async (request, reply) => {
    // Nothing is kept by a browser unless a route says so.
    reply.headers(headers).header('cache-control', 'no-store');
    if (!wasWarned && cameThroughProxy(request)) {
      wasWarned = true;
      log.warn(`A request came through a proxy. ${sharedLimitHint}`);
    }
  });
  await fastify.register(cookie);
  if (settings.limits) {
    await fastify.register(rateLimit, {
      max: settings.requestsPerMinute,
      timeWindow: '1 minute',
      // The rest of the limit would show whether other people at this address were here.
      addHeaders: noRateLimitHeaders,
      addHeadersOnExceeding: noRateLimitHeaders,
      // The answer is the error handler's; this only says which.
      errorResponseBuilder: () => Object.assign(new Error('too-soon'), { statusCode: 429 }),
    });
  }

  // JSON and nothing else: a form of another site cannot send it.
  fastify.removeAllContentTypeParsers();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined);
    return parseJson(request, body as string, done);
  });

  fastify.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    const verdict = origins.judgeWrite(request.headers);
    if (verdict === 'other-site') throw notHereError();
    if (verdict === 'wrong-address') throw wrongAddressError(settings.publicUrl);
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    if (request.method !== 'DELETE' && type !== 'application/json' && !isBareCall(request)) {
      throw new HttpError(415, {
        code: 'invalid',
        message: 'This needs to be sent as application/json.',
      });
    }
  });

  fastify.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const status = String(reply.statusCode);
    // A stream lasts as long as its connection.
    if (route === streamPath && status === '200') return;
    metrics.requests.observe({ method, route, status }, reply.elapsedTime / 1000);
    if (unloggedRoutes.has(route)) return;
    const ms = Math.round(reply.elapsedTime);
    log.debug({ method, route, status: reply.statusCode, ms }, 'Answered');
  });
}

const unloggedRoutes = new Set(['/livez', '/readyz', '/metrics']);

/**
 * By a program, with its key or a cookie, and without a body, as for a call that needs none. Browsers
 * say where a page comes from that sends such a call.
 */
const isBareCall = ({ headers }: FastifyRequest): boolean =>
  (headers.authorization !== undefined ||
    (headers.origin === undefined && headers['sec-fetch-site'] === undefined)) &&
  headers['content-type'] === undefined &&
  headers['transfer-encoding'] === undefined &&
  Number(headers['content-length'] ?? 0) === 0;
