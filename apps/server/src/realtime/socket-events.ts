/**
 * Brings what comes in over one WebSocket to its conversation. Anything can come in under these
 * names, so nothing is taken for what it should be, and what asks for no answer is ignored.
 */
import type { ClientToServer } from '@holdspace/protocol';
import type { Subscription } from '../projection/broadcaster.ts';
import type { SocketHandler } from './socket-handler.ts';

type SocketEventListener = (...heard: unknown[]) => void;

export function bindSocketEvents<Carrier>(
  listenTo: (name: keyof ClientToServer, listener: SocketEventListener) => void,
  {
    conversation,
    watcher,
  }: { readonly conversation: SocketHandler<Carrier>; readonly watcher: Subscription<Carrier> },
  failed: (error: unknown) => void,
): void {
  /** The last argument is the answer; `null` is not answered. */
  const on = (
    name: keyof ClientToServer,
    payloads: 0 | 1,
    answerTo: (asked: unknown) => Promise<unknown>,
  ) =>
    listenTo(name, (...heard) => {
      const answer = heard[payloads];
      if (typeof answer !== 'function') return;
      answerTo(heard[0])
        .then((given) => given !== null && answer(given))
        .catch(failed);
    });
  on('command', 1, (input) => conversation.command(input));
  on('sync', 0, () => conversation.sync());
  on('earlier', 1, (before) => conversation.earlierPage(before));
  listenTo('page', (hidden) => void conversation.setPageHidden(watcher, hidden).catch(failed));
  on('desk-earlier', 1, (list) => conversation.loadOlderDesk(watcher, list));
}
