import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import Fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addWebAppRoutes } from '../../src/http/web-app-routes.ts';
import { errorBody, startHttpFixture } from './http-fixture.ts';

const card = { name: 'x', start: '2026-03-08T19:00:00Z' };

describe('headers', () => {
  it('PRV-6 let no code, no picture and no page of others near', async () => {
    const house = await startHttpFixture();
    const { headers } = await house.visitor().ask('GET', '/api/me');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; .*frame-ancestors 'none'; form-action 'self'; require-trusted-types/,
    );
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:|data:/);
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('ask for https from then on when that is how people come', async () => {
    const house = await startHttpFixture({ PUBLIC_URL: 'https://circle.example.org' });
    const { headers } = await house.visitor().ask('GET', '/api/me');
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });
});

describe('cookies', () => {
  const redeem = async (publicUrl: string, sharedDevice: boolean) => {
    const house = await startHttpFixture({ PUBLIC_URL: publicUrl });
    const organiser = house.visitor();
    const origin = { origin: publicUrl };
    organiser.headers = origin;
    await organiser.redeem(await house.link());
    const opened = await organiser.openCircle();
    expect(opened.invitation.url.startsWith(`${publicUrl}/j#`)).toBe(true);
    const guest = house.visitor();
    guest.headers = origin;
    const { cookies } = await guest.join(opened.invitation.url, 'Cleo', { sharedDevice });
    return { cookie: cookies.find(({ name }) => /^(__Host-)?hs$/.test(name)), id: opened.id };
  };

  it('are bound to the host over https, and out of reach of scripts and other sites', async () => {
    const { cookie } = await redeem('https://circle.example.org', false);
    expect(cookie).toMatchObject({
      name: '__Host-hs',
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: 90 * 24 * 3600,
    });
    expect(cookie).not.toHaveProperty('domain');
  });

  it('PRV-7 end with the browser on a shared device', async () => {
    const { cookie } = await redeem('http://circle.local:3000', true);
    expect(cookie).toMatchObject({ name: 'hs', httpOnly: true, sameSite: 'Strict' });
    for (const lasting of ['maxAge', 'expires', 'secure'])
      expect(cookie).not.toHaveProperty(lasting);
  });

  it('PRV-5 hold ids and nothing else', async () => {
    const { cookie, id } = await redeem('http://circle.local:3000', false);
    const [, payload = ''] = cookie?.value.split('.') ?? [];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(Object.keys(claims).sort()).toEqual(['aud', 'b', 'c', 'exp', 'iat', 'iss']);
    expect(claims).toMatchObject({ iss: 'holdspace', aud: 'holdspace:browser' });
    expect(claims.c).toMatch(new RegExp(`^${id.slice(0, 8)}\\w{10}$`));
  });
});

describe('writes', () => {
  const own = 'http://circle.local:3000';
  const foreign = [
    'null',
    '',
    'http://circle.local',
    'http://circle.local:3001',
    'https://circle.local:3000',
    'http://circle.local:3000.evil.example',
    'http://evil.example/?http://circle.local:3000',
    'http://CIRCLE.local:3000x',
    'http://xn--crcle-0ra.local:3000',
    'http://sub.circle.local:3000',
    'file://',
  ];

  it.each([own, undefined])(
    'are taken from our own page or from a program (%s)',
    async (origin) => {
      const house = await startHttpFixture({ PUBLIC_URL: own });
      const organiser = await house.organiser();
      if (origin) organiser.headers = { origin, 'sec-fetch-site': 'same-origin' };
      expect((await organiser.ask('POST', '/api/circles', card)).statusCode).toBe(201);
    },
  );

  it.each(foreign)('are refused when another page sends them (%s)', async (origin) => {
    const house = await startHttpFixture({ PUBLIC_URL: own });
    const organiser = await house.organiser();
    const response = await organiser.ask('POST', '/api/circles', card, { origin });
    expect(response.statusCode).toBe(403);
    expect(errorBody(response).code).toBe('wrong-address');
    expect((await organiser.ask('GET', '/api/circles')).json()).toEqual([]);
  });

  it.each(['cross-site', 'same-site', 'none'])('are refused from a %s context', async (site) => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const headers = { 'sec-fetch-site': site };
    expect((await organiser.ask('POST', '/api/circles', card, headers)).statusCode).toBe(404);
  });

  it('without a public address the name the request came under is ours', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const lan = { host: '192.168.1.20:3000', origin: 'http://192.168.1.20:3000' };
    const response = await organiser.ask('POST', '/api/circles', card, lan);
    expect(response.json().invitation.url).toMatch(/^http:\/\/192\.168\.1\.20:3000\/j#/);
    const evil = { ...lan, origin: 'http://evil.example' };
    expect((await organiser.ask('POST', '/api/circles', card, evil)).statusCode).toBe(403);
  });

  it('are JSON and nothing else, and not too long', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const plain = { 'content-type': 'text/plain' };
    const body = JSON.stringify(card);
    expect((await organiser.ask('POST', '/api/circles', body, plain)).statusCode).toBe(415);
    const own = { origin: 'http://localhost', host: 'localhost' };
    expect((await organiser.ask('POST', '/api/sign-out', undefined, own)).statusCode).toBe(415);
    const page = { 'sec-fetch-site': 'same-origin' };
    expect((await organiser.ask('POST', '/api/sign-out', undefined, page)).statusCode).toBe(415);
    const here = await organiser.openCircle();
    const feed = await organiser.ask('POST', `/api/circles/${here.id}/feed`);
    expect(feed.statusCode, 'by a program with a cookie, without a body').toBe(200);
    expect((await organiser.ask('POST', '/api/circles', '{"name":')).statusCode).toBe(400);
    expect((await organiser.ask('POST', '/api/circles', '{"__proto__":1}')).statusCode).toBe(400);
    const long = { token: 'x'.repeat(17_000) };
    expect((await organiser.ask('POST', '/api/links/look', long)).statusCode).toBe(413);
    const key = await organiser.ask('POST', '/api/house/keys', { name: 'x', scope: 'organise' });
    const bearer = { authorization: `Bearer ${key.json<{ key: string }>().key}` };
    const { id } = await organiser.openCircle();
    const bare = await house.visitor().ask('POST', `/api/circles/${id}/pause`, undefined, bearer);
    expect(bare.statusCode, 'by a program, without a body').toBe(200);
    // With a kit in it (KIT-1).
    const longest = { ...card, purpose: 'x'.repeat(250_000) };
    expect((await organiser.ask('POST', '/api/circles', longest)).statusCode).toBe(413);
  });

  it('PRV-5 an address that cannot be read is not repeated', async () => {
    const house = await startHttpFixture();
    for (const address of ['/canary/%ZZ', `/api/circles/${'canary'.repeat(20)}/card`]) {
      const answer = await house.visitor().ask('GET', address);
      expect([answer.statusCode, errorBody(answer).code]).toEqual([404, 'not-here']);
      expect(answer.body).not.toContain('canary');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
  });
});

describe('limits', () => {
  it('answer too-soon, by address, and can be set aside', async () => {
    const house = await startHttpFixture({ HOLDSPACE_KNOCKS: '3' });
    const look = () => house.visitor().look('x');
    for (let i = 0; i < 3; i++) expect((await look()).statusCode).toBe(404);
    const refused = await look();
    expect(refused.statusCode).toBe(429);
    expect(errorBody(refused).code).toBe('too-soon');

    const open = await startHttpFixture({ HOLDSPACE_KNOCKS: '3', HOLDSPACE_LIMITS: 'off' });
    for (let i = 0; i < 5; i++) expect((await open.visitor().look('x')).statusCode).toBe(404);
  });

  it('believe nobody but a named proxy about an address', async () => {
    const statusWith = async (environment: Record<string, string>) => {
      const house = await startHttpFixture({ HOLDSPACE_KNOCKS: '1', ...environment });
      const from = (ip: string) =>
        house.visitor().ask('POST', '/api/links/look', { token: 'x' }, { 'x-forwarded-for': ip });
      await from('203.0.113.1');
      return (await from('203.0.113.2')).statusCode;
    };
    expect(await statusWith({})).toBe(429);
    expect(await statusWith({ HOLDSPACE_TRUST_PROXY: '10.0.0.9' })).toBe(429);
    expect(await statusWith({ HOLDSPACE_TRUST_PROXY: '127.0.0.1' })).toBe(404);
  });
});

describe('the screen', () => {
  it('is one page for its addresses, with lasting assets and a fresh page', async () => {
    const root = mkdtempSync(join(tmpdir(), 'holdspace-screen-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    mkdirSync(join(root, 'assets'));
    writeFileSync(join(root, 'index.html'), '<!doctype html><title>Holdspace</title>');
    writeFileSync(join(root, 'assets/main-3f2a.js'), 'export {};');
    const { app } = await startHttpFixture();
    const fastify = Fastify();
    onTestFinished(() => fastify.close());
    await addWebAppRoutes(fastify, app.httpContext, root);
    for (const url of ['/', '/j', '/c/abc', '/o/circles/abc', '/support']) {
      const response = await fastify.inject(url);
      expect([url, response.statusCode]).toEqual([url, 200]);
      expect(response.headers['cache-control']).toBe('no-cache');
      expect(response.body).toContain('Holdspace');
    }
    const asset = await fastify.inject('/assets/main-3f2a.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const url of ['/assets/../../package.json', '/assets/%2e%2e%2findex.ts', '/unknown']) {
      expect((await fastify.inject(url)).statusCode).toBe(404);
    }
    const garbled = await app.fastify.inject({ url: '/c/%', headers: { accept: 'text/html' } });
    expect(garbled.statusCode).toBe(404);
    expect(garbled.headers['content-security-policy']).toContain("default-src 'none'");
    const mistyped = await fastify.inject({ url: '/unknown', headers: { accept: 'text/html' } });
    expect(mistyped.statusCode).toBe(404);
    expect(mistyped.body).toContain('Holdspace');
  });

  it('EXIT-2 the way out takes every cookie back, unless another site sends people there', async () => {
    const house = await startHttpFixture({ HOLDSPACE_LEAVE_TO: 'https://weather.example/' });
    const organiser = await house.organiser();
    const sent = await organiser.ask('GET', '/leave', undefined, {
      'sec-fetch-site': 'cross-site',
    });
    expect(sent.headers.location).toBe('https://weather.example/');
    expect(organiser.jar.size).toBeGreaterThan(0);
    const left = await organiser.ask('GET', '/leave');
    expect(left.statusCode).toBe(303);
    // Chromium drops the deletions of cookies where this header is and the way is http.
    expect(left.headers).not.toHaveProperty('clear-site-data');
    expect(organiser.jar.size).toBe(0);
  });

  it('EXIT-1 the page knows the harmless address before anyone presses', async () => {
    const root = mkdtempSync(join(tmpdir(), 'holdspace-screen-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    writeFileSync(
      join(root, 'index.html'),
      '<!doctype html><meta name="leave-to" content="https://www.wikipedia.org/" />',
    );
    const { app } = await startHttpFixture({
      HOLDSPACE_LEAVE_TO: 'https://weather.example/?a=1&b="2"',
    });
    const fastify = Fastify();
    onTestFinished(() => fastify.close());
    await addWebAppRoutes(fastify, app.httpContext, root);
    expect((await fastify.inject('/c/abc')).body).toContain(
      '<meta name="leave-to" content="https://weather.example/?a=1&amp;b=%222%22" />',
    );
  });

  it('PRV-9 the way out, the support and the files come when all requests are used up', async () => {
    const root = mkdtempSync(join(tmpdir(), 'holdspace-screen-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    mkdirSync(join(root, 'assets'));
    writeFileSync(join(root, 'index.html'), '<!doctype html><title>Notes</title>');
    writeFileSync(join(root, 'service-worker.js'), '');
    writeFileSync(join(root, 'assets/main-3f2a.js'), 'export {};');
    const { app } = await startHttpFixture();
    const fastify = Fastify();
    onTestFinished(() => fastify.close());
    await fastify.register(rateLimit, { max: 1, timeWindow: '1 minute' });
    await fastify.register(cookie);
    await addWebAppRoutes(fastify, app.httpContext, root);
    const status = async (url: string) => (await fastify.inject(url)).statusCode;
    await status('/unknown');
    expect(await status('/unknown')).toBe(429);
    expect(await status('/leave')).toBe(303);
    for (const url of ['/support', '/c/abc', '/service-worker.js', '/assets/main-3f2a.js']) {
      expect([url, await status(url)]).toEqual([url, 200]);
    }
  });

  it('PRV-9 signing out is not limited', async () => {
    const { app } = await startHttpFixture({ HOLDSPACE_REQUESTS: '1' });
    const signOut = async () =>
      app.fastify.inject({
        method: 'POST',
        url: '/api/sign-out',
        headers: { 'content-type': 'application/json' },
        payload: '{}',
      });
    for (let count = 0; count < 5; count++) expect((await signOut()).statusCode).toBe(204);
  });
});
