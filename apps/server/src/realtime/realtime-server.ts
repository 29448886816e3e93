/**
 * The gateway: live connections to the circles of this node. It puts together who may connect
 * (admission.ts), what carries a connection (sockets.ts, streams.ts) and what is asked over it
 * (conversation.ts), and lets everybody go when the server stops. Delivery is fan-out.ts, what
 * is delivered is decided in live/.
 */
import type { Server as HttpServer } from 'node:http';
import type { Millis, PersonId } from '@holdspace/core';
import type { Registry } from 'prom-client';
import { CircleRegistry } from '../circles/circle-registry.ts';
import type { ExclusionSource } from '../circles/exclusions.ts';
import type { Settings } from '../config/settings.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { Log } from '../ops/log.ts';
import type { OriginGuard } from '../security/origin-guard.ts';
import { randomString } from '../storage/chain/random-string.ts';
import { StoreFault } from '../storage/port/store.ts';
import type { ClientSocket } from './client-socket.ts';
import { ConnectionAdmission, type SessionLookup } from './connection-admission.ts';
import { ConnectionRegistry } from './connection-registry.ts';
import { FanOut } from './fan-out.ts';
import { RateLimits } from './rate-limits.ts';
import { createRealtimeMetrics } from './realtime-metrics.ts';
import { attachSocketServer } from './socket-server.ts';
import { StreamServer } from './stream-server.ts';

export interface RealtimeServerOptions {
  readonly httpServer: HttpServer;
  /** Before any meeting of them was read. */
  readonly ledgers: Ledgers;
  readonly settings: Pick<Settings, 'publicUrl' | 'limits' | 'lease'>;
  readonly lookUpSession: SessionLookup;
  readonly exclusions: ExclusionSource;
  readonly log: Pick<Log, 'error' | 'warn' | 'info'>;
  readonly origins: OriginGuard;
  /** Where figures are gathered; one of its own when there is none. */
  readonly registry?: Registry;
  /** The clock of the limits, in milliseconds; the process's own when there is none. */
  readonly now?: () => number;
}

export interface RealtimeServer {
  /** Connections over plain HTTPS; its requests come in by doors/live.ts. */
  readonly streams: StreamServer;
  /**
   * Tells everybody to come back, spread over `spread` milliseconds in which they are served
   * still, and lets them go. Answers when nothing is under way any more.
   */
  close(spread?: Millis): Promise<void>;
}

/** How long whoever was told to go may take for it. */
const drainSlack: Millis = 1000;

/** Answers when every circle of the house is awake and connections may come. */
export async function attachRealtimeServer(
  options: RealtimeServerOptions,
): Promise<RealtimeServer> {
  const {
    httpServer,
    ledgers,
    settings,
    lookUpSession: sessionFrom,
    exclusions,
    log,
    origins,
  } = options;
  const { shared } = ledgers.store;
  const now = () => ledgers.store.now();
  const failed = (error: unknown) => {
    // That the store is out of reach was said once; all that follows from it is no news.
    if (error instanceof StoreFault && shared?.reachable === false) return;
    log.error({ part: 'gateway', err: error }, 'it failed');
  };
  let draining = false;
  const underWay = new Set<Promise<unknown>>();

  const fanOut = new FanOut(() => metrics.dropped.inc());
  const { lease } = settings;
  const circles = new CircleRegistry<ClientSocket>({
    ...{ ledgers, delivery: fanOut, failed, lease, limits: settings.limits, exclusions },
    // Its client comes back once, and is told that the session has ended.
    close: (line) => line.close(),
  });
  const metrics = createRealtimeMetrics(options.registry, () => ({
    ...connectionFigures(circles),
    carried: (via) => connections.countBy(via),
  }));
  const limits = new RateLimits(settings.limits, options.now);
  const connections = new ConnectionRegistry({ limits, metrics, inFlight: underWay, failed, now });
  const closed = () => draining || shared?.reachable === false;
  const admission = new ConnectionAdmission({ circles, sessionFrom, exclusions, closed });
  await circles.start();

  const stopSockets = attachSocketServer({
    ...{ httpServer, settings, origins, admission, connections, limits, failed },
  });
  const newId = () => randomString(16, 'base64url');
  const streams = new StreamServer({ admission, connections, limits, shared, newId, now, failed });

  const stopHearing = shared?.onReachabilityChanged((reachable) => {
    log[reachable ? 'info' : 'warn']({ part: 'store', reachable }, 'Reach of the store changed');
    connections.announceHolding(!reachable);
  });

  return {
    streams,
    async close(spread = 0) {
      draining = true;
      stopHearing?.();
      connections.drain(spread);
      if (spread > 0) circles.standDown();
      // One turn of the loop at least, so that the word is out before the line is cut.
      await connections.waitUntilEmpty(performance.now() + (spread > 0 ? spread + drainSlack : 20));
      await Promise.allSettled(underWay);
      circles.close();
      connections.close();
      streams.close();
      stopSockets();
    },
  };
}

function connectionFigures(circles: CircleRegistry<ClientSocket>) {
  let meetings = 0;
  const people = new Set<PersonId>();
  for (const circle of circles.loaded) {
    meetings += circle.openMeetings;
    for (const { person } of circle.subscriptions) people.add(person);
  }
  return { meetings, people: people.size };
}
