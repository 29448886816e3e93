/**
 * The realtime server: connections of clients to the circles of this node. It combines admission
 * (connection-admission.ts), the transports (socket-server.ts, stream-server.ts) and
 * the commands (socket-handler.ts), and drains the connections when the server stops. Packets
 * leave by fan-out.ts; projection/ decides which.
 */
import type { Server as HttpServer } from 'node:http';
import type { Millis, PersonId } from '@holdspace/core';
import type { Registry } from 'prom-client';
import type { CirclePlanning } from '../circles/circle-planning.ts';
import { CircleRegistry } from '../circles/circle-registry.ts';
import type { ExclusionSource } from '../circles/exclusions.ts';
import type { HouseOutbox } from '../circles/house-outbox.ts';
import type { Settings } from '../config/settings.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { AlertDelivery } from '../notifications/alert-delivery.ts';
import type { Log, ReportError } from '../ops/log.ts';
import type { OriginGuard } from '../security/origin-guard.ts';
import { randomString } from '../storage/chain/random-string.ts';
import { StoreFault } from '../storage/port/store.ts';
import type { ClientSocket } from './client-socket.ts';
import { CommandsInFlight } from './commands-in-flight.ts';
import { ConnectionAdmission, type SessionLookup } from './connection-admission.ts';
import { ConnectionRegistry } from './connection-registry.ts';
import { FanOut } from './fan-out.ts';
import type { StaffSessionLookup } from './inbox-server.ts';
import { RateLimits } from './rate-limits.ts';
import { createRealtimeMetrics } from './realtime-metrics.ts';
import { attachSocketServer } from './socket-server.ts';
import { StreamServer } from './stream-server.ts';

export interface RealtimeServerOptions {
  readonly httpServer: HttpServer;
  readonly ledgers: Ledgers;
  readonly settings: Pick<Settings, 'publicUrl' | 'limits' | 'lease' | 'sleepAfter'>;
  readonly lookUpSession: SessionLookup;
  readonly exclusions: ExclusionSource;
  readonly planning: CirclePlanning;
  readonly lookUpStaff: StaffSessionLookup;
  readonly alerts: Pick<AlertDelivery, 'start' | 'runDue'>;
  readonly houseOutbox: HouseOutbox;
  readonly log: Pick<Log, 'error' | 'warn' | 'info'>;
  readonly origins: OriginGuard;
  /** The registry of the metrics; absent: a new one. */
  readonly registry?: Registry;
  /** The clock of the rate limits, in milliseconds; absent: the clock of the process. */
  readonly now?: () => number;
}

export interface RealtimeServer {
  /** Connections over plain HTTPS; http/stream-routes.ts receives their requests. */
  readonly streams: StreamServer;
  /**
   * Asks all clients to reconnect, spread over `spread` milliseconds in which it still serves
   * them, then closes. Resolves when no command is in flight.
   */
  close(spread?: Millis): Promise<void>;
}

/** The time that a client may take after it was asked to reconnect. */
const drainSlack: Millis = 1000;

/** Resolves when the house is loaded and clients may connect; no circle is awake then. */
export async function attachRealtimeServer(
  options: RealtimeServerOptions,
): Promise<RealtimeServer> {
  const {
    httpServer,
    ledgers,
    settings,
    lookUpSession: sessionFrom,
    exclusions,
    planning,
    lookUpStaff,
    alerts,
    houseOutbox,
    log,
    origins,
  } = options;
  const { shared } = ledgers.store;
  const now = () => ledgers.store.now();
  const reportError: ReportError = (error, operation) => {
    // The outage itself is logged once; its consequences are not.
    if (error instanceof StoreFault && shared?.reachable === false) return;
    log.error({ part: 'realtime', err: error }, `${operation} failed`);
  };
  let draining = false;
  const inFlight = new CommandsInFlight();

  const fanOut = new FanOut(() => metrics.dropped.inc());
  const { lease, sleepAfter, limits: hasLimits } = settings;
  const circles = new CircleRegistry<ClientSocket>({
    ...{ ledgers, delivery: fanOut, lease, sleepAfter, limits: hasLimits, exclusions, reportError },
    planning,
    async runHouse() {
      await houseOutbox.runDue();
      await alerts.runDue();
    },
  });
  const metrics = createRealtimeMetrics(options.registry, () => ({
    ...connectionFigures(circles),
    carried: (via) => connections.countBy(via),
  }));
  const limits = new RateLimits(settings.limits, options.now);
  const connections = new ConnectionRegistry({ limits, metrics, inFlight, reportError, now });
  const closed = () => draining || shared?.reachable === false;
  const admission = new ConnectionAdmission({ circles, sessionFrom, exclusions, closed });
  await circles.start();
  houseOutbox.start(await ledgers.house());
  const startDeadlines = () => {
    circles.startDeadlines();
    alerts.start().catch((error) => reportError(error, 'start alerts'));
  };
  if (httpServer.listening) startDeadlines();
  else httpServer.once('listening', startDeadlines);

  const stopSockets = attachSocketServer({
    ...{ httpServer, settings, origins, admission, connections, limits, reportError },
    inbox: { ledgers, lookUpStaff, closed, reportError },
  });
  const newId = () => randomString(16, 'base64url');
  const streams = new StreamServer({
    admission,
    connections,
    limits,
    shared,
    newId,
    now,
    reportError,
  });

  const stopHearing = shared?.onReachabilityChanged((reachable) => {
    log[reachable ? 'info' : 'warn'](
      { part: 'store', reachable },
      'reachability of the store changed',
    );
    connections.announceHolding(!reachable);
  });

  return {
    streams,
    async close(spread = 0) {
      draining = true;
      stopHearing?.();
      httpServer.off('listening', startDeadlines);
      connections.drain(spread);
      if (spread > 0) circles.standDown();
      // At least one turn of the event loop, so that the packet leaves before the close.
      await connections.waitUntilEmpty(performance.now() + (spread > 0 ? spread + drainSlack : 20));
      await inFlight.settled();
      houseOutbox.close();
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
