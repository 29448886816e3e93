/**
 * Puts a server together: store, ledgers, HTTP, realtime server. It does not listen on a port
 * (see server.ts).
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Millis } from '@holdspace/core';
import { CirclePlanning } from './circles/circle-planning.ts';
import { createExclusionSource } from './circles/exclusions.ts';
import { HouseOutbox } from './circles/house-outbox.ts';
import { zoneRules } from './circles/zone-rules.ts';
import { CookieKeys } from './config/cookie-keys.ts';
import { derivedCookieSecret, deriveKeys } from './config/secrets.ts';
import type { Settings } from './config/settings.ts';
import { createCookies } from './http/cookies.ts';
import { createHttpApp, type HttpApp } from './http/http-app.ts';
import type { HttpContext } from './http/http-context.ts';
import { createRequestAuthenticator } from './http/request-authenticator.ts';
import { socketSession } from './http/sign-in.ts';
import { KitLibrary } from './kits/kit-library.ts';
import { createLedgers, type Ledgers } from './ledger/ledgers.ts';
import { CircleListing } from './lists/circle-listing.ts';
import { AlertDelivery } from './notifications/alert-delivery.ts';
import { createChannelServices } from './notifications/channel-services.ts';
import { inboxUrl, type NotificationSender } from './notifications/notification.ts';
import type { Log, ReportError } from './ops/log.ts';
import { createServerMetrics } from './ops/metrics.ts';
import { HouseRecord } from './projection/house-record.ts';
import { attachRealtimeServer, type RealtimeServer } from './realtime/realtime-server.ts';
import { OriginGuard } from './security/origin-guard.ts';
import { PasskeyCeremonies } from './security/passkey-ceremonies.ts';
import { PasskeyChallenges } from './security/passkey-challenges.ts';
import { CommitCodec } from './storage/chain/commit-codec.ts';
import { type Store, StoreFault } from './storage/port/store.ts';

export interface App {
  readonly fastify: HttpApp;
  readonly ledgers: Ledgers;
  readonly httpContext: HttpContext;
  readonly alerts: AlertDelivery;
  /** Loads the house and no circle. Call it before listening. */
  start(): Promise<void>;
  /** Drains the connections, then closes all but the store, which its opener closes. */
  close(): Promise<void>;
}

const sweepInterval = 60 * 60 * 1000;
/** A request that still has a ledger after this reaches the one that takes its place. */
const ledgerIdleTime: Millis = 10_000;
/** So long a stop waits for the answers to alerts that it has sent. */
const sendingTime: Millis = 2000;
/** So long a stop gives snapshots to ledgers that need one. */
const savingTime: Millis = 2000;
/** The time in which the clients of a stopping node move to the other nodes, if there are any. */
const drainSpread: Millis = 4000;

/** So long a Redis that is busy while a node starts is asked again, and how often, in ms. */
const [startPatience, startRetryDelay] = [10_000, 250];

/** A store that was reached and does not answer at once must not end the start of a node. */
export async function loadHouse({
  store,
  house,
}: Pick<Ledgers, 'house'> & { readonly store: Pick<Store, 'shared'> }): Promise<void> {
  const until = performance.now() + startPatience;
  for (;;) {
    try {
      await house();
      return;
    } catch (fault) {
      const passes = store.shared !== null && fault instanceof StoreFault;
      if (!passes || performance.now() > until) throw fault;
      await pause(startRetryDelay);
    }
  }
}

export async function createApp(parts: {
  readonly settings: Settings;
  readonly store: Store;
  readonly log: Log;
  /** How staff are told of alerts; by the channels that are set up when it is left out. */
  readonly sender?: NotificationSender;
}): Promise<App> {
  const { settings, store, log } = parts;
  const secret = settings.secret ?? randomBytes(32).toString('hex');
  const keys = deriveKeys(secret);
  const codec = new CommitCodec(keys.chain);
  const reportError: ReportError = (err, operation) => {
    if (store.shared?.reachable !== false)
      log.error({ part: 'ledgers', err }, `${operation} failed`);
  };
  const ledgers = createLedgers({ store, codec, idleTime: ledgerIdleTime, reportError });
  const houseOutbox = new HouseOutbox(ledgers, reportError);
  const now = () => store.now();
  const cookieKeys = new CookieKeys(settings.cookieSecrets ?? [derivedCookieSecret(secret)], now);
  const cookies = createCookies(cookieKeys, keys.cookies, settings, now);
  const exclusions = createExclusionSource(ledgers, keys.links, cookies.browserFromCookies);
  const planning = new CirclePlanning({ ledgers, zones: zoneRules, key: keys.links });
  const authority = createRequestAuthenticator(ledgers, cookies, exclusions);
  const metrics = createServerMetrics();
  const origins = new OriginGuard(settings, log);
  const circleListing = new CircleListing({
    ledgers,
    reportProgress: ({ done, total }) =>
      log.info({ count: done, total }, 'rows of the list of circles read'),
    reportError,
  });
  const context: HttpContext = {
    ...{
      settings,
      keys,
      ledgers,
      cookies,
      cookieKeys,
      authenticator: authority,
      exclusions,
      metrics,
      log,
    },
    planning,
    origins,
    passkeys: new PasskeyCeremonies(new PasskeyChallenges(keys.passkeys, now)),
    houseRecord: new HouseRecord(ledgers),
    circleListing,
    houseOutbox,
    channels: createChannelServices(ledgers, { settings, vapid: keys.vapid, log }),
    kits: new KitLibrary(),
  };
  const alerts = new AlertDelivery({
    ledgers,
    sender: parts.sender ?? context.channels.sender,
    inboxUrl: () => inboxUrl(settings.publicUrl ?? `http://localhost:${listeningPort()}`),
    reportError: (err, operation) => log.error({ part: 'alerts', err }, `${operation} failed`),
  });
  // PORT=0 stands for one that the system chooses.
  const listeningPort = () => {
    const address = fastify.server.address();
    return address !== null && typeof address === 'object' ? address.port : settings.port;
  };
  let closing = false;
  let realtimeServer: RealtimeServer | null = null;
  const fastify = await createHttpApp(context, {
    closingReason: () => (closing ? 'closing' : null),
    streams: () => realtimeServer?.streams ?? null,
  });
  let sweeping: NodeJS.Timeout | null = null;

  const sweep = async () => {
    try {
      const count = await store.sweep();
      if (count > 0) log.info({ count }, 'expired words deleted');
    } catch (err) {
      log.error({ part: 'store', err }, 'sweep of expired words failed, next attempt in an hour');
    }
  };

  return {
    fastify,
    ledgers,
    httpContext: context,
    alerts,
    async start() {
      await loadHouse(ledgers);
      void sweep();
      sweeping = setInterval(sweep, sweepInterval);
      sweeping.unref();
      realtimeServer = await attachRealtimeServer({
        httpServer: fastify.server,
        ledgers,
        settings,
        lookUpSession: (header, circle) => socketSession(context, header, circle),
        exclusions,
        planning,
        alerts,
        lookUpStaff: async (headers) => {
          const { identity } = (await authority.staffOrNull({ headers })) ?? {};
          return identity?.session ? { person: identity.person, session: identity.session } : null;
        },
        houseOutbox,
        log,
        origins,
        registry: metrics.registry,
      });
      await fastify.ready();
    },
    async close() {
      closing = true;
      if (sweeping) clearInterval(sweeping);
      await realtimeServer?.close(store.shared ? drainSpread : 0);
      await alerts.close(sendingTime);
      await fastify.close();
      // Without them the next start reads more.
      await circleListing.close().catch((err) => reportError(err, 'write rows of lists'));
      await ledgers
        .saveLongTails(savingTime)
        .catch((err) => log.error({ part: 'ledgers', err }, 'save snapshots failed'));
      ledgers.close();
    },
  };
}
