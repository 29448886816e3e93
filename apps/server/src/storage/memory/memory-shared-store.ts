/**
 * What nodes of one process share in addition to the ledgers in memory: news of appends, and
 * boards.
 */
import type { Millis } from '@holdspace/core';
import type { LedgerId, PublishedCommit, SharedStore } from '../port/store.ts';

export function createMemorySharedStore(now: () => Millis): {
  readonly shared: SharedStore;
  readonly publish: (ledger: LedgerId, news: PublishedCommit) => void;
} {
  const followers = new Map<LedgerId, Set<(news: PublishedCommit) => void>>();
  const listeners = new Map<string, Set<() => void>>();
  const boards = new Map<string, Map<string, { readonly note: string; readonly until: Millis }>>();

  return {
    publish(ledger, news) {
      for (const hear of followers.get(ledger) ?? []) queueMicrotask(() => hear(news));
    },
    shared: {
      reachable: true,
      onReachabilityChanged: () => () => undefined,
      follow: async (ledger, hear) => addListener(followers, ledger, hear),
      watchNotes: async (board, changed) => addListener(listeners, board, changed),
      async publishNote(name, node, note, lease) {
        const board = boards.get(name) ?? new Map();
        boards.set(name, board);
        if (note === null) board.delete(node);
        else board.set(node, { note, until: now() + lease });
        for (const changed of listeners.get(name) ?? []) queueMicrotask(changed);
      },
      async readNotes(names) {
        const hanging = (name: string) =>
          [...(boards.get(name) ?? [])].filter(([, { until }]) => until > now());
        return new Map(
          names.map((name) => [
            name,
            new Map(hanging(name).map(([node, { note }]) => [node, note])),
          ]),
        );
      },
    },
  };
}

/** Adds a listener; answers the way to take it away. */
function addListener<Listener>(
  all: Map<string, Set<Listener>>,
  name: string,
  listener: Listener,
): () => void {
  const listeners = all.get(name) ?? new Set();
  all.set(name, listeners.add(listener));
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) all.delete(name);
  };
}
