/** What stores/redis/cluster-subscriptions.ts expects of node-redis (decision 32). */
import { EventEmitter } from 'node:events';
import { createCluster } from 'redis';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  countSubscriptions,
  onSubscriptionsMoved,
} from '../../src/storage/redis/cluster-subscriptions.ts';
import { type Assumptions, becomesTrue, brokenAssumptions } from './assumptions.ts';
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
async function move({ redis, lost }: Connection): Promise<void> {
  redis.owner = redis.second;
  redis.first.release(channels[0]);
  await becomesTrue(() => lost.length > 0 && redis.second.subscribed.includes(channels[0]));
}

const assumptions: Assumptions<Connection> = {
  'node-redis no longer subscribes again by one listener of __resubscribeListeners': ({
    ownListeners,
  }) => ownListeners === 1,
  'node-redis no longer emits __resubscribeListeners when subscriptions must move': async (
    connection,
  ) => {
    await move(connection);
    return connection.lost.some((cause) => cause.includes('channels moved away'));
  },
  'node-redis subscribes again by itself, on a way that is not switched off': async (
    connection,
  ) => {
    await move(connection);
    return !connection.redis.second.subscribed.includes(channels[1]);
  },
  'node-redis no longer emits sharded-channel-moved-error when it cannot move a channel': async ({
    redis,
    lost,
  }) => {
    redis.owner = null;
    redis.first.release(channels[0]);
    return becomesTrue(() => lost.length > 0);
  },
  'masters[].pubSub.client of node-redis is no longer the connection with the subscriptions':
    async ({ cluster }) => (await countSubscriptions(cluster)) === channels.length,
};

const [listener, moved, byItself, failed, connection] = Object.keys(assumptions);

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

const doctored: readonly (readonly [string, () => void, readonly (string | undefined)[]])[] = [
  [
    'listens to another event',
    () => doctorEvent('on', resubscribeEvent, () => undefined),
    [listener, moved],
  ],
  ['emits another event', () => doctorEvent('emit', resubscribeEvent, () => undefined), [moved]],
  [
    'subscribes again without the event',
    () =>
      doctorEvent('emit', resubscribeEvent, (self, listeners) => {
        const cluster = self as Connection['cluster'];
        cluster.resubscribeAllPubSubListeners(listeners as never);
        for (const each of cluster.listeners(resubscribeEvent)) each(listeners);
      }),
    [byItself],
  ],
  [
    'reports no failed move',
    () => doctorEvent('emit', 'sharded-channel-moved-error', () => undefined),
    [failed],
  ],
];

it('LED-16 node-redis keeps what the following of ledgers depends on', async () => {
  expect(await brokenAssumptions(assumptions, connect)).toEqual([]);
});

it.each(doctored)('LED-16 a node-redis that %s is reported', async (_, doctor, expected) => {
  doctor();
  expect(await brokenAssumptions(assumptions, connect)).toEqual(expected);
});

it('LED-16 a node-redis that subscribes by another connection is reported', async () => {
  const hidden = async () => {
    const { cluster, ...more } = await connect();
    return { ...more, cluster: { ...cluster, masters: [{}] } as unknown as typeof cluster };
  };
  expect(await brokenAssumptions(assumptions, hidden)).toEqual([connection]);
});
