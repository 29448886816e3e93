/**
 * Binds the events of one WebSocket to its socket handler. A payload can be anything; the handler
 * checks it. An event without an acknowledgement callback is ignored.
 */
import type { ClientToServer } from '@holdspace/protocol';
import type { ReportError } from '../ops/log.ts';
import type { Subscription } from '../projection/subscription.ts';
import type { SocketHandler } from './socket-handler.ts';

type SocketEventListener = (...received: unknown[]) => void;

export function bindSocketEvents<Carrier>(
  listenTo: (name: keyof ClientToServer, listener: SocketEventListener) => void,
  connection: {
    readonly handler: SocketHandler<Carrier>;
    readonly subscription: Subscription<Carrier>;
  },
  reportError: ReportError,
): void {
  const { handler, subscription } = connection;
  /** The argument after the payload acknowledges; `null` is not acknowledged. */
  const on = (
    name: keyof ClientToServer,
    payloads: 0 | 1,
    answerTo: (payload: unknown) => Promise<unknown>,
  ) =>
    listenTo(name, (...received) => {
      const acknowledge = received[payloads];
      if (typeof acknowledge !== 'function') return;
      answerTo(received[0])
        .then((answer) => answer !== null && acknowledge(answer))
        .catch((error) => reportError(error, `handle ${name}`));
    });
  listenTo('command', (input, acknowledge) => {
    if (typeof acknowledge === 'function')
      handler.runCommand(input, (answer) => acknowledge(answer));
  });
  on('sync', 0, () => handler.sync());
  on('earlier', 1, (before) => handler.earlierPage(before));
  listenTo('page', (hidden) => {
    handler.setPageHidden(subscription, hidden).catch((error) => reportError(error, 'handle page'));
  });
  on('desk-earlier', 1, (list) => handler.loadOlderDesk(subscription, list));
}
