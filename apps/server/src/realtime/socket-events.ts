/**
 * The listeners for the events of a WebSocket. All connections of a server share them: each
 * listener finds its connection by the socket that it is called on. A payload can be anything; the
 * handler checks it. An event without an acknowledgement callback is ignored.
 */
import type { ClientToServer } from '@holdspace/protocol';
import type { ReportError } from '../ops/log.ts';
import type { Subscription } from '../projection/subscription.ts';
import type { SocketHandler } from './socket-handler.ts';

/** What the listeners need of one connection. */
export interface EventConnection<Carrier> {
  readonly handler: SocketHandler<Carrier>;
  readonly subscription: Subscription<Carrier>;
}

type SocketEventListener<Emitter> = (this: Emitter, ...received: unknown[]) => void;

/** `connectionOf`: the connection of a socket; null when it has none, and its events are ignored. */
export function createSocketEventListeners<Emitter, Carrier>(
  connectionOf: (socket: Emitter) => EventConnection<Carrier> | null,
  reportError: ReportError,
): ReadonlyMap<string, SocketEventListener<Emitter>> {
  const listeners = new Map<string, SocketEventListener<Emitter>>();
  const listenTo = (
    name: keyof ClientToServer,
    listener: (connection: EventConnection<Carrier>, received: readonly unknown[]) => void,
  ) =>
    listeners.set(name, function (this: Emitter, ...received) {
      const connection = connectionOf(this);
      if (connection) listener(connection, received);
    });
  /** The argument after the payload acknowledges; `null` is not acknowledged. */
  const answerTo = (
    name: keyof ClientToServer,
    payloads: 0 | 1,
    ask: (connection: EventConnection<Carrier>, payload: unknown) => Promise<unknown>,
  ) =>
    listenTo(name, (connection, received) => {
      const acknowledge = received[payloads];
      if (typeof acknowledge !== 'function') return;
      ask(connection, received[0])
        .then((answer) => answer !== null && acknowledge(answer))
        .catch((error) => reportError(error, `handle ${name}`));
    });
  listenTo('command', ({ handler }, [input, acknowledge]) => {
    if (typeof acknowledge === 'function')
      handler.runCommand(input, (answer) => acknowledge(answer));
  });
  answerTo('sync', 0, ({ handler }) => handler.sync());
  answerTo('earlier', 1, ({ handler }, before) => handler.earlierPage(before));
  listenTo('page', ({ handler, subscription }, [hidden]) => {
    handler.setPageHidden(subscription, hidden).catch((error) => reportError(error, 'handle page'));
  });
  answerTo('desk-earlier', 1, ({ handler, subscription }, list) =>
    handler.loadOlderDesk(subscription, list),
  );
  return listeners;
}
