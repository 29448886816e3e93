/**
 * Connections over WebSocket: Socket.IO on the port of the HTTP server. It admits clients, binds
 * their events to a socket handler, and limits what they send.
 */
import type { Server as HttpServer } from 'node:http';
import type { ClientToServer, ServerToClient } from '@holdspace/protocol';
import { maxPacketBytes, socketPath } from '@holdspace/protocol';
import { Server } from 'socket.io';
import type { Settings } from '../config/settings.ts';
import type { ReportError } from '../ops/log.ts';
import type { OriginGuard } from '../security/origin-guard.ts';
import { securityHeaders } from '../security/security-headers.ts';
import {
  type AdmittedClient,
  type ConnectionAdmission,
  ConnectionRefused,
} from './connection-admission.ts';
import type { ConnectionRegistry } from './connection-registry.ts';
import type { RateLimits } from './rate-limits.ts';
import { bindSocketEvents } from './socket-events.ts';
import { type CircleSocket, WebSocketClientSocket } from './websocket-client-socket.ts';
import { CarrierWebSocketServer } from './websocket-server.ts';

export interface SocketServerOptions {
  readonly httpServer: HttpServer;
  readonly settings: Pick<Settings, 'publicUrl'>;
  readonly origins: OriginGuard;
  readonly admission: ConnectionAdmission;
  readonly connections: ConnectionRegistry;
  readonly limits: RateLimits;
  readonly reportError: ReportError;
}

/** Packets of a connection before it is admitted: a hello, and an answer to a ping. */
const maxPacketsBeforeAdmission = 8;

/** Returns `stop`. */
export function attachSocketServer(options: SocketServerOptions): () => void {
  const { httpServer, settings, origins, admission, connections, limits, reportError } = options;
  const io = new Server<ClientToServer, ServerToClient>(httpServer, {
    path: socketPath,
    serveClient: false,
    transports: ['websocket'],
    allowUpgrades: false,
    maxHttpBufferSize: maxPacketBytes,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    httpCompression: false,
    wsEngine: CarrierWebSocketServer,
    // A browser sends the cookie from every page, so the page must be ours. A request without an
    // origin is refused too: our own client sends one outside of a browser.
    allowRequest: ({ headers }, answer) => answer(null, origins.allowsConnection(headers)),
  });

  addSecurityHeaders(httpServer, settings);

  /** Admitted connections; their packets count for their person. */
  const admitted = new WeakSet<CircleSocket['conn']>();
  limitBeforeAdmission(io, admitted);

  /** Connections that have sent a hello; many at once would pass the limit of connections. */
  const greeted = new WeakSet<CircleSocket['conn']>();
  const admit = async ({ conn, handshake }: CircleSocket): Promise<AdmittedClient> => {
    if (greeted.has(conn)) throw new ConnectionRefused('protocol');
    greeted.add(conn);
    return admission.admit(handshake.headers, handshake.auth);
  };

  io.use((socket, next) => {
    admit(socket).then(
      (client) => {
        socket.data = client;
        next();
      },
      (error: unknown) => {
        if (!(error instanceof ConnectionRefused)) reportError(error, 'admit WebSocket');
        // A client does not get details of a fault: it retries later.
        next(error instanceof ConnectionRefused ? error : new ConnectionRefused('draining'));
      },
    );
  });

  io.on('connection', (socket: CircleSocket) => {
    const client = socket.data as AdmittedClient;
    admitted.add(socket.conn);
    socket.on('error', () => socket.disconnect(true));
    // A refused packet costs time too.
    socket.conn.on('packet', () => {
      if (!limits.allowPacket(client.person)) socket.conn.close(true);
    });
    try {
      const connection = connections.register(client, new WebSocketClientSocket(socket));
      forgetHandshake(socket);
      socket.on('disconnect', () => {
        connection.closed();
        // A disconnect packet closes the transport too.
        socket.conn.close();
      });
      bindSocketEvents(
        (name, listener) => socket.on(name, listener as never),
        connection,
        reportError,
      );
    } catch (error) {
      reportError(error, 'register WebSocket');
      socket.disconnect(true);
    }
  });

  return () => {
    io.disconnectSockets(true);
    io.engine.close();
  };
}

/**
 * Frees what the upgrade request brought: Engine.IO keeps the request as long as the connection,
 * with a cookie that nobody reads again.
 */
export function forgetHandshake({ request, handshake }: CircleSocket): void {
  request.rawHeaders.length = 0;
  request.headers = {};
  handshake.headers = {};
  handshake.auth = {};
}

/** Responses of Socket.IO itself, to plain HTTP requests, get the same headers as all others. */
function addSecurityHeaders(httpServer: HttpServer, settings: Pick<Settings, 'publicUrl'>): void {
  const headers = Object.entries(securityHeaders(settings));
  httpServer.prependListener('request', ({ url = '' }, response) => {
    if (!url.startsWith(socketPath)) return;
    for (const [name, value] of headers) response.setHeader(name, value);
    response.setHeader('cache-control', 'no-store');
  });
}

/** Closes a connection that sends more than a hello and a pong before it is admitted. */
function limitBeforeAdmission(
  io: Server<ClientToServer, ServerToClient>,
  admitted: WeakSet<CircleSocket['conn']>,
): void {
  io.engine.on('connection', (conn: CircleSocket['conn']) => {
    let packets = 0;
    conn.on('packet', () => {
      if (!admitted.has(conn) && ++packets > maxPacketsBeforeAdmission) conn.close(true);
    });
  });
}
