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
import { ClientConnection, type ConnectionRegistry } from './connection-registry.ts';
import type { EngineConnection } from './engine-queue.ts';
import { HandshakeLimits } from './handshake-limits.ts';
import { attachInboxServer, type InboxServerParts } from './inbox-server.ts';
import type { RateLimits } from './rate-limits.ts';
import { createSocketEventListeners } from './socket-events.ts';
import { type CircleSocket, WebSocketClientSocket } from './websocket-client-socket.ts';
import { CarrierWebSocketServer } from './websocket-server.ts';

export interface SocketServerOptions {
  readonly httpServer: HttpServer;
  readonly settings: Pick<Settings, 'publicUrl'>;
  readonly origins: OriginGuard;
  readonly admission: ConnectionAdmission;
  readonly connections: ConnectionRegistry;
  readonly limits: RateLimits;
  /** The inbox of staff goes over the same port and path, in a namespace of its own. */
  readonly inbox: Omit<InboxServerParts, 'io' | 'handshakes'>;
  readonly reportError: ReportError;
}

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
  // No packet goes to a room: without rooms a connection needs no sets of them.
  Object.assign(io.of('/').adapter, { addAll: () => undefined });

  const handshakes = new HandshakeLimits(limits);
  io.engine.on('connection', (conn: EngineConnection) => handshakes.watch(conn));
  const listeners = createSocketEventListeners(connectionOf, reportError);

  io.use((socket, next) => {
    const { conn, handshake } = socket;
    const admitted = handshakes.mayGreet(conn)
      ? admission.admit(handshake.headers, handshake.auth)
      : Promise.reject(new ConnectionRefused('protocol'));
    admitted.then(
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
    try {
      socket.data = connections.register(client, new WebSocketClientSocket(socket));
      handshakes.markAdmitted(socket.conn, client.person);
      forgetHandshake(socket);
      socket.on('error', disconnect).on('disconnect', endConnection);
      for (const [name, listener] of listeners) socket.on(name as never, listener as never);
    } catch (error) {
      reportError(error, 'register WebSocket');
      socket.disconnect(true);
    }
  });

  const stopInbox = attachInboxServer({ ...options.inbox, io, handshakes });
  return () => {
    stopInbox();
    for (const socket of io.of('/').sockets.values()) socket.disconnect(true);
    io.engine.close();
  };
}

/** The connection of an admitted socket. */
const connectionOf = ({ data }: CircleSocket): ClientConnection | null =>
  data instanceof ClientConnection ? data : null;

function disconnect(this: CircleSocket): void {
  this.disconnect(true);
}

function endConnection(this: CircleSocket): void {
  connectionOf(this)?.closed();
  // A disconnect packet closes the transport too.
  this.conn.close();
}

/** What stands in the place of a handshake that is over. */
const noHandshake = Object.freeze({ headers: Object.freeze({}), auth: Object.freeze({}) });

/**
 * Frees what the upgrade request brought: Engine.IO would keep the request as long as the
 * connection, with a cookie that nobody reads again.
 */
export function forgetHandshake(socket: CircleSocket): void {
  Object.assign(socket.conn, { request: null });
  Object.assign(socket, { handshake: noHandshake });
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
