/**
 * The one sign-in cookie of a browser, and keys of programs: signed, ids only, one pinned
 * algorithm (RFC 8725). The cookie names a session in each circle and says nothing more; what
 * that session is, and whether it is active, is read from the ledgers. Which circles one browser
 * belongs to stands in this cookie and nowhere else (KEY-1, PRV-3).
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { Millis, PersonId, SessionId } from '@holdspace/core';
import { circlePrefixLength } from '@holdspace/core';
import { type CookieKeys, cookieLifetime } from '../config/cookie-keys.ts';
import type { Settings } from '../config/settings.ts';
import { LruCache } from '../security/lru-cache.ts';
import { randomLetters, sessionLength } from '../security/tokens.ts';
import { type LegacyCookies, parseCookies, readLegacyCookies } from './legacy-cookies.ts';
import { keyIdOf, sharedDeviceLifetime, signToken, verifyToken } from './signed-tokens.ts';

const millisPerSecond = 1000;
/** Circles in one cookie: with more, browsers would refuse it (4,096 bytes). */
export const maxCircles = 140;
/** No cookie of ours is longer. */
const maxTokenLength = 4096;
/** Cookies that this node signed or verified, and does not verify again; no forged one gets here. */
const maxVerified = 4096;

/** A cookie whose signature holds, until `exp`, in seconds, under this key alone. */
interface VerifiedCookie {
  readonly kid: string;
  readonly key: KeyObject;
  readonly exp: number;
  readonly signIn: SignIn;
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly options: CookieSerializeOptions;
}

/** What the cookie of a browser says. */
export interface SignIn {
  /** 128 random bits, kept as long as the browser is signed in. */
  readonly browser: string;
  /** The device is shared: the cookie ends with the browser, until it is signed out. */
  readonly shared: boolean;
  /** A session for each circle, by the circle's prefix, oldest first. */
  readonly sessions: ReadonlyMap<string, SessionId>;
  readonly organiser: SessionId | null;
}

export interface ReadSignIn extends SignIn {
  /** Signed with a key that is not the newest: to be rewritten. */
  readonly isOld: boolean;
}

export interface Cookies {
  /** Null when there is none that holds. */
  read(header: string | undefined): ReadSignIn | null;
  /** At most `mostCircles` circles, see `fitting`. Without any sign-in it ends with the browser. */
  write(signIn: SignIn): Cookie;
  /** A browser that is signed in nowhere. */
  createSignIn(): SignIn;
  browserFromCookies(header: string | undefined): string | null;
  /** Those of before there was one cookie. */
  readLegacy(header: string | undefined): LegacyCookies;
  /** Takes a cookie back, by the name it has in the browser. */
  cleared(name: string): Cookie;
  /** Names of all cookies of ours in this header. */
  ownNames(header: string | undefined): readonly string[];
  /** An API key of this program until that time; `key` is what the house knows it by. */
  apiKey(key: string, staff: PersonId, until: Millis): string;
  /** Says which key was sent, not what it may. */
  programFromKey(
    authorization: string | undefined,
  ): { readonly key: string; readonly staff: PersonId } | null;
}

/** What stays in the cookie, and which sessions have to make room: those that began first. */
export function fitIntoCookie(signIn: SignIn): {
  readonly kept: SignIn;
  readonly dropped: readonly (readonly [string, SessionId])[];
} {
  const all = [...signIn.sessions];
  const dropped = all.slice(0, Math.max(0, all.length - maxCircles));
  return { kept: { ...signIn, sessions: new Map(all.slice(dropped.length)) }, dropped };
}

/** `secret` is of keys of programs, and of cookies from before those had `keys` of their own. */
export function createCookies(
  keys: CookieKeys,
  secret: Buffer,
  { publicUrl }: Pick<Settings, 'publicUrl'>,
  now: () => Millis,
): Cookies {
  const secretKey = createSecretKey(secret);
  const secure = publicUrl?.startsWith('https://') ?? false;
  const name = secure ? '__Host-hs' : 'hs';
  const options: CookieSerializeOptions = { httpOnly: true, sameSite: 'strict', path: '/', secure };
  const clock = () => Math.floor(now() / millisPerSecond);

  const timed = (claims: object, life: Millis) => {
    const iat = clock();
    return { ...claims, iat, exp: iat + Math.floor(life / millisPerSecond) };
  };
  const cache = new LruCache<string, VerifiedCookie>(maxVerified);
  /** Whether a session of it is active is read from the ledgers each time, never kept here. */
  const verified = (token: string): VerifiedCookie | null => {
    const known = cache.get(token);
    if (known) {
      // The key may have been replaced, or its time may be over.
      if (known.exp > clock() && keys.verificationKey(known.kid) === known.key) return known;
      cache.delete(token);
    }
    const kid = keyIdOf(token);
    const key = kid === null ? null : keys.verificationKey(kid);
    const payload = key && verifyToken(token, key, 'browser', clock());
    if (kid === null || !key || typeof payload?.b !== 'string') return null;
    const signIn = {
      browser: payload.b,
      shared: payload.s === 1,
      sessions: unpackSessions(payload.c),
      organiser: typeof payload.o === 'string' ? (payload.o as SessionId) : null,
    };
    const found = { kid, key, exp: payload.exp ?? 0, signIn };
    cache.set(token, found);
    return found;
  };
  const read = (header: string | undefined): ReadSignIn | null => {
    const token = parseCookies(header).get(name);
    const found = token === undefined || token.length > maxTokenLength ? null : verified(token);
    return found && { ...found.signIn, isOld: found.kid !== keys.signingKey.kid };
  };

  return {
    read,
    write(signIn) {
      const { browser, shared, sessions, organiser } = signIn;
      const passing = shared || (sessions.size === 0 && organiser === null);
      const claims = {
        b: browser,
        ...(sessions.size > 0 ? { c: packSessions(sessions) } : {}),
        ...(organiser === null ? {} : { o: organiser }),
        ...(shared ? { s: 1 } : {}),
      };
      const life = passing ? sharedDeviceLifetime : cookieLifetime;
      const { kid, key } = keys.signingKey;
      const dated = timed(claims, life);
      const value = signToken(dated, { kid, key, audience: 'browser' });
      // The browser sends it back at once, with its socket.
      const said = { browser, shared, sessions: new Map(sessions), organiser };
      cache.set(value, { kid, key, exp: dated.exp, signIn: said });
      const lasts = passing ? {} : { maxAge: cookieLifetime / millisPerSecond };
      return { name, value, options: { ...options, ...lasts } };
    },
    createSignIn: () => ({
      browser: randomLetters(128),
      ...{ shared: false, sessions: new Map(), organiser: null },
    }),
    browserFromCookies: (header) => read(header)?.browser ?? null,
    readLegacy: (header) => readLegacyCookies(header, { key: secretKey, secure, now: clock() }),
    cleared: (gone) => ({
      name: gone,
      value: '',
      options: { ...options, secure: secure || gone.startsWith('__Host-'), maxAge: 0 },
    }),
    ownNames: (header) =>
      [...parseCookies(header).keys()].filter((each) => /^(__Host-)?hs(-|$)/.test(each)),
    apiKey: (id, staff, until) =>
      signToken(timed({ sub: staff, jti: id }, until - now()), {
        key: secretKey,
        audience: 'key',
      }),
    programFromKey(authorization) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined || token.length > maxTokenLength) return null;
      const payload = verifyToken(token, secretKey, 'key', clock());
      if (!payload || typeof payload.jti !== 'string' || typeof payload.sub !== 'string') {
        return null;
      }
      return { key: payload.jti, staff: payload.sub as PersonId };
    },
  };
}

/** Each entry is a circle prefix and a session id, both of fixed length. */
const entryLength = circlePrefixLength + sessionLength;

const packSessions = (sessions: SignIn['sessions']): string =>
  [...sessions].map(([prefix, session]) => prefix + session).join('');

function unpackSessions(text: unknown): Map<string, SessionId> {
  const sessions = new Map<string, SessionId>();
  if (typeof text !== 'string' || text.length % entryLength !== 0) return sessions;
  for (let at = 0; at < text.length; at += entryLength) {
    const prefix = text.slice(at, at + circlePrefixLength);
    sessions.set(prefix, text.slice(at + circlePrefixLength, at + entryLength) as SessionId);
  }
  return sessions;
}
