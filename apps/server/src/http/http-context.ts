/** The services that every HTTP route uses. app.ts creates it once. */
import type { CircleId, LinkId, Millis } from '@holdspace/core';
import type { FastifyRequest } from 'fastify';
import type { CirclePlanning } from '../circles/circle-planning.ts';
import type { ExclusionSource } from '../circles/exclusions.ts';
import type { HouseOutbox } from '../circles/house-outbox.ts';
import type { CookieKeys } from '../config/cookie-keys.ts';
import type { DerivedKeys } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import type { KitLibrary } from '../kits/kit-library.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { CircleListing } from '../lists/circle-listing.ts';
import type { ChannelServices } from '../notifications/channel-services.ts';
import type { Log } from '../ops/log.ts';
import type { ServerMetrics } from '../ops/metrics.ts';
import type { HouseRecord } from '../projection/house-record.ts';
import type { OriginGuard } from '../security/origin-guard.ts';
import type { PasskeyCeremonies } from '../security/passkey-ceremonies.ts';
import { deriveId, deriveToken, hashToken, newId, newToken } from '../security/tokens.ts';
import type { Cookies } from './cookies.ts';
import type { RequestAuthenticator } from './request-authenticator.ts';

export interface HttpContext {
  readonly settings: Settings;
  readonly keys: DerivedKeys;
  readonly ledgers: Ledgers;
  readonly cookies: Cookies;
  readonly cookieKeys: CookieKeys;
  readonly authenticator: RequestAuthenticator;
  readonly exclusions: ExclusionSource;
  readonly planning: CirclePlanning;
  readonly passkeys: PasskeyCeremonies;
  readonly houseRecord: HouseRecord;
  readonly circleListing: CircleListing;
  /** Awaited before an act is answered that takes something back in circles too (STF-3). */
  readonly houseOutbox: HouseOutbox;
  readonly channels: ChannelServices;
  /** The kits that come along. */
  readonly kits: KitLibrary;
  readonly metrics: ServerMetrics;
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
export const linkLifetimes = {
  invitation: 30 * day,
  facilitator: 7 * day,
  organiser: day,
  staff: 7 * day,
} as const;

/** What a ledger keeps of a link, and the token that is shown once. */
interface LinkWithToken {
  readonly token: string;
  readonly kept: { readonly link: LinkId; readonly hash: string };
}

const newLink = (token: string, link: LinkId): LinkWithToken => ({
  token,
  kept: { link, hash: hashToken(token) },
});

/** A fresh link. */
export const createLink = (circle?: CircleId): LinkWithToken =>
  newLink(newToken(circle), newId<LinkId>('l'));

/** The link of one request, the same at each of its tries. `from` is secret and of one intent. */
export const deriveLink = (key: Buffer, circle: CircleId, from: string): LinkWithToken =>
  newLink(deriveToken(key, circle, from), deriveId<LinkId>('l', key, `${circle} ${from}`));
