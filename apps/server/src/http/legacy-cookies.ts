/**
 * Cookies from before there was one for each browser: `hs-<circle>`, `hs-house`, `hs-browser`,
 * and the same with `__Host-`. They are read, exchanged at the next answer, and never written.
 */
import type { KeyObject } from 'node:crypto';
import { fastifyCookie } from '@fastify/cookie';
import type { CircleId, Millis, PersonId } from '@holdspace/core';
import { sharedDeviceLifetime, verifyToken } from './signed-tokens.ts';

interface LegacySignIn {
  /** As it was in the cookie: the session that takes its place has an id made from it. */
  readonly token: string;
  readonly until: Millis;
  readonly shared: boolean;
}

export interface LegacyCookies {
  readonly members: readonly (LegacySignIn & {
    readonly circle: CircleId;
    readonly member: PersonId;
  })[];
  readonly organiser: (LegacySignIn & { readonly staff: PersonId }) | null;
  readonly browser: string | null;
  /** Of all of them, also of those that hold no more. */
  readonly names: readonly string[];
}

const millisPerSecond = 1000;

/**
 * `now` in seconds. Where the server is reached by https alone, only `__Host-` names count: any
 * host beside ours could have planted the others.
 */
export function readLegacyCookies(
  header: string | undefined,
  { key, secure, now }: { readonly key: KeyObject; readonly secure: boolean; readonly now: number },
): LegacyCookies {
  const members: LegacyCookies['members'][number][] = [];
  const names: string[] = [];
  let organiser: LegacyCookies['organiser'] = null;
  let browser: string | null = null;
  for (const [name, token] of parseCookies(header)) {
    const what = /^(?:__Host-)?hs-(\w+)$/.exec(name)?.[1];
    if (what === undefined) continue;
    names.push(name);
    if (secure && !name.startsWith('__Host-')) continue;
    if (what === 'browser') {
      if (/^\w{26}$/.test(token)) browser = token;
      continue;
    }
    const payload = verifyToken(token, key, what === 'house' ? 'organiser' : 'member', now);
    if (!payload?.sub || payload.exp === undefined || payload.iat === undefined) continue;
    const shared = (payload.exp - payload.iat) * millisPerSecond <= sharedDeviceLifetime;
    const signIn = { token, until: payload.exp * millisPerSecond, shared };
    if (what === 'house') organiser = { ...signIn, staff: payload.sub as PersonId };
    else if (payload.circle === what) {
      members.push({ ...signIn, circle: what as CircleId, member: payload.sub as PersonId });
    }
  }
  return { members, organiser, browser, names };
}

export const parseCookies = (header: string | undefined): ReadonlyMap<string, string> =>
  new Map(Object.entries(fastifyCookie.parse(header ?? '')));
