/**
 * Sign-in cookies and keys: signed, ids only, one pinned algorithm. They say who is asking;
 * what that person may do is always read from the ledger.
 */
import { createSecretKey } from 'node:crypto';
import { type CookieSerializeOptions, fastifyCookie } from '@fastify/cookie';
import type { CircleId, PersonId } from '@holdspace/core';
import jwt from 'jsonwebtoken';
import type { Settings } from '../settings.ts';
import { randomLetters } from './tokens.ts';

const issuer = 'holdspace';
const algorithm = 'HS256';
const day = 24 * 60 * 60;
const cookieLife = 90 * day;
/** On a shared device the cookie ends with the browser; this is for browsers that never end. */
const sharedLife = day / 2;

export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly options: CookieSerializeOptions;
}

export interface Cookies {
  member(circle: CircleId, member: PersonId, sharedDevice: boolean): Cookie;
  organiser(staff: PersonId, sharedDevice: boolean): Cookie;
  /** Random, and gone with the browser: makes a press repeated in it harmless. */
  browser(): Cookie;
  /** Takes a cookie back, by the name it has in the browser. */
  gone(name: string): Cookie;
  /** An API key that acts for this organiser; `key` is what the house knows it by. */
  key(key: string, staff: PersonId): string;

  memberFromCookies(
    header: string | undefined,
    circle: string,
  ): { readonly member: PersonId } | null;
  organiserFromCookies(header: string | undefined): PersonId | null;
  browserFromCookies(header: string | undefined): string | null;
  membersFromCookies(
    header: string | undefined,
  ): readonly { readonly circle: CircleId; readonly member: PersonId }[];
  /** Names of all cookies of ours in this header; of one circle, when it is given. */
  namesIn(header: string | undefined, circle?: string): readonly string[];
  organiserFromKey(
    authorization: string | undefined,
  ): { readonly key: string; readonly staff: PersonId } | null;
}

type Audience = 'member' | 'organiser' | 'key';

export function createCookies(bytes: Buffer, settings: Pick<Settings, 'publicUrl'>): Cookies {
  // As bytes it would be tried as a public key first, at every reading.
  const key = createSecretKey(bytes);
  const secure = settings.publicUrl?.startsWith('https://') ?? false;
  const prefix = secure ? '__Host-hs-' : 'hs-';
  const options: CookieSerializeOptions = { httpOnly: true, sameSite: 'strict', path: '/', secure };

  const sign = (audience: Audience, claims: object, life: number) =>
    jwt.sign(claims, key, {
      algorithm,
      issuer,
      audience: `${issuer}:${audience}`,
      expiresIn: life,
      header: { alg: algorithm, typ: `${audience}+jwt` },
    });
  const read = (audience: Audience, token: string | undefined) => {
    if (token === undefined || token.length > 1000) return null;
    try {
      const { header, payload } = jwt.verify(token, key, {
        algorithms: [algorithm],
        issuer,
        audience: `${issuer}:${audience}`,
        complete: true,
      });
      if (header.typ !== `${audience}+jwt` || typeof payload === 'string') return null;
      return typeof payload.sub === 'string' ? (payload as jwt.JwtPayload & { sub: string }) : null;
    } catch {
      return null;
    }
  };
  const signedIn = (audience: Audience, name: string, claims: object, sharedDevice: boolean) => ({
    name: prefix + name,
    value: sign(audience, claims, sharedDevice ? sharedLife : cookieLife),
    options: sharedDevice ? options : { ...options, maxAge: cookieLife },
  });
  const memberOf = (circle: string, token: string | undefined) => {
    const payload = read('member', token);
    return payload?.circle === circle ? (payload.sub as PersonId) : null;
  };

  return {
    member: (circle, member, sharedDevice) =>
      signedIn('member', circle, { sub: member, circle }, sharedDevice),
    organiser: (staff, sharedDevice) =>
      signedIn('organiser', 'house', { sub: staff }, sharedDevice),
    browser: () => ({ name: `${prefix}browser`, value: randomLetters(128), options }),
    gone: (name) => ({ name, value: '', options: { ...options, maxAge: 0 } }),
    key: (id, staff) => sign('key', { sub: staff, jti: id }, cookieLife),

    memberFromCookies(header, circle) {
      const member = memberOf(circle, cookiesIn(header).get(prefix + circle));
      return member === null ? null : { member };
    },
    organiserFromCookies: (header) =>
      (read('organiser', cookiesIn(header).get(`${prefix}house`))?.sub as PersonId) ?? null,
    browserFromCookies(header) {
      const browser = cookiesIn(header).get(`${prefix}browser`);
      return browser !== undefined && /^\w{26}$/.test(browser) ? browser : null;
    },
    membersFromCookies: (header) =>
      [...cookiesIn(header)].flatMap(([name, token]) => {
        const circle = name.slice(prefix.length) as CircleId;
        const member = name.startsWith(prefix) ? memberOf(circle, token) : null;
        return member === null ? [] : [{ circle, member }];
      }),
    namesIn: (header, circle) =>
      [...cookiesIn(header).keys()].filter((name) =>
        circle === undefined ? name.startsWith(prefix) : name === prefix + circle,
      ),
    organiserFromKey(authorization) {
      const payload = read('key', /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]);
      if (!payload || typeof payload.jti !== 'string') return null;
      return { key: payload.jti, staff: payload.sub as PersonId };
    },
  };
}

const cookiesIn = (header: string | undefined): ReadonlyMap<string, string> =>
  new Map(Object.entries(fastifyCookie.parse(header ?? '')));
