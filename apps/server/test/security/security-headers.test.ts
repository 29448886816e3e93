/** docs/security-headers.md, held against what the server sends on each kind of answer. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { addWebAppRoutes } from '../../src/http/web-app-routes.ts';
import { type HttpFixture, startHttpFixture } from '../http/http-fixture.ts';

const page = readFileSync(
  fileURLToPath(new URL('../../../../docs/security-headers.md', import.meta.url)),
  'utf8',
);
/** Rows of the tables of headers, by what their first cell holds. */
const rows = (page.split('## What is compressed')[0] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
const https = ['strict-transport-security', 'cross-origin-opener-policy', 'origin-agent-cluster'];
const written = (secure: boolean): Record<string, string> =>
  Object.fromEntries(
    rows
      .map(([, name = '', value = '']) => [name, value] as const)
      .filter(([name]) => secure || !https.includes(name)),
  );

/** What says something about the answer and nothing about safety. */
const plain =
  /^(accept-ranges|connection|content-(encoding|length|type)|date|etag|keep-alive|last-modified|location|retry-after|set-cookie|vary|clear-site-data|cache-control|holdspace-now)$/;

const security = (headers: object) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !plain.test(name)));

/** A server with a screen of its own, whether one was built or not. */
async function house(environment: Record<string, string>): Promise<HttpFixture> {
  const root = mkdtempSync(join(tmpdir(), 'holdspace-screen-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets', 'main-abc.js'), '1');
  writeFileSync(join(root, 'icon.svg'), '<svg/>');
  shown.root = root;
  return startHttpFixture(environment);
}
const shown = vi.hoisted(() => ({ root: '' }));
vi.mock('../../src/http/web-app-routes.ts', async (original) => {
  const real = await original<{ addWebAppRoutes: typeof addWebAppRoutes }>();
  const addWebAppRoutesThere: typeof addWebAppRoutes = (fastify, context) =>
    real.addWebAppRoutes(fastify, context, shown.root);
  return { ...real, addWebAppRoutes: addWebAppRoutesThere };
});

const browser = { accept: 'text/html' };
const answers: readonly (readonly [string, string, object, number])[] = [
  ['page', '/', browser, 200],
  ['page of a circle', '/c/abc', browser, 200],
  ['file with a hash in its name', '/assets/main-abc.js', {}, 200],
  ['other file', '/icon.svg', {}, 200],
  ['interface', '/api/me', {}, 200],
  ['interface, refused', '/api/circles', {}, 404],
  ['not found, for a person', '/nowhere', browser, 404],
  ['not found', '/nowhere', {}, 404],
  ['not found in the interface', '/api/nowhere', {}, 404],
  ['garbled', '/%', {}, 404],
  ['garbled in the interface', '/api/circles/%ff', {}, 404],
  ['too long', `/api/circles/${'x'.repeat(70)}`, {}, 404],
  ['leave', '/leave', {}, 303],
  ['alive', '/livez', {}, 200],
];

describe.each([
  ['http', {}, false],
  ['https', { PUBLIC_URL: 'https://circle.example.org' }, true],
])('over %s', (_scheme, environment, secure) => {
  it.each(answers)(
    'every header of an answer is written down: %s',
    async (_kind, url, ask, code) => {
      const { app } = await house(environment);
      const { statusCode, headers } = await app.fastify.inject({ url, headers: { ...ask } });
      expect(statusCode).toBe(code);
      expect(security(headers)).toEqual(written(secure));
    },
  );

  it('every header of what is limited or failed is written down', async () => {
    const { app } = await house({ ...environment, HOLDSPACE_REQUESTS: '1' });
    vi.spyOn(app.ledgers, 'house').mockRejectedValueOnce(new Error('of ours'));
    for (const status of [500, 429]) {
      const { statusCode, headers } = await app.fastify.inject('/api/me');
      expect(statusCode).toBe(status);
      expect(security(headers)).toEqual(written(secure));
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  it.each([
    ['no HTTP', 'HELLO\r\n\r\n', 400],
    ['a header without an end', `GET / HTTP/1.1\r\nx: ${'x'.repeat(100_000)}`, 431],
    ['two lengths', 'POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    ['a null in a name', 'GET / HTTP/1.1\r\nHo\u0000st: x\r\n\r\n', 400],
  ])('every header of the answer to %s is written down', async (_kind, sent, status) => {
    const { app } = await house(environment);
    await app.fastify.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.fastify.server.address() as { port: number };
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(sent));
      let text = '';
      socket.on('data', (part) => {
        text += part;
      });
      socket.on('error', reject).on('close', () => resolve(text));
    });
    const [head = ''] = answer.split('\r\n\r\n');
    const [first = '', ...lines] = head.split('\r\n');
    expect(first).toContain(`HTTP/1.1 ${status} `);
    const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/).slice(0, 2)));
    expect(security(headers)).toEqual(written(secure));
    expect(headers['cache-control']).toBe('no-store');
  });
});

it('PRV-6 what may be kept by a browser is as it is written down', async () => {
  const { app } = await house({});
  const table = page.split('## Beside them')[1] ?? '';
  for (const [kind, url, ask] of answers) {
    const line = table.split('\n').find((each) =>
      each
        .split('|')[1]
        ?.split(',')
        .some((name) => name.trim() === kind),
    );
    if (!line) continue;
    const { headers } = await app.fastify.inject({ url, headers: { ...ask } });
    expect(headers['cache-control'], kind).toBe(line.split('`')[3]);
  }
});
