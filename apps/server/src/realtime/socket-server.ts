/**
 * Connections over WebSocket: Socket.IO on the HTTP server's own port. It lets them in, brings
 * what they ask to their conversation, and bounds what they send.
 */
import type { Server as HttpServer } from 'node:http';
import type { ClientToServer, ServerToClient } from '@holdspace/protocol';
import { maxPacketBytes, socketPath } from '@holdspace/protocol';
import { Server } from 'socket.io';
import type { Settings } from '../config/settings.ts';
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
  readonly failed: (error: unknown) => void;
}

/** Packets of a connection that is nobody's yet: a hello, and an answer to a sign of life. */
const maxPacketsBeforeAdmission = 8;

/** Answers how to stop. */
export function attachSocketServer(options: SocketServerOptions): () => void {
  const { httpServer, settings, origins, admission, connections, limits, failed } = options;
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
    // A browser sends our cookie for every page, so the page must be ours. A client that does not say
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
  const welcomed = new WeakSet<CircleSocket['conn']>();
  io.engine.on('connection', (conn: CircleSocket['conn']) => {
    let packets = 0;
    conn.on('packet', () => {
      if (!welcomed.has(conn) && ++packets > maxPacketsBeforeAdmission) conn.close(true);
    });
  });

  /** Connections that have said hello; many hellos at once would get past the bound on them. */
  const greeted = new WeakSet<CircleSocket['conn']>();
  const admit = async ({ conn, handshake }: CircleSocket): Promise<AdmittedClient> => {
    if (greeted.has(conn)) throw new ConnectionRefused('protocol');
    greeted.add(conn);
    return admission.admit(handshake.headers, handshake.auth);
  };

  io.use((socket, next) => {
    admit(socket).then(
      (guest) => {
        socket.data = guest;
        next();
      },
      (error: unknown) => {
        if (!(error instanceof ConnectionRefused)) failed(error);
        // What failed inside is nobody's business outside: come back later.
        next(error instanceof ConnectionRefused ? error : new ConnectionRefused('draining'));
      },
    );
  });

  io.on('connection', (socket: CircleSocket) => {
    const guest = socket.data as AdmittedClient;
    welcomed.add(socket.conn);
    socket.on('error', () => socket.disconnect(true));
    // What is refused costs time too, and that time is everybody's.
    socket.conn.on('packet', () => {
      if (!limits.allowPacket(guest.person)) socket.conn.close(true);
    });
    try {
      const connected = connections.register(guest, new WebSocketClientSocket(socket));
      socket.on('disconnect', () => {
        connected.closed();
        // A goodbye ends the connection too: nothing is left that could be held open.
        socket.conn.close();
      });
      bindSocketEvents((name, listen) => socket.on(name, listen as never), connected, failed);
    } catch (error) {
      failed(error);
      socket.disconnect(true);
    }
  });

  return () => {
    io.disconnectSockets(true);
    io.engine.close();
  };
}
