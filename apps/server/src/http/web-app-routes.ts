/**
 * Hands out the built screens: their files, and a page for every address that is a
 * screen. And the way out by a link, for where the scripts of the page do not run.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { type EncodedPage, encodePage, sendPage } from './compression.ts';
import type { HttpContext } from './http-context.ts';
import { stepOutAndSignOut } from './leave-now.ts';
import { inBackground } from './sign-in.ts';

const builtFolder = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/**
 * The addresses of the web app, each with the page that the build made for it
 * (apps/web/vite-route-pages.ts); the web app routes what follows `*`.
 */
const webAppPages: Readonly<Record<string, string>> = {
  '/': 'pages',
  '/j': 'join',
  '/back': 'sign-in',
  '/signed-out': 'sign-in',
  '/c/*': 'circle',
  '/c/:circle/place': 'place',
  '/o': 'organiser',
  '/o/*': 'organiser',
  '/support': 'pages',
  '/safety': 'pages',
  '/agreements': 'pages',
  '/privacy': 'pages',
};
const pageForMistyped = 'pages';

/** Not limited: the way out, the support and the files of the screens always come (PRV-9). */
const publicRoute = { schema: { hide: true }, config: { rateLimit: false } } as const;

const notBuilt = 'The screen hasn’t been built yet. “npm start” builds it.\n';

export async function addWebAppRoutes(
  fastify: FastifyInstance,
  context: HttpContext,
  root = builtFolder,
) {
  const pages = existsSync(join(root, 'index.html'))
    ? readPages(root, context.settings.leaveTo)
    : null;
  if (pages !== null) await addStaticFileRoutes(fastify, root);
  for (const [address, name] of Object.entries(webAppPages)) {
    fastify.get(address, publicRoute, async (request, reply) =>
      pages === null
        ? reply.code(503).type('text/plain; charset=utf-8').send(notBuilt)
        : sendPage(request, reply, pages(name)),
    );
  }
  // A person who mistyped an address gets a page; other requests get the JSON error.
  fastify.get('/*', { schema: { hide: true } }, async (request, reply) => {
    if (pages === null || !request.headers.accept?.includes('text/html')) {
      return reply.callNotFound();
    }
    return sendPage(request, reply.code(404), pages(pageForMistyped));
  });

  fastify.get('/leave', publicRoute, async (request, reply) => {
    // Another site may link here, but cannot sign a person out.
    const site = request.headers['sec-fetch-site'];
    if (site === undefined || site === 'same-origin' || site === 'none') {
      void inBackground(context, () => stepOutAndSignOut(context, request.headers.cookie));
      // No Clear-Site-Data: over http Chromium ignores it and drops these deletions with it.
      for (const name of context.cookies.ownNames(request.headers.cookie)) {
        const { value, options } = context.cookies.cleared(name);
        reply.setCookie(name, value, options);
      }
    }
    reply.header('cache-control', 'no-store');
    return reply.redirect(context.settings.leaveTo, 303);
  });
}

/** Reads the pages once. Without a page of its own an address gets `index.html`. */
function readPages(root: string, leaveTo: string): (name: string) => EncodedPage {
  const read = (name: string) =>
    encodePage(pageWithLeaveTo(readFileSync(join(root, `${name}.html`), 'utf8'), leaveTo));
  const index = read('index');
  const own = new Map(
    [...new Set(Object.values(webAppPages))]
      .filter((name) => existsSync(join(root, `${name}.html`)))
      .map((name) => [name, read(name)]),
  );
  return (name) => own.get(name) ?? index;
}

/** The page knows the harmless address before anyone asks for it (EXIT-1). */
const pageWithLeaveTo = (page: string, leaveTo: string): string =>
  page.replace(
    /(<meta name="leave-to" content=")[^"]*/,
    (_whole, before: string) => before + leaveTo.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
  );

/** The forms that the build compressed lie beside their files, and go out under the same address. */
async function addStaticFileRoutes(fastify: FastifyInstance, root: string): Promise<void> {
  const options = { root, serve: false, cacheControl: false, preCompressed: true };
  await fastify.register(staticFiles, options);
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    const name = relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/');
    if (!entry.isFile() || /\.(html|br|gz)$/.test(name)) continue;
    const lasting = name.startsWith('assets/');
    const caching = lasting ? 'public, max-age=31536000, immutable' : 'no-cache';
    fastify.get(`/${name}`, publicRoute, (_request, reply) =>
      reply.header('cache-control', caching).sendFile(name),
    );
  }
}
