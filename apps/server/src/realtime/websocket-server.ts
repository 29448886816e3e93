/**
 * The only file that depends on behaviour of ws that its documentation does not promise
 * (docs/decisions/0032): two bounds, and the TCP socket under a WebSocket. Engine.IO creates
 * this server through its option `wsEngine`. A contract test covers each assumption.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';

/** A WebSocket and the byte stream that carries it. */
export interface WebSocketCarrier {
  readonly webSocket: WebSocket;
  readonly stream: Duplex;
  /** No extension (compression) transforms frames. Agreed at the upgrade, for good. */
  readonly isPlain: boolean;
}

/** Bounds on the parts of one message; neither documented nor in the types of ws. */
const bounds = { maxFragments: 64, maxBufferedChunks: 1024 };

const carriers = new WeakMap<IncomingMessage, WebSocketCarrier>();

export class CarrierWebSocketServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, ...bounds } as ServerOptions);
  }

  override handleUpgrade(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    done: (webSocket: WebSocket, request: IncomingMessage) => void,
  ): void {
    // Engine.IO's response to the upgrade listens here for middlewares, which this server has none
    // of, and would keep the request as long as the connection.
    stream.removeAllListeners('close');
    super.handleUpgrade(request, stream, head, (webSocket) => {
      carriers.set(request, { webSocket, stream, isPlain: webSocket.extensions === '' });
      done(webSocket, request);
    });
  }
}

/** The carrier of a connection by its upgrade request; null when ws did not create it here. */
export const carrierOf = (request: IncomingMessage): WebSocketCarrier | null =>
  carriers.get(request) ?? null;

/**
 * The stream, when a frame written to it now is read by the client as one message after all
 * frames before it: the WebSocket is open, and no extension transforms frames.
 */
export function directStream({ webSocket, stream, isPlain }: WebSocketCarrier): Duplex | null {
  return isPlain && webSocket.readyState === webSocket.OPEN && stream.writable ? stream : null;
}
