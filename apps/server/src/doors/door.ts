/** What every door of the server has at hand. Made once, in app.ts. */
import type { CircleId, LinkId, Millis } from '@holdspace/core';
import type { FastifyRequest } from 'fastify';
import type { CookieKeys } from '../cookie-keys.ts';
import type { Ledgers } from '../ledgers.ts';
import type { ExclusionSource } from '../live/exclusions.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Keys } from '../secrets.ts';
import type { Settings } from '../settings.ts';
import type { Authority } from './authority.ts';
import type { Cookies } from './cookies.ts';
import type { OriginGuard } from './origin.ts';
import { hashToken, newId, newToken } from './tokens.ts';

export interface Door {
  readonly settings: Settings;
  readonly keys: Keys;
  readonly ledgers: Ledgers;
  readonly cookies: Cookies;
  readonly cookieKeys: CookieKeys;
  readonly authority: Authority;
  readonly exclusions: ExclusionSource;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly origins: OriginGuard;
}

/** The name people reach this server under: set, or whatever this request came to. */
export const baseUrl = (settings: Settings, request: FastifyRequest): string =>
  settings.publicUrl ?? `${request.protocol}://${request.host}`;

/** The token stands in the fragment, which no browser sends to a server. */
export const linkUrl = (base: string, token: string): string => `${base}/j#${token}`;

const day: Millis = 24 * 60 * 60 * 1000;
/** How long links of each kind open, unless it is said otherwise. */
export const linkLife = {
  invitation: 30 * day,
  facilitator: 7 * day,
  organiser: day,
} as const;

/** A fresh link: what a ledger keeps of it, and the token that is shown once. */
export function freshLink(circle?: CircleId): {
  readonly token: string;
  readonly kept: { readonly link: LinkId; readonly hash: string };
} {
  const token = newToken(circle);
  return { token, kept: { link: newId<LinkId>('l'), hash: hashToken(token) } };
}
