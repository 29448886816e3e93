/** Routes for operators: liveness, readiness and metrics. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.ts';
import type { HttpContext } from './http-context.ts';
import { notHereError } from './http-errors.ts';
import { isLocalRequest } from './local-requests.ts';
import { createReadiness } from './readiness.ts';

export function addOperationsRoutes(
  fastify: FastifyInstance,
  { ledgers, metrics, settings }: HttpContext,
  /** A name of what fails, or null; asked beside the store. */
  failing: () => string | null,
): void {
  const ready = createReadiness(() => ledgers.store.check());
  const open = { schema: { hide: true }, config: { rateLimit: false } } as const;

  fastify.get('/livez', open, async () => ({ ok: true }));

  fastify.get('/readyz', open, async (_request, reply) => {
    const part = failing() ?? ((await ready()) ? null : 'store');
    return part === null ? { ok: true } : reply.code(503).send({ ok: false, failing: part });
  });

  const figures = { ...open, config: { ...open.config, compressed: true } };
  fastify.get('/metrics', figures, async (request, reply) => {
    if (!isLocalRequest(request, settings) && !hasToken(request, settings)) throw notHereError();
    reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}

function hasToken({ headers }: FastifyRequest, { metricsToken }: Settings): boolean {
  if (metricsToken === null) return false;
  const given = Buffer.from(/^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '');
  const right = Buffer.from(metricsToken);
  return given.length === right.length && timingSafeEqual(given, right);
}
