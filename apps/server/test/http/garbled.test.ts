/** Addresses that nobody of ours ever wrote, on every route there is. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { createLog } from '../../src/ops/log.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { testSettings } from './http-fixture.ts';

let app: App;
let port = 0;
const lines: string[] = [];
beforeAll(async () => {
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const wished = testSettings({ HOLDSPACE_LIMITS: 'off' });
  app = await createApp({ settings: wished, store: createMemoryStore(), log });
  await app.start();
  await app.fastify.listen({ host: '127.0.0.1', port: 0 });
  port = (app.fastify.server.address() as { port: number }).port;
});
afterAll(() => app.close());

/** As it stands, past every client that would mend it. */
function ask(method: string, target: string): Promise<{ status: number; text: string }> {
  const body = method === 'GET' ? '' : '{}';
  const head =
    `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(head, 'latin1')));
    let text = '';
    socket.setTimeout(5000, () => socket.destroy(new Error(`No answer to ${method} ${target}`)));
    socket.on('data', (part) => {
      text += part;
    });
    socket.on('error', reject);
    socket.on('close', () => {
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text });
    });
  });
}

const canary = 'zzcanaryzz';
const garbles: readonly string[] = [
  ...['%', '%%', '%2', '%zz', '%ff', '%c0%af', '%ed%a0%80', '%00', 'a%00b', '%e2%80%8b', '%0d%0a'],
  ...['..', '%2e%2e', '..%2f..%2fetc%2fpasswd', '%252e%252e', '%5c..%5c', '//', '/./', '%2f', ';'],
  ...['x'.repeat(200), 'x'.repeat(12_000), '%41'.repeat(3000), '\u00e9\u00ff', '{}', '<script>'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '*',
    '?',
    '?%',
    '?a[]=%',
    '?__proto__[x]=1',
    '&',
    ' ',
  ],
  ...['\u0001', '\u007f', "'", '"', '`', '|', '^', '[', ']', ':circle', '%3f', '%23', '@', '\\'],
].map((garble) => `${garble}${canary}`);

const places = [
  ...['/', '/j', '/o/', '/c/', '/c/x/', '/assets/', '/leave', '/support/', '/livez/', '/metrics/'],
  ...['/api/', '/api/me/', '/api/circles/', '/api/circles/x/', '/api/circles/x/desk/threads/'],
  ...['/api/circles/x/people/', '/api/circles/x/links/', '/socket.io/', '/socket.io/?EIO=4&sid='],
];

describe('PRV-5 a garbled address', () => {
  it.each(places)('PRV-5 below %s is answered cleanly, and repeated to nobody', async (place) => {
    for (const garble of garbles) {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const { status, text } = await ask(method, place + garble);
        const which = `${method} ${place}${garble.slice(0, 40)}`;
        // 303: on the way out, where nothing is kept from anyone.
        expect([200, 303, 400, 404, 405, 415, 431, 503], which).toContain(status);
        expect(text.split(canary).length, which).toBe(1);
        expect(text, which).not.toMatch(/node_modules|at .*\.ts:|root:x:/);
      }
    }
    expect((await ask('GET', '/livez')).status).toBe(200);
    expect(lines.join('')).not.toContain(canary);
    expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it.each([
    ...['http://localhost/%', 'http://evil.example/', 'http://[::1', '*', 'x', '/\u0000', '\\'],
    ...['https://localhost:1/api/me', '//evil.example/api/me', '/%E0%A4%A', '?', '#', ''],
  ])('PRV-5 as a whole target is answered cleanly: %j', async (target) => {
    for (const method of ['GET', 'POST', 'OPTIONS', 'CONNECT', 'TRACE', 'HEAD', 'PUT', 'BREW']) {
      const { status } = await ask(method, target);
      // A CONNECT request gets a closed socket without an answer.
      const fine = method === 'CONNECT' ? [0, 400, 404, 405] : [200, 400, 404, 405, 415, 503];
      expect(fine, `${method} ${target}`).toContain(status);
    }
  });
});
