/**
 * The one place that touches socket.io-client: WebSocket only, with its own reconnecting,
 * retrying and buffering switched off, because the connection above decides those.
 */
import type { ClientToServer, Hello, ServerToClient } from '@holdspace/protocol';
import { socketPath } from '@holdspace/protocol';
import { io } from 'socket.io-client';
import type { ConnectionCause } from './reachability.ts';
import type { TransportKind } from './transport-choice.ts';

/** What a connection needs of a socket; tests hand in their own. */
export interface Transport {
  /** What carries it now, or is being opened; WebSocket where it does not say. */
  readonly via?: TransportKind;
  on<Name extends keyof TransportEvents>(name: Name, listener: TransportEvents[Name]): void;
  command: ClientToServer['command'];
  sync: ClientToServer['sync'];
  earlier: ClientToServer['earlier'];
  deskEarlier: ClientToServer['desk-earlier'];
  /** Lost where there is no connection: the hello of the next one says it. */
  sendHidden: ClientToServer['page'];
  open(): void;
  /** Without a goodbye, as when the network is gone. */
  terminate(): void;
  /** With a goodbye. */
  disconnect(): void;
}

export interface TransportEvents extends ServerToClient {
  connect: () => void;
  disconnect: () => void;
  /** `message` is a ConnectError, or what the network said. */
  connect_error: (error: { readonly message: string }) => void;
  /** What stands in the way now; null when nothing does. Only a wire that chooses says it. */
  cause: (cause: ConnectionCause | null) => void;
}

export interface TransportOptions {
  /** Origin of the server, for instance `http://127.0.0.1:3000`; empty for the page's own. */
  readonly url: string;
  /** Only outside a browser, which sends its own. */
  readonly cookie?: string;
  /** Asked before every handshake. */
  readonly hello: () => Hello;
  /** Of the way over plain HTTPS; the global one when there is none. */
  readonly fetch?: typeof fetch;
}

export type OpenTransport = (options: TransportOptions) => Transport;

export const openWebSocketTransport: OpenTransport = (options) => {
  const socket = socketOf(options);
  return {
    on: (name, listener) => void socket.on(name as string, listener),
    command: (command, answer) => void socket.emit('command', command, answer),
    sync: (answer) => void socket.emit('sync', answer),
    earlier: (before, answer) => void socket.emit('earlier', before, answer),
    deskEarlier: (list, answer) => void socket.emit('desk-earlier', list, answer),
    sendHidden: (hidden) => void (socket.connected && socket.emit('page', hidden)),
    open: () => void socket.connect(),
    // Closing the engine of a handshake under way would leave the manager waiting for it.
    terminate: () => void (socket.connected ? socket.io.engine.close() : socket.disconnect()),
    disconnect: () => void socket.disconnect(),
  };
};

/** Whether a WebSocket opens now. It says no hello, and is closed at once. */
export function probeWebSocket(options: TransportOptions): Promise<boolean> {
  const { io: manager } = socketOf(options);
  return new Promise((resolve) => {
    manager.open((error) => {
      resolve(!error);
      manager.engine.close();
    });
  });
}

function socketOf({ url, cookie, hello }: TransportOptions) {
  const options = {
    path: socketPath,
    transports: ['websocket'],
    withCredentials: true,
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    timeout: 8000,
    auth: (give: (hello: object) => void) => give(hello()),
    ...(cookie !== undefined && { extraHeaders: { cookie, origin: url } }),
  };
  return url === '' ? io(options) : io(url, options);
}
