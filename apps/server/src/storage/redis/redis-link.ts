/**
 * Open connections to a Redis: one for commands and one that listens, or both to every primary of a
 * Redis Cluster. A link is used once: at its first failure it reports the failure and is never used
 * again, so that nothing is resent or answered out of context. Deadlines and new links are for
 * redis-connection.ts.
 */
import { createClient, createCluster } from 'redis';
import type { RedisAddress, RedisNode } from './address.ts';
import { countSubscriptions, onSubscriptionsMoved } from './cluster-subscriptions.ts';
import { hashSlotOf } from './hash-slots.ts';
import { withDeadline } from './with-deadline.ts';

export type RedisArguments = readonly string[];

/** One connection to one Redis. */
export interface RedisNodeClient {
  /** `host:port`. */
  readonly address: string;
  send(args: RedisArguments): Promise<unknown>;
}

export interface KeyGroup {
  readonly client: RedisNodeClient;
  readonly keys: readonly string[];
}

export interface RedisLink {
  /** Sends a command to the node that holds the key and follows redirections. */
  send(key: string, args: RedisArguments): Promise<unknown>;
  /** The keys of each primary, as far as this link knows, with its connection for commands. */
  groupByPrimary(keys: readonly string[]): readonly KeyGroup[];
  /** The connection for commands of every primary; the first one has the clock. */
  primaries(): readonly [RedisNodeClient, ...RedisNodeClient[]];
  /** Rejects when it listens no more to all that it was subscribed to. */
  checkSubscriptions(): Promise<void>;
  /** Resolves when subscribed. */
  subscribe(channel: string, hear: (message: string) => void): Promise<void>;
  unsubscribe(channel: string): Promise<void>;
  destroy(): void;
}

export type LinkLostListener = (cause: unknown) => void;

/** Rejects when nothing came about in time; `lost` is called after it resolved, once or more. */
export function openLink(
  address: RedisAddress,
  deadline: number,
  lost: LinkLostListener,
): Promise<RedisLink> {
  const options = clientOptions(address, deadline);
  return address.cluster ? openCluster(address, options, lost) : openSingle(address, options, lost);
}

const maxQueuedCommands = 10_000;

function clientOptions(address: RedisAddress, connectTimeout: number) {
  const { tls, username, password, database } = address;
  return {
    RESP: 3,
    maintNotifications: 'disabled',
    disableOfflineQueue: true,
    disableClientInfo: true,
    commandsQueueMaxLength: maxQueuedCommands,
    // The library limits the time to send; redis-connection.ts limits the time to the answer.
    commandOptions: { timeout: 0 },
    ...(username !== null && { username }),
    ...(password !== null && { password }),
    ...(database > 0 && { database }),
    socket: {
      connectTimeout,
      reconnectStrategy: false as const,
      ...(tls && { tls: true as const }),
    },
  } as const;
}

type ClientOptions = ReturnType<typeof clientOptions>;

/** A connection can come about and never be answered on. */
const withConnectTimeout = <T>(
  connecting: Promise<T>,
  { socket: { connectTimeout } }: ClientOptions,
) => withDeadline(connecting, connectTimeout, () => new Error('no answer'));

const nodeAddress = ({ host, port }: RedisNode) => `${host}:${port}`;

async function openSingle(
  { nodes }: RedisAddress,
  options: ClientOptions,
  lost: LinkLostListener,
): Promise<RedisLink> {
  const [{ host, port }] = nodes;
  const [commands, ears] = [0, 1].map(() =>
    createClient({ ...options, socket: { ...options.socket, host, port } }),
  ) as [ReturnType<typeof createClient>, ReturnType<typeof createClient>];
  const destroy = () => {
    commands.destroy();
    ears.destroy();
  };
  let open = false;
  for (const client of [commands, ears]) {
    client.on('error', (cause) => open && lost(cause));
    client.on('sharded-channel-moved', () => open && lost(new Error('a channel moved away')));
  }
  try {
    await withConnectTimeout(Promise.all([commands.connect(), ears.connect()]), options);
  } catch (cause) {
    destroy();
    throw cause;
  }
  open = true;
  const line = (client: typeof commands): RedisNodeClient => ({
    address: nodeAddress({ host, port }),
    send: (args) => client.sendCommand(args),
  });
  const primary = line(commands);
  return {
    send: (_key, args) => primary.send(args),
    groupByPrimary: (keys) => [{ client: primary, keys }],
    primaries: () => [primary],
    checkSubscriptions: async () => void (await ears.sendCommand(['PING'])),
    subscribe: (channel, hear) => ears.sSubscribe(channel, hear),
    unsubscribe: (channel) => ears.sUnsubscribe(channel),
    destroy: () => {
      open = false;
      destroy();
    },
  };
}

async function openCluster(
  { nodes }: RedisAddress,
  options: ClientOptions,
  lost: LinkLostListener,
): Promise<RedisLink> {
  const cluster = createCluster({
    // Nobody holds on to the connection that asks who is who: it must end by itself.
    rootNodes: nodes.map(({ host, port }) => ({
      socket: { host, port, socketTimeout: options.socket.connectTimeout },
    })),
    defaults: options,
    commandOptions: options.commandOptions,
    topologyRefreshOnReconnectionAttemptStrategy: false,
  });
  let open = false;
  let last: unknown;
  const trouble = (cause: unknown) => open && lost(cause);
  // Of the discovery alone, where one node that answers is enough.
  cluster.on('error', (cause) => {
    last = cause;
  });
  cluster.on('node-error', trouble);
  onSubscriptionsMoved(cluster, trouble);
  try {
    await withConnectTimeout(cluster.connect(), options);
  } catch (cause) {
    cluster.destroy();
    throw last ?? cause;
  }
  open = true;
  type Client = Awaited<ReturnType<typeof cluster.nodeClient>>;
  const line = (address: string, client: Client | Promise<Client>): RedisNodeClient => ({
    address,
    send: async (args) => (await client).sendCommand(args),
  });
  const subscribed = new Set<string>();
  let missed = 0;
  /** The last answer; it holds while the library knows the same slots. */
  let grouped: {
    readonly keys: readonly string[];
    readonly slots: typeof cluster.slots;
    readonly groups: readonly KeyGroup[];
  } | null = null;
  return {
    send: (key, args) => cluster.sendCommand(key, false, [...args]),
    groupByPrimary: (keys) => {
      if (grouped?.keys === keys && grouped.slots === cluster.slots) return grouped.groups;
      const byPrimary = Map.groupBy(keys, (key) => cluster.slots[hashSlotOf(key)]?.master);
      const groups = [...byPrimary].flatMap(([primary = cluster.masters[0], group]) =>
        primary
          ? [{ client: line(primary.address, cluster.nodeClient(primary)), keys: group }]
          : [],
      );
      grouped = { keys, slots: cluster.slots, groups };
      return groups;
    },
    primaries: () => {
      // The node that holds the first slot gives the time, so that all nodes read the same clock.
      const first = cluster.slots[0]?.master;
      const all = [...new Set([first, ...cluster.masters])].filter((each) => each !== undefined);
      return all.map((each) => line(each.address, cluster.nodeClient(each))) as [
        RedisNodeClient,
        ...RedisNodeClient[],
      ];
    },
    // A channel that moves to another shard can be lost without a word, when an answer is due
    // on its connection at that moment. Twice in a row, because some are on their way.
    checkSubscriptions: async () => {
      const expected = subscribed.size;
      missed =
        (await countSubscriptions(cluster)) < Math.min(expected, subscribed.size) ? missed + 1 : 0;
      if (missed > 1) throw new Error('a channel was lost on its way to another shard');
    },
    subscribe: async (channel, hear) => {
      await cluster.sSubscribe(channel, hear);
      subscribed.add(channel);
    },
    unsubscribe: (channel) => {
      subscribed.delete(channel);
      return cluster.sUnsubscribe(channel);
    },
    destroy: () => {
      open = false;
      cluster.destroy();
    },
  };
}
