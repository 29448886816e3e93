/**
 * Hands out the built screen: its files, and its one page for every address that is a
 * screen. And the quick way out, which leaves nothing behind in the browser.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import staticFiles from '@fastify/static';
import { standingOf } from '@holdspace/core';
import type { FastifyInstance } from 'fastify';
import { serverAsks } from '../asking.ts';
import { meetingOfNow } from '../meetings.ts';
import { hasEnded } from './authority.ts';
import type { Door } from './door.ts';
import { endSessions, exchanged, inBackground } from './sign-in.ts';

const built = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** The addresses of the screen; what is after `*` is the screen's own affair. */
const screens = [
  ...['/', '/j', '/c/*', '/o', '/o/*', '/gallery', '/gallery/*'],
  ...['/support', '/safety', '/agreements', '/privacy'],
];

const notBuilt = 'The screen has not been built yet. “npm start” builds it.\n';

export async function screenDoors(fastify: FastifyInstance, door: Door, root = built) {
  const hidden = { schema: { hide: true } } as const;
  const page = join(root, 'index.html');
  if (existsSync(page)) {
    await fastify.register(staticFiles, {
      root,
      index: false,
      wildcard: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const named = path.includes('/assets/');
        reply.header('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  for (const screen of screens) {
    fastify.get(screen, hidden, async (_request, reply) => {
      reply.header('cache-control', 'no-cache');
      if (!existsSync(page))
        return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt);
      return reply.type('text/html; charset=utf-8').send(readFileSync(page));
    });
  }
  // A person who mistyped an address reads a page; everything else is told as a program is.
  fastify.get('/*', hidden, async (request, reply) => {
    if (!existsSync(page) || !request.headers.accept?.includes('text/html')) {
      return reply.callNotFound();
    }
    reply.header('cache-control', 'no-cache');
    return reply.code(404).type('text/html; charset=utf-8').send(readFileSync(page));
  });

  fastify.get('/leave', hidden, async (request, reply) => {
    // Another site may send somebody here, but not sign them out.
    const site = request.headers['sec-fetch-site'];
    if (site === undefined || site === 'same-origin' || site === 'none') {
      stepOut(door, request.headers.cookie);
      reply.header('clear-site-data', '"cache", "cookies", "storage"');
      // Browsers honour that header over https alone.
      for (const name of door.cookies.namesIn(request.headers.cookie)) {
        const { value, options } = door.cookies.gone(name);
        reply.setCookie(name, value, options);
      }
    }
    reply.header('cache-control', 'no-store');
    return reply.redirect(door.settings.leaveTo, 303);
  });
}

/**
 * Whoever leaves in a hurry keeps their seat, a turn goes on (RND-10), and their sessions end
 * (KEY-2). The page says so too, but may not live long enough to be heard; nobody waits for
 * this on the way out.
 */
function stepOut(door: Door, header: string | undefined): void {
  const { ledgers, authority } = door;
  void inBackground(door, async () => {
    const carried = (await exchanged(door, header))?.header ?? header;
    for (const found of await authority.sessions(carried)) {
      if (hasEnded(found)) continue;
      const { circle, standing: named } = found;
      const meeting = await meetingOfNow(ledgers, circle);
      const standing = () => standingOf(circle.state, circle.words, named.person);
      await meeting?.handle({ do: 'step-out' }, { ...serverAsks, actor: named.person, standing });
    }
    await endSessions(door, carried);
  });
}
