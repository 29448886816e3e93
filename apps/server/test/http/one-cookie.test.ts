import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PersonId, SessionId } from '@holdspace/core';
import jwt from 'jsonwebtoken';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CookieKeys, cookieLifetime, epochLength } from '../../src/config/cookie-keys.ts';
import { type Cookies, createCookies, fitIntoCookie, maxCircles } from '../../src/http/cookies.ts';
import { randomLetters } from '../../src/security/tokens.ts';
import { type HttpVisitor, redeemedBody, startHttpFixture } from './http-fixture.ts';
import { legacyMemberCookie, legacyOrganiserCookie, secret } from './legacy-cookies.ts';

const circlesOf = async (visitor: HttpVisitor): Promise<string[]> =>
  (await visitor.ask('GET', '/api/me'))
    .json()
    .circles.map((each: { circle: string }) => each.circle);

const manyCircles = (count: number) =>
  new Map(Array.from({ length: count }, () => [randomLetters(40), randomLetters(50) as SessionId]));

describe('one cookie', () => {
  it('KEY-1 is all that a browser has, in however many circles it is', async () => {
    const house = await startHttpFixture();
    const organiser = await house.organiser();
    const guest = house.visitor();
    const ids: string[] = [];
    for (let n = 0; n < 60; n++) {
      const opened = await organiser.openCircle();
      ids.push(opened.id);
      await guest.join(opened.invitation.url, 'Cleo');
    }
    expect([...guest.jar.keys()]).toEqual(['hs']);
    expect(guest.jar.get('hs')?.length).toBeLessThan(2200);
    expect(await circlesOf(guest)).toEqual(ids);
  });

  it('KEY-1 is smaller than browsers take with as many circles as it holds', () => {
    const now = () => Date.parse('2026-03-01T18:00:00Z');
    const keys = new CookieKeys([secret], now);
    const cookies = createCookies(keys, Buffer.alloc(32), { publicUrl: 'https://x.example' }, now);
    const organiser = randomLetters(50) as SessionId;
    const sign = { ...cookies.createSignIn(), sessions: manyCircles(maxCircles + 5), organiser };
    const { kept, dropped } = fitIntoCookie(sign);
    expect(dropped.map(([prefix]) => prefix)).toEqual([...sign.sessions.keys()].slice(0, 5));
    const { name, value, options } = cookies.write(kept);
    expect(name.length + value.length + 1).toBeLessThan(4000);
    expect(options).toMatchObject({ httpOnly: true, sameSite: 'strict', path: '/', secure: true });
    expect(cookies.read(`${name}=${value}`)).toMatchObject({ ...kept, isOld: false });
  });

  it('KEY-1 of before are exchanged for it: sixty at once, over a real connection', async () => {
    const house = await startHttpFixture({ HOLDSPACE_SECRET: secret });
    const organiser = await house.organiser();
    const jar: [string, string][] = [];
    for (let n = 0; n < 60; n++) {
      const opened = await organiser.openCircle();
      const { member } = redeemedBody(await house.visitor().join(opened.invitation.url, 'Cleo'));
      jar.push(legacyMemberCookie(house, opened.id, member));
    }
    await house.app.fastify.listen({ host: '127.0.0.1', port: 0 });
    const { port } = house.app.fastify.server.address() as AddressInfo;
    const cookie = jar.map(([name, value]) => `${name}=${value}`).join('; ');
    expect(cookie.length).toBeGreaterThan(16 * 1024);
    const [status, set] = await new Promise<[number | undefined, string[]]>((done, fail) => {
      const asked = request({ host: '127.0.0.1', port, path: '/api/me', headers: { cookie } });
      asked.on('response', (response) => {
        response.resume();
        done([response.statusCode, response.headers['set-cookie'] ?? []]);
      });
      asked.on('error', fail).end();
    });
    expect(status).toBe(200);
    expect(set.filter((line) => line.startsWith('hs-') && line.includes('Max-Age=0'))).toHaveLength(
      60,
    );
    const browser = house.visitor();
    const fresh =
      set
        .find((line) => line.startsWith('hs='))
        ?.split(';')[0]
        ?.slice(3) ?? '';
    browser.jar.set('hs', fresh);
    expect(await circlesOf(browser)).toHaveLength(60);
  });

  it('KEY-2 of before become the same session however often they are shown, and die with it', async () => {
    const house = await startHttpFixture({ HOLDSPACE_SECRET: secret });
    const opened = await (await house.organiser()).openCircle();
    const joined = redeemedBody(await house.visitor().join(opened.invitation.url, 'Cleo'));
    const old = legacyMemberCookie(house, opened.id, joined.member);
    const [owner, thief] = [house.visitor(), house.visitor()];
    for (const each of [owner, thief]) {
      each.jar.set(...old);
      expect(await circlesOf(each)).toEqual([opened.id]);
      expect([...each.jar.keys()]).toEqual(['hs']);
    }
    await owner.ask('POST', '/api/sign-out', {});
    expect(await circlesOf(thief)).toEqual([]);
    const later = house.visitor();
    later.jar.set(...old);
    expect(await circlesOf(later)).toEqual([]);
    expect(later.jar.has(old[0])).toBe(false);
  });

  it('KEY-2 of before cannot be planted: a browser of another person’s choice opens nothing', async () => {
    const house = await startHttpFixture({ HOLDSPACE_SECRET: secret });
    const opened = await (await house.organiser()).openCircle();
    const planted = randomLetters(128);
    const [owner, thief] = [house.visitor(), house.visitor()];
    for (const each of [owner, thief]) each.jar.set('hs-browser', planted);
    const { member } = redeemedBody(await owner.join(opened.invitation.url, 'Cleo'));
    const came = redeemedBody(await thief.join(opened.invitation.url, 'Eve'));
    expect(came.member).not.toBe(member);
    const later = house.visitor();
    for (const [name, value] of [legacyMemberCookie(house, opened.id, came.member)]) {
      later.jar.set(name, value);
      later.jar.set('hs-browser', planted);
    }
    expect(await circlesOf(later)).toEqual([opened.id]);
    thief.jar.clear();
    thief.jar.set('hs-browser', planted);
    const again = redeemedBody(await thief.join(opened.invitation.url, 'Mallory'));
    expect([member, came.member]).not.toContain(again.member);
  });

  it('KEY-2 of before count over https by names alone that no other host can plant', () => {
    const now = () => Date.parse('2026-03-01T18:00:00Z');
    const keys = new CookieKeys([secret], now);
    const cookies = createCookies(keys, Buffer.alloc(32), { publicUrl: 'https://x.example' }, now);
    const browser = randomLetters(128);
    expect(cookies.readLegacy(`hs-browser=${browser}`)).toMatchObject({ browser: null });
    expect(cookies.readLegacy(`hs-browser=${browser}`).names).toEqual(['hs-browser']);
    expect(cookies.readLegacy(`__Host-hs-browser=${browser}`)).toMatchObject({ browser });
  });

  it('EXIT-1 forged in numbers cost the way out little: the signature is looked at first', async () => {
    const house = await startHttpFixture();
    const stranger = house.visitor();
    const [, real] = legacyMemberCookie(house, 'c_one', 'p_one');
    const forged = `${real.slice(0, real.lastIndexOf('.'))}.AAAA`;
    for (let n = 0; n < 60; n++) stranger.jar.set(`hs-c${n}`, forged);
    const verify = vi.spyOn(jwt, 'verify');
    onTestFinished(() => verify.mockRestore());
    expect((await stranger.ask('GET', '/leave')).statusCode).toBe(303);
    for (let n = 0; n < 60; n++) stranger.jar.set(`hs-c${n}`, forged);
    expect((await stranger.ask('POST', '/api/sign-out', {})).statusCode).toBe(204);
    expect(verify.mock.calls.filter(([token]) => token === forged)).toEqual([]);
  });

  it('KEY-2 of before, never exchanged, are closed by a sign-out with them', async () => {
    const house = await startHttpFixture({ HOLDSPACE_SECRET: secret });
    const organiser = await house.organiser();
    const opened = await organiser.openCircle();
    const joined = redeemedBody(await house.visitor().join(opened.invitation.url, 'Cleo'));
    const staff = [...(await house.app.ledgers.house()).state.staff.keys()][0] as PersonId;
    const [owner, thief] = [house.visitor(), house.visitor()];
    for (const each of [owner, thief]) {
      each.jar.set(...legacyMemberCookie(house, opened.id, joined.member));
      each.jar.set(...legacyOrganiserCookie(house, staff));
    }
    await owner.ask('POST', '/api/sign-out', {});
    expect(owner.jar.size).toBe(0);
    expect((await thief.ask('GET', '/api/me')).json()).toMatchObject({
      organiser: false,
      circles: [],
    });
  });

  it('PRV-7 of a shared device ends with the browser, and stays so', async () => {
    const house = await startHttpFixture({ HOLDSPACE_SECRET: secret });
    const organiser = await house.organiser();
    const [one, two] = [await organiser.openCircle(), await organiser.openCircle()];
    const joined = redeemedBody(await house.visitor().join(one.invitation.url, 'Cleo'));
    const guest = house.visitor();
    guest.jar.set(...legacyMemberCookie(house, one.id, joined.member, 12 * 3600));
    const me = await guest.ask('GET', '/api/me');
    const shared = (answer: typeof me) => answer.cookies.find(({ name }) => name === 'hs');
    expect(shared(me)).not.toHaveProperty('maxAge');
    const second = await guest.join(two.invitation.url, 'Cleo', { sharedDevice: false });
    expect(shared(second)).not.toHaveProperty('maxAge');
    house.clock.now += 12 * 3_600_000;
    expect(await circlesOf(guest)).toEqual([]);
  });
});

describe('the keys of cookies', () => {
  const sign = {
    ...{ browser: 'b'.repeat(26), shared: false, organiser: null },
    sessions: new Map(),
  };

  it('KEY-5 change by themselves; a cookie of any key is accepted until it expires', () => {
    const clock = { now: 1000 * epochLength + 1 };
    const keys = new CookieKeys([secret], () => clock.now);
    const cookies = createCookies(keys, Buffer.alloc(32), { publicUrl: null }, () => clock.now);
    const full = { ...sign, sessions: manyCircles(1) };
    const { name, value } = cookies.write(full);
    const header = `${name}=${value}`;
    const kids = new Set<string>();
    for (let day = 0; day < 90; day++) {
      kids.add(keys.signingKey.kid);
      expect(cookies.read(header), `day ${day}`).toMatchObject({ isOld: day >= 30 });
      clock.now += 24 * 3_600_000;
    }
    expect(kids.size).toBe(3);
    expect(cookies.read(header)).toBeNull();
  });

  it('KEY-5 verify a cookie once, and believe it no longer than its key and its time', () => {
    const clock = { now: 1000 * epochLength + 1 };
    const keys = new CookieKeys([secret], () => clock.now);
    const [cookies, otherNode] = [1, 2].map(() =>
      createCookies(keys, Buffer.alloc(32), { publicUrl: null }, () => clock.now),
    ) as [Cookies, Cookies];
    const [first, second] = [manyCircles(1), manyCircles(1)].map((sessions) => {
      const { name, value } = otherNode.write({ ...sign, sessions });
      return { sessions, header: `${name}=${value}` };
    }) as [{ sessions: typeof sign.sessions; header: string }, { header: string }];
    const verify = vi.spyOn(jwt, 'verify');
    onTestFinished(() => verify.mockRestore());
    for (let n = 0; n < 3; n++) {
      expect(cookies.read(first.header)).toMatchObject({ sessions: first.sessions, isOld: false });
      cookies.read(second.header);
    }
    expect(verify).toHaveBeenCalledTimes(2);
    // Who signed it need not verify it.
    expect(otherNode.read(first.header)).toEqual(cookies.read(first.header));
    expect(verify).toHaveBeenCalledTimes(2);
    keys.replace([`${secret} new`, secret]);
    expect(cookies.read(first.header)).toMatchObject({ isOld: true });
    keys.replace([`${secret} new`]);
    expect(cookies.read(first.header)).toBeNull();
    keys.replace([secret]);
    expect(cookies.read(first.header)).not.toBeNull();
    clock.now += cookieLifetime;
    expect(cookies.read(first.header)).toBeNull();
  });

  it('KEY-5 are replaced by new secrets without signing anyone out', async () => {
    const house = await startHttpFixture({ HOLDSPACE_COOKIE_SECRET: `${secret} one` });
    const organiser = await house.organiser();
    const opened = await organiser.openCircle();
    const before = organiser.jar.get('hs');
    house.app.httpContext.cookieKeys.replace([`${secret} two`, `${secret} one`]);
    expect((await organiser.ask('GET', `/api/circles/${opened.id}`)).statusCode).toBe(200);
    expect(organiser.jar.get('hs')).not.toBe(before);
    house.app.httpContext.cookieKeys.replace([`${secret} two`]);
    expect((await organiser.ask('GET', `/api/circles/${opened.id}`)).statusCode).toBe(200);
    const copy = house.visitor();
    copy.jar.set('hs', before ?? '');
    expect((await copy.ask('GET', '/api/me')).json().organiser).toBe(false);
  });

  it('KEY-5 have nothing to do with the chain', async () => {
    const { createApp } = await import('../../src/app.ts');
    const { createLog } = await import('../../src/ops/log.ts');
    const { createMemoryStore } = await import('../../src/storage/memory/memory-store.ts');
    const { testSettings: settings } = await import('./http-fixture.ts');
    const store = createMemoryStore();
    const opens = async (cookie: string, chain = secret) => {
      const environment = { HOLDSPACE_SECRET: chain, HOLDSPACE_COOKIE_SECRET: cookie };
      const app = await createApp({
        settings: settings(environment),
        store,
        log: createLog('silent'),
      });
      try {
        const house = await app.ledgers.house();
        const id = randomLetters(130) as never;
        await house.handle({ do: 'list-circle', circle: id }, { ...asServer });
        return house.state.circles.length;
      } finally {
        await app.close();
      }
    };
    const { systemContext: asServer } = await import('../../src/ledger/command-context.ts');
    expect(await opens(`${secret} one`)).toBe(1);
    expect(await opens(`${secret} two`)).toBe(2);
    await expect(opens(`${secret} two`, `another ${secret}`)).rejects.toThrow();
  });
});
