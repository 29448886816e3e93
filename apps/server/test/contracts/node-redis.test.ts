/** What storage/redis/cluster-subscriptions.ts expects of node-redis (decision 32). */
import { EventEmitter } from 'node:events';
import { createCluster } from 'redis';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  countSubscriptions,
  onSubscriptionsMoved,
} from '../../src/storage/redis/cluster-subscriptions.ts';
import { type Assumptions, brokenAssumptions, type Until } from './assumptions.ts';
import { RedisStub } from './redis-stub.ts';

const resubscribeEvent = '__resubscribeListeners';
const channels = ['{one}', '{two}'] as const;

interface Connection {
  readonly redis: RedisStub;
  readonly cluster: ReturnType<typeof open>;
  /** Listeners that the library registered by itself. */
  readonly ownListeners: number;
  /** Messages of what onSubscriptionsMoved reported. */
  readonly lost: string[];
}

function open({ first, second }: RedisStub) {
  return createCluster({
    rootNodes: [first, second].map(({ port }) => ({ socket: { host: '127.0.0.1', port } })),
    defaults: {
      maintNotifications: 'disabled',
      disableClientInfo: true,
      socket: { reconnectStrategy: false },
    },
  });
}

async function connect(): Promise<Connection> {
  const redis = new RedisStub();
  await redis.listen();
  const cluster = open(redis);
  cluster.on('error', () => undefined);
  cluster.on('node-error', () => undefined);
  const ownListeners = cluster.listenerCount(resubscribeEvent);
  const lost: string[] = [];
  onSubscriptionsMoved(cluster, (cause) => lost.push(String(cause)));
  await cluster.connect();
  onTestFinished(() => {
    cluster.destroy();
    redis.close();
  });
  for (const channel of channels) await cluster.sSubscribe(channel, () => undefined);
  return { redis, cluster, ownListeners, lost };
}

/** All slots go to the second node, which the client learns when it loses the first channel. */
async function move({ redis, lost }: Connection, until: Until): Promise<void> {
  redis.owner = redis.second;
  redis.first.release(channels[0]);
  await until(() => lost.length > 0 && redis.second.subscribed.includes(channels[0]));
}

/** What changed, when an assumption no longer holds. */
const broken = {
  listener: 'node-redis no longer subscribes again by one listener of __resubscribeListeners',
  moved: 'node-redis no longer emits __resubscribeListeners when subscriptions must move',
  byItself: 'node-redis subscribes again by itself, on a way that is not switched off',
  failed: 'node-redis no longer emits sharded-channel-moved-error when it cannot move a channel',
  connection:
    'masters[].pubSub.client of node-redis is no longer the connection with the subscriptions',
} as const;

const assumptions: Assumptions<Connection> = {
  [broken.listener]: ({ ownListeners }) => ownListeners === 1,
  [broken.moved]: async (connection, until) => {
    await move(connection, until);
    return connection.lost.some((cause) => cause.includes('channels moved away'));
  },
  [broken.byItself]: async (connection, until) => {
    await move(connection, until);
    return !connection.redis.second.subscribed.includes(channels[1]);
  },
  [broken.failed]: async ({ redis, lost }, until) => {
    redis.owner = null;
    redis.first.release(channels[0]);
    return until(() => lost.length > 0);
  },
  [broken.connection]: async ({ cluster }) =>
    (await countSubscriptions(cluster)) === channels.length,
};

/** Changes what an event emitter does with one event. */
function doctorEvent(
  method: 'emit' | 'on',
  event: string,
  instead: (self: unknown, value: unknown) => void,
) {
  const original = EventEmitter.prototype[method];
  vi.spyOn(EventEmitter.prototype, method).mockImplementation(function (
    this: EventEmitter,
    name: string | symbol,
    ...values: never[]
  ) {
    if (name !== event) return Reflect.apply(original, this, [name, ...values]);
    instead(this, values[0]);
    return this;
  } as never);
}

const doctored: readonly (readonly [string, () => void, readonly string[]])[] = [
  [
    'listens to another event',
    () => doctorEvent('on', resubscribeEvent, () => undefined),
    [broken.listener, broken.moved],
  ],
  [
    'emits another event',
    () => doctorEvent('emit', resubscribeEvent, () => undefined),
    [broken.moved],
  ],
  [
    'subscribes again without the event',
    () =>
      doctorEvent('emit', resubscribeEvent, (self, listeners) => {
        const cluster = self as Connection['cluster'];
        cluster.resubscribeAllPubSubListeners(listeners as never);
        for (const each of cluster.listeners(resubscribeEvent)) each(listeners);
      }),
    [broken.byItself],
  ],
  [
    'reports no failed move',
    () => doctorEvent('emit', 'sharded-channel-moved-error', () => undefined),
    [broken.failed],
  ],
];

it('LED-16 node-redis keeps what the following of ledgers depends on', async () => {
  expect(await brokenAssumptions(assumptions, connect)).toEqual([]);
});

it.each(doctored)('LED-16 a node-redis that %s is reported', async (_, doctor, expected) => {
  doctor();
  expect(await brokenAssumptions(assumptions, connect, expected)).toEqual(expected);
});

it('LED-16 a node-redis that subscribes by another connection is reported', async () => {
  const hidden = async () => {
    const { cluster, ...more } = await connect();
    return { ...more, cluster: { ...cluster, masters: [{}] } as unknown as typeof cluster };
  };
  const expected = [broken.connection];
  expect(await brokenAssumptions(assumptions, hidden, expected)).toEqual(expected);
});
