/**
 * The gateway: live connections to the circles of this node. It puts together who may connect
 * (admission.ts), what carries a connection (sockets.ts, streams.ts) and what is asked over it
 * (conversation.ts), and lets everybody go when the server stops. Delivery is fan-out.ts, what
 * is delivered is decided in live/.
 */
import type { Server as HttpServer } from 'node:http';
import type { Millis, PersonId } from '@holdspace/core';
import type { Registry } from 'prom-client';
import { drawn } from '../chance.ts';
import type { OriginGuard } from '../doors/origin.ts';
import type { Ledgers } from '../ledgers.ts';
import { LiveCircles } from '../live/circles.ts';
import type { ExclusionSource } from '../live/exclusions.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import { StoreFault } from '../stores/port.ts';
import { Admission, type SessionFrom } from './admission.ts';
import { Connections } from './connections.ts';
import { FanOut } from './fan-out.ts';
import { Limits } from './limits.ts';
import type { Line } from './line.ts';
import { createMetrics } from './metrics.ts';
import { attachSockets } from './sockets.ts';
import { Streams } from './streams.ts';

export interface GatewayOptions {
  readonly httpServer: HttpServer;
  /** Before any meeting of them was read. */
  readonly ledgers: Ledgers;
  readonly settings: Pick<Settings, 'publicUrl' | 'limits' | 'lease'>;
  readonly sessionFrom: SessionFrom;
  readonly exclusions: ExclusionSource;
  readonly log: Pick<Log, 'error' | 'warn' | 'info'>;
  readonly origins: OriginGuard;
  /** Where figures are gathered; one of its own when there is none. */
  readonly registry?: Registry;
  /** The clock of the limits, in milliseconds; the process's own when there is none. */
  readonly now?: () => number;
}

export interface Gateway {
  /** Connections over plain HTTPS; its requests come in by doors/live.ts. */
  readonly streams: Streams;
  /**
   * Tells everybody to come back, spread over `spread` milliseconds in which they are served
   * still, and lets them go. Answers when nothing is under way any more.
   */
  close(spread?: Millis): Promise<void>;
}

/** How long whoever was told to go may take for it. */
const slack: Millis = 1000;

/** Answers when every circle of the house is awake and connections may come. */
export async function attachGateway(options: GatewayOptions): Promise<Gateway> {
  const { httpServer, ledgers, settings, sessionFrom, exclusions, log, origins } = options;
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
  const circles = new LiveCircles<Line>({
    ...{ ledgers, delivery: fanOut, failed, lease, limits: settings.limits, exclusions },
    // Its client comes back once, and is told that the session has ended.
    close: (line) => line.close(),
  });
  const metrics = createMetrics(options.registry, () => ({
    ...figures(circles),
    carried: (via) => connections.by(via),
  }));
  const limits = new Limits(settings.limits, options.now);
  const connections = new Connections({ limits, metrics, underWay, failed, now });
  const closed = () => draining || shared?.reachable === false;
  const admission = new Admission({ circles, sessionFrom, exclusions, closed });
  await circles.start();

  const stopSockets = attachSockets({
    ...{ httpServer, settings, origins, admission, connections, limits, failed },
  });
  const newId = () => drawn(16, 'base64url');
  const streams = new Streams({ admission, connections, limits, shared, newId, now, failed });

  const stopHearing = shared?.onReach((reachable) => {
    log[reachable ? 'info' : 'warn']({ part: 'store', reachable }, 'Reach of the store changed');
    connections.holding(!reachable);
  });

  return {
    streams,
    async close(spread = 0) {
      draining = true;
      stopHearing?.();
      connections.drain(spread);
      if (spread > 0) circles.handOver();
      // One turn of the loop at least, so that the word is out before the line is cut.
      await connections.empty(performance.now() + (spread > 0 ? spread + slack : 20));
      await Promise.allSettled(underWay);
      circles.close();
      connections.close();
      streams.close();
      stopSockets();
    },
  };
}

function figures(circles: LiveCircles<Line>) {
  let meetings = 0;
  const people = new Set<PersonId>();
  for (const circle of circles.awake) {
    meetings += circle.openMeetings;
    for (const { person } of circle.watchers) people.add(person);
  }
  return { meetings, people: people.size };
}
