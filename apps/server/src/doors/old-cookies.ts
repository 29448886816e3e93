/**
 * Cookies from before there was one for each browser: `hs-<circle>`, `hs-house`, `hs-browser`,
 * and the same with `__Host-`. They are read, exchanged at the next answer, and never written.
 */
import type { KeyObject } from 'node:crypto';
import { fastifyCookie } from '@fastify/cookie';
import type { CircleId, Millis, PersonId } from '@holdspace/core';
import { sharedLife, verify } from './signed.ts';

interface OldSignIn {
  /** As it was in the cookie: the session that takes its place has an id made from it. */
  readonly token: string;
  readonly until: Millis;
  readonly shared: boolean;
}

export interface OldCookies {
  readonly members: readonly (OldSignIn & {
    readonly circle: CircleId;
    readonly member: PersonId;
  })[];
  readonly organiser: (OldSignIn & { readonly staff: PersonId }) | null;
  readonly browser: string | null;
  /** Of all of them, also of those that hold no more. */
  readonly names: readonly string[];
}

const second = 1000;

/**
 * `now` in seconds. Where the server is reached by https alone, only `__Host-` names count: any
 * host beside ours could have planted the others.
 */
export function oldCookies(
  header: string | undefined,
  { key, secure, now }: { readonly key: KeyObject; readonly secure: boolean; readonly now: number },
): OldCookies {
  const members: OldCookies['members'][number][] = [];
  const names: string[] = [];
  let organiser: OldCookies['organiser'] = null;
  let browser: string | null = null;
  for (const [name, token] of cookiesIn(header)) {
    const what = /^(?:__Host-)?hs-(\w+)$/.exec(name)?.[1];
    if (what === undefined) continue;
    names.push(name);
    if (secure && !name.startsWith('__Host-')) continue;
    if (what === 'browser') {
      if (/^\w{26}$/.test(token)) browser = token;
      continue;
    }
    const payload = verify(token, key, what === 'house' ? 'organiser' : 'member', now);
    if (!payload?.sub || payload.exp === undefined || payload.iat === undefined) continue;
    const shared = (payload.exp - payload.iat) * second <= sharedLife;
    const signIn = { token, until: payload.exp * second, shared };
    if (what === 'house') organiser = { ...signIn, staff: payload.sub as PersonId };
    else if (payload.circle === what) {
      members.push({ ...signIn, circle: what as CircleId, member: payload.sub as PersonId });
    }
  }
  return { members, organiser, browser, names };
}

export const cookiesIn = (header: string | undefined): ReadonlyMap<string, string> =>
  new Map(Object.entries(fastifyCookie.parse(header ?? '')));
