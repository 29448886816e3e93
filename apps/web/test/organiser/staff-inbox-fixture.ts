/** An inbox without a connection, for screens of staff. */
import type { InboxConnection, InboxSnapshot } from '@holdspace/client';

export interface FixedInbox {
  readonly connection: InboxConnection;
  /** What arrives by the connection. */
  readonly receive: (snapshot: InboxSnapshot) => void;
}

export function fixedInbox(
  first: InboxSnapshot = { status: 'connecting', inbox: null },
): FixedInbox {
  let snapshot = first;
  const listeners = new Set<() => void>();
  return {
    connection: {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      getSnapshot: () => snapshot,
      close: () => listeners.clear(),
    },
    receive(next) {
      snapshot = next;
      for (const listener of listeners) listener();
    },
  };
}
