/**
 * What stands in front of every door: headers that keep other people's code out, the check
 * of where a write comes from, limits against floods, and the size of what is taken in.
 */
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Door } from './door.ts';
import { mayWrite } from './origin.ts';
import { notHere, Problem } from './problems.ts';

const self = ["'self'"];

export async function guard(fastify: FastifyInstance, { settings, metrics, log }: Door) {
  const secure = settings.publicUrl?.startsWith('https://') ?? false;
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: self,
        styleSrc: self,
        fontSrc: self,
        imgSrc: self,
        connectSrc: self,
        manifestSrc: self,
        workerSrc: self,
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: self,
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // Without https these headers are ignored or, worse, remembered.
    strictTransportSecurity: secure && { maxAge: 31_536_000, includeSubDomains: false },
    crossOriginOpenerPolicy: secure && { policy: 'same-origin' },
    originAgentCluster: secure,
  });
  await fastify.register(cookie);
  if (settings.limits) {
    await fastify.register(rateLimit, {
      max: settings.requestsPerMinute,
      timeWindow: '1 minute',
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

  fastify.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    if (request.method === 'GET' || request.method === 'HEAD') return;
    if (!mayWrite(settings, request.headers)) throw notHere();
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    if (request.method !== 'DELETE' && type !== 'application/json') {
      throw new Problem(415, {
        code: 'invalid',
        message: 'This needs to be sent as application/json.',
      });
    }
  });

  fastify.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const status = String(reply.statusCode);
    metrics.requests.observe({ method, route, status }, reply.elapsedTime / 1000);
    if (quiet.has(route)) return;
    const ms = Math.round(reply.elapsedTime);
    log.debug({ method, route, status: reply.statusCode, ms }, 'Answered');
  });
}

const quiet = new Set(['/livez', '/readyz', '/metrics']);
