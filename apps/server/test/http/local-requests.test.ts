import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { setupHints } from '../../src/config/setup-hints.ts';
import { createLog } from '../../src/ops/log.ts';
import { type HttpFixture, startHttpFixture, testSettings } from './http-fixture.ts';

const listening = async (house: HttpFixture) => {
  await house.app.fastify.listen({ host: '127.0.0.1', port: 0 });
  return house.app.fastify.server.address() as { readonly port: number };
};

/** The status of /metrics, over a real connection from this machine. */
const metrics = (port: number, headers: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/metrics', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

describe('/metrics without a token', () => {
  it('PRV-5 is for this machine, asked for by a name of this machine', async () => {
    const { port } = await listening(await startHttpFixture());
    const names = ['localhost', `localhost:${port}`, '127.0.0.1', '127.9.9.9:1', '[::1]:3000'];
    for (const host of names) expect(await metrics(port, { host }), host).toBe(200);
    // A page of another person whose name was bent to 127.0.0.1, or a proxy that passes names on.
    for (const host of ['circle.example.org', 'localhost.evil.example', '192.168.1.2', '[']) {
      expect(await metrics(port, { host }), host).not.toBe(200);
    }
  });

  it.each([
    ['Forwarded', 'for=203.0.113.9'],
    ['Via', '1.1 proxy'],
    ['X-Forwarded-For', '127.0.0.1'],
    ['X-Forwarded-For', ''],
    ['X-Forwarded-Host', 'localhost'],
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-Anything', 'x'],
    ['X-Real-IP', '127.0.0.1'],
    ['X-Client-IP', '127.0.0.1'],
    ['True-Client-IP', '127.0.0.1'],
    ['CF-Connecting-IP', '127.0.0.1'],
    ['CDN-Loop', 'x'],
    ['X-Envoy-External-Address', '127.0.0.1'],
  ])('PRV-5 is for nobody when a proxy shows itself by %s: %s', async (name, value) => {
    const { port } = await listening(await startHttpFixture());
    expect(await metrics(port, { host: 'localhost', [name]: value })).toBe(404);
  });

  it('PRV-5 is refused over HTTP/1.0, which an unconfigured proxy speaks', async () => {
    const { port } = await listening(await startHttpFixture());
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let text = '';
      socket.on('data', (part) => {
        text += part;
      });
      socket.on('close', () => resolve(text));
      socket.write(`GET /metrics HTTP/1.0\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  it.each([
    [{ PUBLIC_URL: 'https://circle.example.org' }],
    [{ PUBLIC_URL: 'http://192.168.1.20:3000' }],
    [{ HOLDSPACE_TRUST_PROXY: '127.0.0.1' }],
    [{ HOLDSPACE_TRUST_PROXY: '10.0.0.1,::ffff:127.0.0.1' }],
  ])('PRV-5 is for nobody where the settings speak of a proxy here: %j', async (environment) => {
    const token = 'a-token-of-some-length';
    const house = await startHttpFixture({ ...environment, HOLDSPACE_METRICS_TOKEN: token });
    const { port } = await listening(house);
    expect(await metrics(port, { host: 'localhost' })).toBe(404);
    const bearer = { host: 'localhost', authorization: `Bearer ${token}` };
    expect(await metrics(port, bearer)).toBe(200);
  });

  it('PRV-5 believes no header that says it comes from here', async () => {
    const house = await startHttpFixture({ HOLDSPACE_TRUST_PROXY: '10.9.9.9' });
    const far = await house.app.fastify.inject({
      url: '/metrics',
      remoteAddress: '10.9.9.9',
      headers: { host: 'localhost', 'x-forwarded-for': '127.0.0.1' },
    });
    expect(far.statusCode).toBe(404);
    const plain = { url: '/metrics', remoteAddress: '10.9.9.9', headers: { host: 'localhost' } };
    expect((await house.app.fastify.inject(plain)).statusCode).toBe(404);
  });
});

describe('limits behind a proxy', () => {
  const asks = async (house: HttpFixture, remoteAddress: string, forwarded?: string) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    return (await house.app.fastify.inject({ url: '/api/me', remoteAddress, headers })).statusCode;
  };

  it('a network of IPv6 counts as one address, and an IPv4 one whichever way it is written', async () => {
    const house = await startHttpFixture({ HOLDSPACE_REQUESTS: '1' });
    expect(await asks(house, '2001:db8:1:2:a::1')).toBe(200);
    expect(await asks(house, '2001:db8:1:2:ffff:ffff:ffff:ffff')).toBe(429);
    expect(await asks(house, '2001:0DB8:0001:0002::9')).toBe(429);
    expect(await asks(house, '2001:db8:1:3::1')).toBe(200);
    expect(await asks(house, '203.0.113.7')).toBe(200);
    expect(await asks(house, '::ffff:203.0.113.7')).toBe(429);
    expect(await asks(house, '::ffff:cb00:7107')).toBe(429);
  });

  it('a trusted proxy gives the address of a client, and a client cannot give its own', async () => {
    const house = await startHttpFixture({
      HOLDSPACE_REQUESTS: '1',
      HOLDSPACE_TRUST_PROXY: '10.0.0.2',
    });
    expect(await asks(house, '10.0.0.2', '203.0.113.1')).toBe(200);
    expect(await asks(house, '10.0.0.2', '203.0.113.2')).toBe(200);
    expect(await asks(house, '10.0.0.2', '203.0.113.2')).toBe(429);
    // What is left of the address that the proxy added is what the asker wrote.
    expect(await asks(house, '10.0.0.2', '198.51.100.1, 203.0.113.2')).toBe(429);
    expect(await asks(house, '10.0.0.2', '2001:db8::1')).toBe(200);
    expect(await asks(house, '10.0.0.2', '2001:db8::2')).toBe(429);
  });

  it('a stranger is not believed, and it is said once that a proxy is there', async () => {
    const lines: string[] = [];
    const log = createLog('warn', { write: (line) => void lines.push(line) });
    const house = await startHttpFixture({ HOLDSPACE_REQUESTS: '2' }, log);
    expect(await asks(house, '10.0.0.2', '203.0.113.1')).toBe(200);
    expect(await asks(house, '10.0.0.2', '203.0.113.2')).toBe(200);
    expect(await asks(house, '10.0.0.2', '203.0.113.3')).toBe(429);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('HOLDSPACE_TRUST_PROXY');
    expect(lines[0]).not.toMatch(/203\.0|10\.0\.0/);
  });

  it.each([
    [{ PUBLIC_URL: 'https://circle.example.org' }, true],
    [{ PUBLIC_URL: 'http://circle.local' }, true],
    [{ PUBLIC_URL: 'http://192.168.1.20:3000' }, false],
    [{}, false],
    [{ PUBLIC_URL: 'https://circle.example.org', HOLDSPACE_TRUST_PROXY: '127.0.0.1' }, false],
    [{ PUBLIC_URL: 'https://circle.example.org', HOLDSPACE_LIMITS: 'off' }, false],
  ])('says at the start that everybody shares one limit: %j %s', (environment, said) => {
    const hints = setupHints(testSettings(environment));
    expect(hints.join('').includes('HOLDSPACE_TRUST_PROXY')).toBe(said);
  });

  it('PRV-5 reveals to nobody how much of the limit others at the same address have used', async () => {
    const house = await startHttpFixture({ HOLDSPACE_REQUESTS: '1' });
    for (const status of [200, 429]) {
      const answer = await house.visitor().ask('GET', '/api/me');
      expect(answer.statusCode).toBe(status);
      expect(Object.keys(answer.headers).filter((name) => name.includes('ratelimit'))).toEqual([]);
    }
  });
});
