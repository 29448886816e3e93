/** PRV-6, PAGE-3: what is compressed, what never is, and that each form holds the same bytes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { alertIdOf, type CircleId } from '@holdspace/core';
import type { LightMyRequestResponse } from 'fastify';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { addCompression } from '../../src/http/compression.ts';
import type { addWebAppRoutes } from '../../src/http/web-app-routes.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
import { type HttpFixture, HttpVisitor, startHttpFixture, tokenOf } from './http-fixture.ts';

const built = vi.hoisted(() => ({ root: '', routes: new Map<string, () => boolean>() }));
vi.mock('../../src/http/web-app-routes.ts', async (original) => {
  const real = await original<{ addWebAppRoutes: typeof addWebAppRoutes }>();
  const addBuiltRoutes: typeof addWebAppRoutes = (fastify, context) =>
    real.addWebAppRoutes(fastify, context, built.root);
  return { ...real, addWebAppRoutes: addBuiltRoutes };
});
vi.mock('../../src/http/compression.ts', async (original) => {
  const real = await original<{ addCompression: typeof addCompression }>();
  const addNotedCompression: typeof addCompression = (fastify) => {
    built.routes.clear();
    fastify.addHook('onRoute', (route) => {
      // Read when it is asked for: other hooks may change it.
      const isCompressed = () => route.config?.compressed === true;
      for (const each of [route.method].flat()) {
        if (each !== 'HEAD') built.routes.set(`${each} ${route.url}`, isCompressed);
      }
    });
    real.addCompression(fastify);
  };
  return { ...real, addCompression: addNotedCompression };
});

const script = 'export const words = "take all the time that you need";\n'.repeat(50);
const page = `<!doctype html><meta name="leave-to" content="x">${'<p>Support</p>'.repeat(90)}`;
const textFiles = ['assets/main-abc.js', 'assets/main-abc.css', 'layers.css', 'icon.svg'];
const font = Buffer.from([0x77, 0x4f, 0x46, 0x32, 1, 2, 3]);

/** A server with screens as the build leaves them. */
async function withScreens(): Promise<HttpFixture> {
  const root = mkdtempSync(join(tmpdir(), 'holdspace-built-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), page);
  writeFileSync(join(root, 'assets', 'text-abc.woff2'), font);
  for (const name of textFiles) {
    writeFileSync(join(root, name), script);
    writeFileSync(join(root, `${name}.br`), brotliCompressSync(script));
    writeFileSync(join(root, `${name}.gz`), gzipSync(script));
  }
  built.root = root;
  return startHttpFixture();
}

const decoders: Record<string, (body: Buffer) => Buffer> = {
  br: (body) => brotliDecompressSync(body),
  gzip: (body) => gunzipSync(body),
};
const codingOf = ({ headers }: LightMyRequestResponse) =>
  `${headers['content-encoding'] ?? 'identity'}`;
const decoded = (response: LightMyRequestResponse): Buffer =>
  decoders[codingOf(response)]?.(response.rawPayload) ?? response.rawPayload;

/** The same request with each coding. The bodies are compared, without what differs by the moment. */
async function inAllForms(ask: (coding: string) => Promise<LightMyRequestResponse>) {
  const [plain, gzip, br] = [await ask('identity'), await ask('gzip'), await ask('br')];
  expect(codingOf(plain)).toBe('identity');
  return { plain, gzip, br };
}

it('PAGE-3 every page and every text file comes as br, as gzip and as it is, with the same bytes', async () => {
  const { app } = await withScreens();
  const pages = ['/', '/j', '/back', '/signed-out', '/c/abc', '/o', '/o/circles', '/support'];
  const more = ['/safety', '/agreements', '/privacy', '/nowhere'];
  for (const url of [...pages, ...more, ...textFiles.map((name) => `/${name}`)]) {
    const { plain, gzip, br } = await inAllForms((coding) =>
      app.fastify.inject({ url, headers: { accept: 'text/html', 'accept-encoding': coding } }),
    );
    expect([codingOf(gzip), codingOf(br)], url).toEqual(['gzip', 'br']);
    expect(decoded(gzip).equals(plain.rawPayload), url).toBe(true);
    expect(decoded(br).equals(plain.rawPayload), url).toBe(true);
    expect(br.rawPayload.length, url).toBeLessThan(plain.rawPayload.length / 2);
    const tags = [plain, gzip, br].map(({ headers }) => headers.etag);
    expect(new Set(tags).size, `${url}: ${tags}`).toBe(3);
    for (const { headers } of [plain, gzip, br]) {
      expect(headers.vary, url).toMatch(/accept-encoding/i);
      expect(headers['content-type'], url).toBe(plain.headers['content-type']);
      const lasting = 'public, max-age=31536000, immutable';
      expect(headers['cache-control'], url).toBe(url.startsWith('/assets/') ? lasting : 'no-cache');
    }
    const known = await app.fastify.inject({
      url,
      headers: { accept: 'text/html', 'accept-encoding': 'br', 'if-none-match': `${tags[2]}` },
    });
    expect([known.statusCode, known.body], url).toEqual(
      url === '/nowhere' ? [404, expect.anything()] : [304, ''],
    );
  }
});

it('PAGE-3 each address gets the page that names what its route loads, or index.html', async () => {
  const { app, anotherNode } = await withScreens();
  const text = async (url: string, { fastify } = app) =>
    (await fastify.inject({ url, headers: { accept: 'text/html' } })).body;
  expect(await text('/j')).toBe(await text('/o'));
  for (const name of ['join', 'circle', 'organiser', 'pages', 'sign-in']) {
    writeFileSync(join(built.root, `${name}.html`), `${page}<!-- ${name} -->`);
  }
  const { app: next } = await anotherNode();
  const expected = {
    join: ['/j'],
    circle: ['/c/abc'],
    organiser: ['/o', '/o/circles/abc'],
    pages: ['/', '/support', '/safety', '/agreements', '/privacy', '/nowhere'],
    'sign-in': ['/back', '/signed-out'],
  };
  for (const [name, addresses] of Object.entries(expected)) {
    for (const url of addresses) {
      const shown = await text(url, next);
      expect(shown, url).toContain(`<!-- ${name} -->`);
      // The page knows the harmless address (EXIT-1).
      expect(shown, url).not.toContain('content="x"');
    }
  }
  // No page has an address of its own beside its route.
  const direct = await next.fastify.inject({ url: '/join.html' });
  expect(direct.statusCode).toBe(404);
});

it('PAGE-3 a coding that the client refuses is not sent, and what is compressed already is left as it is', async () => {
  const { app } = await withScreens();
  const codings = async (url: string, accepted: string) =>
    codingOf(await app.fastify.inject({ url, headers: { 'accept-encoding': accepted } }));
  for (const url of ['/', '/assets/main-abc.js']) {
    expect(await codings(url, 'gzip, deflate, br, zstd'), url).toBe('br');
    expect(await codings(url, 'br;q=0, gzip'), url).toBe('gzip');
    expect(await codings(url, 'GZIP'), url).toBe('gzip');
    expect(await codings(url, 'br;q=0, gzip;q=0, identity'), url).toBe('identity');
  }
  const { rawPayload, headers } = await app.fastify.inject({
    url: '/assets/text-abc.woff2',
    headers: { 'accept-encoding': 'gzip, br' },
  });
  expect(rawPayload.equals(font)).toBe(true);
  expect(headers['content-encoding']).toBeUndefined();
  // The stored forms have no address of their own.
  expect((await app.fastify.inject('/assets/main-abc.js.br')).statusCode).toBe(404);
});

const description = readFileSync(
  fileURLToPath(new URL('../../../../docs/security-headers.md', import.meta.url)),
  'utf8',
);
/** Routes of the table *What is compressed*: `GET /api/openapi.json`. */
const written = [
  ...(description.split('## What is compressed')[1] ?? '').matchAll(/^\| `([^`]+)`/gm),
]
  .map(([, route]) => route)
  .sort();

it('PRV-6 the routes whose answers are compressed are those that are written down', async () => {
  await withScreens();
  const { routes } = built;
  expect(routes.size).toBeGreaterThan(40);
  expect([...routes.keys()].filter((route) => routes.get(route)?.()).sort()).toEqual(written);
});

it('PRV-6 an answer that can hold a secret or private words is never compressed, the others have the same bytes', async () => {
  const { app, organiser } = await withScreens();
  const north = await organiser();
  const long = 'For people who look after somebody. '.repeat(8);
  const opened = await north.openCircle({ purpose: long, agreements: [long, long, long, long] });
  const wren = new HttpVisitor(app);
  await wren.join(opened.invitation.url, 'Wren');
  const look = { token: tokenOf(opened.invitation.url) };
  const cause = { kind: 'help', circle: opened.id as CircleId, thread: 't_1', since: 1 } as const;
  await (await app.ledgers.house()).handle({ do: 'raise-alert', cause }, systemContext);
  const alert = alertIdOf(cause);
  const meeting =
    (await app.ledgers.circle(opened.id as CircleId)).state.meetings[0]?.meeting ?? '';
  const feed = await wren.ask('POST', `/api/circles/${opened.id}/feed`, {});
  const file = feed.json<{ url: string }>().url.split('/').at(-1) ?? '';
  const compressed: string[] = [];
  const asked: string[] = [];
  for (const route of built.routes.keys()) {
    const [method = '', path = ''] = route.split(' ');
    // A debrief is there after a hard meeting alone (CVR-5).
    const isRead = method === 'GET' && !/^\/api\/docs\/static\/|\/debrief$/.test(path);
    const isAsked = isRead ? /^\/(api|metrics)/.test(path) : path === '/api/links/look';
    if (!isAsked) continue;
    asked.push(route);
    const ids = { circle: opened.id, alert, meeting, file };
    const url = Object.entries(ids).reduce((so, [name, id]) => so.replace(`:${name}`, id), path);
    const who = /sessions|card|place|\/agreements/.test(path) ? wren : north;
    const { plain, gzip, br } = await inAllForms((coding) =>
      who.ask(method as 'GET', url, method === 'GET' ? undefined : look, {
        'accept-encoding': coding,
      }),
    );
    expect(plain.statusCode, route).toBe(200);
    if (codingOf(br) === 'identity') {
      expect(codingOf(gzip), route).toBe('identity');
      continue;
    }
    compressed.push(route);
    expect([codingOf(gzip), codingOf(br)], route).toEqual(['gzip', 'br']);
    expect(plain.headers.vary, route).toBe('accept-encoding');
    expect(Number(br.headers['content-length']), route).toBe(br.rawPayload.length);
    // The figures of /metrics go on between two requests; their names stay.
    const shape = (body: Buffer) =>
      path === '/metrics' ? `${body}`.match(/^# HELP .*/gm) : `${body}`;
    for (const form of [gzip, br])
      expect(shape(decoded(form)), route).toEqual(shape(plain.rawPayload));
  }
  expect(asked.length).toBeGreaterThan(12);
  expect(compressed.sort()).toEqual(written);
});
