/**
 * The gateway: Socket.IO on the HTTP server's own port. It lets connections in (origin,
 * sign-in, circle), starts a conversation with each, and lets them go when the server
 * stops. Delivery is fan-out.ts, what is delivered is decided in live/.
 */
import { randomInt } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { CircleId, Millis, PersonId, SessionId } from '@holdspace/core';
import type { ClientToServer, ConnectError, Hello, ServerToClient } from '@holdspace/protocol';
import { maxPacket, protocolVersion, socketPath } from '@holdspace/protocol';
import type { Registry } from 'prom-client';
import { Server } from 'socket.io';
import { type ServerOptions, WebSocketServer } from 'ws';
import { z } from 'zod';
import { securityHeaders } from '../doors/headers.ts';
import type { OriginGuard } from '../doors/origin.ts';
import type { Ledgers } from '../ledgers.ts';
import type { LiveCircle } from '../live/circle.ts';
import { LiveCircles } from '../live/circles.ts';
import type { ExclusionSource } from '../live/exclusions.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import { StoreFault } from '../stores/port.ts';
import { converse } from './conversation.ts';
import { FanOut, type Line } from './fan-out.ts';
import { Limits } from './limits.ts';
import { createMetrics } from './metrics.ts';

export interface SignedIn {
  readonly member: PersonId;
  readonly session: SessionId;
}

export interface GatewayOptions {
  readonly httpServer: HttpServer;
  /** Before any meeting of them was read. */
  readonly ledgers: Ledgers;
  readonly settings: Pick<Settings, 'publicUrl' | 'limits' | 'lease'>;
  /** Who this browser is in that circle, by a session that lives; null for strangers. */
  readonly sessionFrom: (
    header: string | undefined,
    circle: string,
  ) => Promise<SignedIn | 'signed-out' | null>;
  readonly exclusions: ExclusionSource;
  readonly log: Pick<Log, 'error' | 'warn' | 'info'>;
  readonly origins: OriginGuard;
  /** Where figures are gathered; one of its own when there is none. */
  readonly registry?: Registry;
  /** The clock of the limits, in milliseconds; the process's own when there is none. */
  readonly now?: () => number;
}

export interface Gateway {
  /**
   * Tells everybody to come back, spread over `spread` milliseconds in which they are served
   * still, and lets them go. Answers when nothing is under way any more.
   */
  close(spread?: Millis): Promise<void>;
}

/** Packets of a connection that is nobody's yet: a hello, and an answer to a sign of life. */
const mostBeforeWelcome = 8;
/** Connections of one person, all devices together. */
const mostConnections = 8;

const hello = z.object({
  protocol: z.number(),
  circle: z.string().min(1).max(64),
  device: z.string().min(8).max(64),
  log: z.string().max(64).optional(),
  at: z.number().int().min(0).optional(),
  byItem: z.boolean().optional(),
  member: z.string().max(64).optional(),
  hidden: z.boolean().optional(),
});

/** ws as engine.io makes it, with bounds on pieces that engine.io does not pass on. */
class BoundedWebSocketServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    const bounds = { maxFragments: 64, maxBufferedChunks: 1024 };
    super({ ...options, ...bounds } as ServerOptions);
  }
}

interface Guest {
  readonly circle: LiveCircle<Line>;
  readonly person: PersonId;
  readonly session: SessionId;
  readonly browser: string | null;
  readonly hello: Hello;
}

class Refused extends Error {
  constructor(code: ConnectError) {
    super(code);
  }
}

/** How long whoever was told to go may take for it. */
const slack: Millis = 1000;

/** Answers when every circle of the house is awake and connections may come. */
export async function attachGateway(options: GatewayOptions): Promise<Gateway> {
  const { httpServer, ledgers, settings, sessionFrom, exclusions, log, registry, origins } =
    options;
  const { shared } = ledgers.store;
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
    close: (line) => line.disconnect(true),
  });
  const metrics = createMetrics(registry, () => figures(circles));
  const limits = new Limits(settings.limits, options.now);
  await circles.start();

  const io = new Server<ClientToServer, ServerToClient>(httpServer, {
    path: socketPath,
    serveClient: false,
    transports: ['websocket'],
    allowUpgrades: false,
    maxHttpBufferSize: maxPacket,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    httpCompression: false,
    wsEngine: BoundedWebSocketServer,
    // A browser sends our cookie whoever asks, so the page must be ours. Whoever does not say
    // where they come from is refused too: our own client says it outside of a browser.
    allowRequest: ({ headers }, answer) => answer(null, origins.allowsConnection(headers)),
  });

  // Answers of Socket.IO itself, to what is no WebSocket, carry what all others carry.
  const headers = Object.entries(securityHeaders(settings));
  httpServer.prependListener('request', ({ url = '' }, response) => {
    if (!url.startsWith(socketPath)) return;
    for (const [name, value] of headers) response.setHeader(name, value);
    response.setHeader('cache-control', 'no-store');
  });

  /** Connections whose hello was accepted; what they send counts for their person. */
  const welcomed = new WeakSet<Line['conn']>();
  io.engine.on('connection', (conn: Line['conn']) => {
    let packets = 0;
    conn.on('packet', () => {
      if (!welcomed.has(conn) && ++packets > mostBeforeWelcome) conn.close(true);
    });
  });

  /** Connections that have said hello; many hellos at once would get past `makeRoom`. */
  const greeted = new WeakSet<Line['conn']>();

  async function admit(line: Line): Promise<Guest> {
    // Another node may be better off, and who comes here now would see what is old.
    if (draining || shared?.reachable === false) throw new Refused('draining');
    if (greeted.has(line.conn)) throw new Refused('protocol');
    greeted.add(line.conn);
    const parsed = hello.safeParse(line.handshake.auth);
    if (!parsed.success || parsed.data.protocol !== protocolVersion) throw new Refused('protocol');
    const said = parsed.data as Hello;
    const known = await sessionFrom(line.handshake.headers.cookie, said.circle);
    if (known === 'signed-out') throw new Refused(known);
    if (!known) throw new Refused('not-here');
    // Before anything is read for them: what this client holds was written by somebody else.
    if (said.member !== undefined && said.member !== known.member) {
      throw new Refused('other-person');
    }
    const circle = await circles.circle(said.circle as CircleId);
    const { member: person, session } = known;
    if (!circle.lives({ person, session })) throw new Refused('signed-out');
    const browser = exclusions.browserOf(line.handshake.headers.cookie);
    await circle.barIfExcluded({ person, browser });
    if (!makeRoom(circle, person, said.device)) throw new Refused('too-many');
    return { circle, person, session, browser, hello: said };
  }

  io.use((line, next) => {
    admit(line).then(
      (guest) => {
        line.data = guest;
        next();
      },
      (error: unknown) => {
        if (!(error instanceof Refused)) failed(error);
        // What failed inside is nobody's business outside: come back later.
        next(error instanceof Refused ? error : new Refused('draining'));
      },
    );
  });

  io.on('connection', (line: Line) => {
    const { circle, person, session, browser, hello: said } = line.data as Guest;
    const had = said.log !== undefined && said.at !== undefined && { log: said.log, at: said.at };
    welcomed.add(line.conn);
    line.on('error', () => line.disconnect(true));
    // What is refused costs time too, and that time is everybody's.
    line.conn.on('packet', () => {
      if (!limits.packet(person)) line.conn.close(true);
    });
    try {
      const { device, byItem = false } = said;
      const who = { person, session, device, browser, line, byItem };
      const watcher = circle.watch(who, had || null, said.hidden);
      const over = endAt(circle.endOf(session) - ledgers.store.now(), line);
      line.on('disconnect', () => {
        clearTimeout(over);
        circle.unwatch(watcher);
        // A goodbye ends the connection too: nothing is left that could be held open.
        line.conn.close();
      });
      const now = () => ledgers.store.now();
      converse({ line, circle, watcher, limits, metrics, underWay, failed, now });
    } catch (error) {
      failed(error);
      line.disconnect(true);
    }
  });

  const stopHearing = shared?.onReach((reachable) => {
    log[reachable ? 'info' : 'warn']({ part: 'store', reachable }, 'Reach of the store changed');
    io.emit('holding', !reachable);
  });

  return {
    async close(spread = 0) {
      draining = true;
      stopHearing?.();
      const lines = io.sockets.sockets;
      for (const line of lines.values()) {
        line.emit('draining', spread > 0 ? randomInt(spread) : 0);
      }
      if (spread > 0) circles.handOver();
      // One turn of the loop at least, so that the word is out before the line is cut.
      const until = performance.now() + (spread > 0 ? spread + slack : 20);
      while (lines.size > 0 && performance.now() < until) await pause(20);
      await Promise.allSettled(underWay);
      circles.close();
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

/** The longest time that a timer takes. */
const longestTimer: Millis = 2 ** 31 - 1;

/** A session ends by its time too. */
const endAt = (wait: Millis, line: Line): NodeJS.Timeout =>
  setTimeout(() => line.disconnect(true), Math.min(Math.max(wait, 0), longestTimer)).unref();

/** Of a device that flaps, the oldest connection goes; false when other devices hold them all. */
function makeRoom(circle: LiveCircle<Line>, person: PersonId, device: string): boolean {
  const own = [...circle.watchers].filter((watcher) => watcher.person === person);
  if (own.length < mostConnections) return true;
  const oldest = own.find((watcher) => watcher.device === device);
  oldest?.line.disconnect(true);
  return oldest !== undefined;
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
