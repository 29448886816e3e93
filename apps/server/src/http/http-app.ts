/** Composes the HTTP application: routes, guards and error handlers. It does not listen. */

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
import { agreementRoutes } from './agreement-routes.ts';
import { completeDescription, isOptionalBody } from './api-description.ts';
import { apiDocs } from './api-docs.ts';
import { channelRoutes } from './channel-routes.ts';
import { circleSettingsRoutes } from './circle-settings-routes.ts';
import { addCompression } from './compression.ts';
import { coverRoutes } from './cover-routes.ts';
import { debriefRoutes } from './debrief-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { addErrorHandlers, invalidHttpHandler, unroutableHandler } from './error-handlers.ts';
import { feedRoutes } from './feed-routes.ts';
import { houseRecordRoutes } from './house-record-routes.ts';
import { houseRoutes } from './house-routes.ts';
import type { HttpContext } from './http-context.ts';
import { inboxRoutes } from './inbox-routes.ts';
import { kitRoutes } from './kit-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { meetingRoutes } from './meeting-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { addOperationsRoutes } from './operations-routes.ts';
import { organiserRoutes } from './organiser-routes.ts';
import { ownChannelRoutes } from './own-channel-routes.ts';
import { ownStaffRoutes } from './own-staff-routes.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { pauseAndEndRoutes } from './pause-and-end-routes.ts';
import { placeRoutes } from './place-routes.ts';
import { proposalRoutes } from './proposal-routes.ts';
import { addRequestGuards } from './request-guards.ts';
import { rhythmRoutes } from './rhythm-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { upgradeCookies } from './sign-in.ts';
import { staffCircleRoutes } from './staff-circle-routes.ts';
import { staffRoutes } from './staff-routes.ts';
import { streamRoutes } from './stream-routes.ts';
import { addWebAppRoutes } from './web-app-routes.ts';

const bodyLimit = 16 * 1024;
/** Sixty cookies of before there was one for each browser fit, so that they can be exchanged. */
const maxHeaderSize = 64 * 1024;

export interface HttpAppDependencies {
  /** A name of what fails beside the store, or null. */
  readonly closingReason: () => string | null;
  /** Null before the realtime server is there. */
  readonly streams: () => StreamServer | null;
}

export async function createHttpApp(
  context: HttpContext,
  { closingReason: failing, streams }: HttpAppDependencies,
) {
  const fastify = Fastify({
    loggerInstance: context.log as FastifyBaseLogger,
    // Fastify's own log lines would contain addresses of people and of pages.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    // Without a proxy the server itself has to end a request that never completes.
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    trustProxy: context.settings.trustProxy.length > 0 ? [...context.settings.trustProxy] : false,
    routerOptions: { maxParamLength: 64 },
    // The addresses that no screen can have read get the page for mistyped ones.
    rewriteUrl: ({ url = '/' }) => (isDecodable(url) ? url : '/garbled'),
    http: { maxHeaderSize },
    frameworkErrors: unroutableHandler(context.settings),
    clientErrorHandler: invalidHttpHandler(context.settings),
  }).withTypeProvider<ZodTypeProvider>();
  fastify.setValidatorCompiler(bodyOrNothingCompiler);
  fastify.setSerializerCompiler(serializerCompiler);
  addErrorHandlers(fastify, () => context.ledgers.store.shared?.reachable === false);
  await addRequestGuards(fastify, context);
  addCompression(fastify);
  await addDescription(fastify);
  const api: FastifyPluginAsyncZod = async (inner) => {
    upgradeLegacyCookies(inner, context);
    addServerTime(inner, context);
    await inner.register(linkRoutes(context));
    await inner.register(memberRoutes(context));
    await inner.register(agreementRoutes(context));
    await inner.register(placeRoutes(context));
    await inner.register(proposalRoutes(context));
    await inner.register(sessionRoutes(context));
    await inner.register(feedRoutes(context));
    await inner.register(houseRoutes(context));
    await inner.register(staffRoutes(context));
    await inner.register(staffCircleRoutes(context));
    await inner.register(ownStaffRoutes(context));
    await inner.register(passkeyRoutes(context));
    await inner.register(houseRecordRoutes(context));
    await inner.register(channelRoutes(context));
    await inner.register(ownChannelRoutes(context));
    await inner.register(organiserRoutes(context));
    await inner.register(rhythmRoutes(context));
    await inner.register(meetingRoutes(context));
    await inner.register(pauseAndEndRoutes(context));
    await inner.register(circleSettingsRoutes(context));
    await inner.register(kitRoutes(context));
    await inner.register(deskRoutes(context));
    await inner.register(inboxRoutes(context));
    await inner.register(coverRoutes(context));
    await inner.register(debriefRoutes(context));
    const description = { schema: { hide: true }, config: { compressed: true } };
    inner.get('/openapi.json', description, async () => fastify.swagger());
  };
  await fastify.register(api, { prefix: '/api' });
  await fastify.register(apiDocs);
  await fastify.register(streamRoutes(context, streams), { prefix: '/api' });
  addOperationsRoutes(fastify, context, failing);
  await addWebAppRoutes(fastify, context);
  return fastify;
}

async function addDescription(fastify: FastifyInstance): Promise<void> {
  const bareCalls = new Set<string>();
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
      // A key, or the cookie of a browser that is signed in.
      security: [{ key: [] }, {}],
    },
    transform: (input) => {
      const described = jsonSchemaTransform(input);
      // What the JSON schema of a body cannot say.
      if (isOptionalBody(input.schema?.body)) {
        for (const method of [input.route.method].flat())
          bareCalls.add(`${method} ${described.url}`);
      }
      return described;
    },
    transformObject: (document) =>
      completeDescription(jsonSchemaTransformObject(document), bareCalls),
  });
}

/** Fastify hands null to the schema of a body that was not sent; for a schema there is none then. */
const bodyOrNothingCompiler: typeof validatorCompiler = (route) => {
  const validate = validatorCompiler(route);
  return route.httpPart === 'body' ? (body) => validate(body ?? undefined) : validate;
};

/** What a page shows of times is counted by the server's clock (CON-2). */
function addServerTime(fastify: FastifyInstance, { ledgers }: HttpContext): void {
  fastify.addHook('onSend', async (_request, reply) => {
    reply.header(serverTimeHeader, String(ledgers.store.now()));
  });
}

/** Before anything else reads the cookie, and never on the way out, which waits for nothing. */
function upgradeLegacyCookies(fastify: FastifyInstance, context: HttpContext): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url === '/api/sign-out') return;
    const made = await upgradeCookies(context, request.headers.cookie);
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
