/** The doors of a server: everything over HTTP, composed. It never listens by itself. */

import swagger from '@fastify/swagger';
import { nowHeader } from '@holdspace/protocol';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import {
  type FastifyPluginAsyncZod,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Streams } from '../gateway/streams.ts';
import { deskDoors } from './desk.ts';
import type { Door } from './door.ts';
import { guard } from './guards.ts';
import { linkDoors } from './links.ts';
import { liveDoors } from './live.ts';
import { memberDoors } from './members.ts';
import { operationDoors } from './operations.ts';
import { organiserDoors } from './organisers.ts';
import { answerNoHttp, answerProblems, answerUnroutable } from './problems.ts';
import { removalDoors } from './removals.ts';
import { screenDoors } from './screen.ts';
import { sessionDoors } from './sessions.ts';
import { exchanged } from './sign-in.ts';
import { tendingDoors } from './tending.ts';

const bodyLimit = 16 * 1024;
/** Sixty cookies of before there was one for each browser fit, so that they can be exchanged. */
const maxHeaderSize = 64 * 1024;

export interface Surroundings {
  /** A name of what fails beside the store, or null. */
  readonly failing: () => string | null;
  /** Null before the gateway is there. */
  readonly streams: () => Streams | null;
}

export async function createDoors(door: Door, { failing, streams }: Surroundings) {
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
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : '/garbled'),
    http: { maxHeaderSize },
    frameworkErrors: answerUnroutable(door.settings),
    clientErrorHandler: answerNoHttp(door.settings),
  }).withTypeProvider<ZodTypeProvider>();
  fastify.setValidatorCompiler(validatorCompiler);
  fastify.setSerializerCompiler(serializerCompiler);
  answerProblems(fastify, () => door.ledgers.store.shared?.reachable === false);
  await guard(fastify, door);
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
    exchangeCookies(inner, door);
    stampTime(inner, door);
    await inner.register(linkDoors(door));
    await inner.register(memberDoors(door));
    await inner.register(sessionDoors(door));
    await inner.register(removalDoors(door));
    await inner.register(organiserDoors(door));
    await inner.register(tendingDoors(door));
    await inner.register(deskDoors(door));
    inner.get('/openapi.json', { schema: { hide: true } }, async () => fastify.swagger());
  };
  await fastify.register(api, { prefix: '/api' });
  await fastify.register(liveDoors(door, streams), { prefix: '/api' });
  operationDoors(fastify, door, failing);
  await screenDoors(fastify, door);
  return fastify;
}

/** What a page shows of times is counted by the server's clock (CON-2). */
function stampTime(fastify: FastifyInstance, { ledgers }: Door): void {
  fastify.addHook('onSend', async (_request, reply) => {
    reply.header(nowHeader, String(ledgers.store.now()));
  });
}

/** Before anything else reads the cookie, and never on the way out, which waits for nothing. */
function exchangeCookies(fastify: FastifyInstance, door: Door): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url === '/api/sign-out') return;
    const made = await exchanged(door, request.headers.cookie);
    if (!made) return;
    request.headers.cookie = made.header;
    for (const { name, value, options } of made.cookies) reply.setCookie(name, value, options);
  });
}

function isReadable(url: string): boolean {
  try {
    return decodeURIComponent(url) !== '';
  } catch {
    return false;
  }
}

export type Doors = Awaited<ReturnType<typeof createDoors>>;
