/**
 * A server put together: store, ledgers, doors, gateway. It knows how the parts fit and
 * nothing of what they do, and it listens to nothing (see server.ts).
 */
import { randomBytes } from 'node:crypto';
import type { Millis } from '@holdspace/core';
import { CookieKeys } from './cookie-keys.ts';
import { createAuthority } from './doors/authority.ts';
import { createCookies } from './doors/cookies.ts';
import type { Door } from './doors/door.ts';
import { createDoors, type Doors } from './doors/index.ts';
import { OriginGuard } from './doors/origin.ts';
import { socketSession } from './doors/sign-in.ts';
import { attachGateway, type Gateway } from './gateway/index.ts';
import { createLedgers, type Ledgers } from './ledgers.ts';
import { createExclusionSource } from './live/exclusions.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { derivedCookieSecret, deriveKeys } from './secrets.ts';
import type { Settings } from './settings.ts';
import type { Store } from './stores/port.ts';
import { Sealer } from './stores/seal.ts';
import { removeAuthors } from './stores/without-authors.ts';

export interface App {
  readonly fastify: Doors;
  readonly ledgers: Ledgers;
  readonly door: Door;
  /** Brings to life what was going on when the server stopped. Before it listens. */
  start(): Promise<void>;
  /** Lets go of everybody, then of everything; who opened the store closes it. */
  close(): Promise<void>;
}

const hour = 60 * 60 * 1000;
/** Time in which the people of a node that stops go to other ones, where there are such. */
const drainSpread: Millis = 4000;

export async function createApp(parts: {
  readonly settings: Settings;
  readonly store: Store;
  readonly log: Log;
}): Promise<App> {
  const { settings, store, log } = parts;
  const secret = settings.secret ?? randomBytes(32).toString('hex');
  const keys = deriveKeys(secret);
  const sealer = new Sealer(keys.chain);
  const ledgers = createLedgers({
    store,
    sealer,
    failed: (err) => {
      if (store.shared?.reachable !== false) log.error({ part: 'ledgers', err }, 'it failed');
    },
  });
  const now = () => store.now();
  const cookieKeys = new CookieKeys(settings.cookieSecrets ?? [derivedCookieSecret(secret)], now);
  const cookies = createCookies(cookieKeys, keys.cookies, settings, now);
  const exclusions = createExclusionSource(ledgers, keys.links, cookies.browserFromCookies);
  const authority = createAuthority(ledgers, cookies, exclusions);
  const metrics = createMetrics();
  const origins = new OriginGuard(settings, log);
  const door: Door = {
    ...{ settings, keys, ledgers, cookies, cookieKeys, authority, exclusions, metrics, log },
    origins,
  };
  let closing = false;
  let gateway: Gateway | null = null;
  const fastify = await createDoors(door, {
    failing: () => (closing ? 'closing' : null),
    streams: () => gateway?.streams ?? null,
  });
  let sweeping: NodeJS.Timeout | null = null;

  const sweep = async () => {
    try {
      const count = await store.sweep();
      if (count > 0) log.info({ count }, 'Words whose time was up are gone');
    } catch (err) {
      log.error({ err }, 'The sweep failed; it is tried again in an hour');
    }
  };

  const withoutAuthors = async () => {
    const count = await removeAuthors(store, sealer);
    if (count > 0) log.info({ count }, 'Desks of an older version were written anew');
  };

  return {
    fastify,
    ledgers,
    door,
    async start() {
      await withoutAuthors();
      await ledgers.house();
      await sweep();
      sweeping = setInterval(sweep, hour);
      sweeping.unref();
      gateway = await attachGateway({
        httpServer: fastify.server,
        ledgers,
        settings,
        sessionFrom: (header, circle) => socketSession(door, header, circle),
        exclusions,
        log,
        origins,
        registry: metrics.registry,
      });
      await fastify.ready();
    },
    async close() {
      closing = true;
      if (sweeping) clearInterval(sweeping);
      await gateway?.close(store.shared ? drainSpread : 0);
      await fastify.close();
      ledgers.close();
    },
  };
}
