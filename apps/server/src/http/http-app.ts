/** The doors of a server: everything over HTTP, composed. It never listens by itself. */

import swagger from '@fastify/swagger';
import { serverTimeHeader } from '@holdspace/protocol';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import {
  type FastifyPluginAsyncZod,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { StreamServer } from '../realtime/stream-server.ts';
import { circleSettingsRoutes } from './circle-settings-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { addErrorHandlers, invalidHttpHandler, unroutableHandler } from './error-handlers.ts';
import { houseRoutes } from './house-routes.ts';
import type { HttpContext } from './http-context.ts';
import { linkRoutes } from './link-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { addOperationsRoutes } from './operations-routes.ts';
import { organiserRoutes } from './organiser-routes.ts';
import { addRequestGuards } from './request-guards.ts';
import { sessionRoutes } from './session-routes.ts';
import { upgradeCookies } from './sign-in.ts';
import { streamRoutes } from './stream-routes.ts';
import { addWebAppRoutes } from './web-app-routes.ts';

const bodyLimit = 16 * 1024;
/** Sixty cookies of before there was one for each browser fit, so that they can be exchanged. */
const maxHeaderSize = 64 * 1024;

export interface HttpAppDependencies {
  /** A name of what fails beside the store, or null. */
  readonly closingReason: () => string | null;
  /** Null before the gateway is there. */
  readonly streams: () => StreamServer | null;
}

export async function createHttpApp(
  door: HttpContext,
  { closingReason: failing, streams }: HttpAppDependencies,
) {
  const fastify = Fastify({
    loggerInstance: door.log as FastifyBaseLogger,
    // Fastify's own lines would tell addresses of people and of pages.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    // Without a proxy in front, nobody else ends a request that never does.
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    trustProxy: door.settings.trustProxy.length > 0 ? [...door.settings.trustProxy] : false,
    routerOptions: { maxParamLength: 64 },
    // The addresses that no screen can have read get the page for mistyped ones.
    rewriteUrl: ({ url = '/' }) => (isDecodable(url) ? url : '/garbled'),
    http: { maxHeaderSize },
    frameworkErrors: unroutableHandler(door.settings),
    clientErrorHandler: invalidHttpHandler(door.settings),
  }).withTypeProvider<ZodTypeProvider>();
  fastify.setValidatorCompiler(validatorCompiler);
  fastify.setSerializerCompiler(serializerCompiler);
  addErrorHandlers(fastify, () => door.ledgers.store.shared?.reachable === false);
  await addRequestGuards(fastify, door);
  await fastify.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Holdspace',
        description: 'Everything that is not live. What is live is described in docs/protocol.md.',
        version: '0.1.0',
      },
      components: {
        securitySchemes: { key: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  const api: FastifyPluginAsyncZod = async (inner) => {
    upgradeLegacyCookies(inner, door);
    addServerTime(inner, door);
    await inner.register(linkRoutes(door));
    await inner.register(memberRoutes(door));
    await inner.register(sessionRoutes(door));
    await inner.register(houseRoutes(door));
    await inner.register(organiserRoutes(door));
    await inner.register(circleSettingsRoutes(door));
    await inner.register(deskRoutes(door));
    inner.get('/openapi.json', { schema: { hide: true } }, async () => fastify.swagger());
  };
  await fastify.register(api, { prefix: '/api' });
  await fastify.register(streamRoutes(door, streams), { prefix: '/api' });
  addOperationsRoutes(fastify, door, failing);
  await addWebAppRoutes(fastify, door);
  return fastify;
}

/** What a page shows of times is counted by the server's clock (CON-2). */
function addServerTime(fastify: FastifyInstance, { ledgers }: HttpContext): void {
  fastify.addHook('onSend', async (_request, reply) => {
    reply.header(serverTimeHeader, String(ledgers.store.now()));
  });
}

/** Before anything else reads the cookie, and never on the way out, which waits for nothing. */
function upgradeLegacyCookies(fastify: FastifyInstance, door: HttpContext): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url === '/api/sign-out') return;
    const made = await upgradeCookies(door, request.headers.cookie);
    if (!made) return;
    request.headers.cookie = made.header;
    for (const { name, value, options } of made.cookies) reply.setCookie(name, value, options);
  });
}

function isDecodable(url: string): boolean {
  try {
    return decodeURIComponent(url) !== '';
  } catch {
    return false;
  }
}

export type HttpApp = Awaited<ReturnType<typeof createHttpApp>>;
