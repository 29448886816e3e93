/**
 * A page that shows the description of the HTTP interface (`/api/docs`). All of it comes from this
 * server. The library behind it sets HTML as text, so the page has a policy of its own, which
 * allows no code of another origin and none that stands in the page.
 */
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyPluginAsync } from 'fastify';

const apiDocsPath = '/api/docs';

const contentSecurityPolicy = [
  "default-src 'none'",
  ...['script', 'style', 'connect'].map((kind) => `${kind}-src 'self'`),
  // Arrows and marks of its style sheet.
  "img-src 'self' data:",
  "script-src-attr 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ');

/** The descriptions that the page reads; they are the same for everybody. */
const compressedParts = [`${apiDocsPath}/json`, `${apiDocsPath}/yaml`];

/** Registers the page and its files. */
export const apiDocs: FastifyPluginAsync = async (fastify) => {
  fastify.addHook('onRoute', (route) => {
    if (compressedParts.includes(route.url)) route.config = { ...route.config, compressed: true };
  });
  await fastify.register(swaggerUi, {
    routePrefix: apiDocsPath,
    staticCSP: contentSecurityPolicy,
    theme: { title: 'HTTP interface of Holdspace' },
    uiConfig: {
      layout: 'BaseLayout',
      docExpansion: 'list',
      defaultModelsExpandDepth: -1,
      // What changes something is sent by a program of one's own, and not by a slip of the hand.
      supportedSubmitMethods: ['get', 'head'],
    },
  });
};
