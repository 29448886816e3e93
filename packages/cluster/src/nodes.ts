/**
 * Several nodes of one house: a Redis, and server processes that each connect to it through a
 * relay of their own, so that each can be killed, paused or partitioned. The smallest set is one
 * node on SQLite.
 */
import { randomBytes } from 'node:crypto';
import { type NodeOptions, NodeProcess } from './node-process.ts';
import { RedisCluster } from './redis-cluster.ts';
import { type RedisOptions, RedisProcess } from './redis-process.ts';
import { Relay } from './relay.ts';

export const storeKinds = ['sqlite', 'redis', 'redis-cluster'] as const;
export type StoreKind = (typeof storeKinds)[number];

export interface NodesOptions {
  readonly store: StoreKind;
  /** More than one needs Redis. */
  readonly count: number;
  readonly redis?: RedisOptions;
  /** Options of every node; `env` overrides the settings that the store needs. */
  readonly node?: Omit<NodeOptions, 'port'>;
}

export interface ClusterNode extends Pick<NodeProcess, 'url'> {
  readonly process: NodeProcess;
  /** Its relay to Redis; null without Redis, and with a Redis Cluster. */
  readonly relay: Relay | null;
}

export class Nodes {
  readonly members: readonly ClusterNode[];
  readonly redis: RedisProcess | RedisCluster | null;

  private constructor(members: readonly ClusterNode[], redis: Nodes['redis']) {
    this.members = members;
    this.redis = redis;
  }

  /** Resolves when all are ready. */
  static async start({ store, count, redis: redisOptions, node }: NodesOptions): Promise<Nodes> {
    const undo: (() => Promise<void>)[] = [];
    try {
      const redis = await startRedis(store, redisOptions);
      if (redis) undo.push(() => redis.stop());
      // One secret: each node accepts what another one has signed.
      const secret = randomBytes(32).toString('hex');
      const starting = Array.from({ length: count }, async () => {
        const relay = redis instanceof RedisProcess ? await Relay.open(redis) : null;
        if (relay) undo.push(() => relay.close());
        const url = relay && redis instanceof RedisProcess ? urlThrough(relay, redis) : redis?.url;
        const env = url && { HOLDSPACE_STORE: url, HOLDSPACE_SECRET: secret };
        const process = await NodeProcess.start({ ...node, env: { ...env, ...node?.env } });
        undo.push(() => process.stop());
        return { process, relay, url: process.url };
      });
      // Waits for all, so that a failure stops those that have started.
      await Promise.allSettled(starting);
      const members = await Promise.all(starting);
      return new Nodes(members, redis);
    } catch (error) {
      for (const step of undo.reverse()) await step();
      throw error;
    }
  }

  /** The one-time link of the first organiser. */
  get organiserLink(): string {
    return this.members[0]?.process.organiserLink ?? '';
  }

  /** By its number, from 1. */
  member(number: number): ClusterNode {
    const member = this.members[number - 1];
    if (!member) throw new Error(`There is no node ${number}; there are ${this.members.length}.`);
    return member;
  }

  /** Kills every node and starts it again. */
  async restart(): Promise<void> {
    await Promise.all(this.members.map(({ process }) => process.kill()));
    await Promise.all(this.members.map(({ process }) => process.launch()));
  }

  /** Stops every node gracefully, and starts it again with these settings too. */
  async reconfigure(env: Readonly<Record<string, string>>): Promise<void> {
    await Promise.all(this.members.map(({ process }) => process.terminate()));
    for (const { process } of this.members) process.configure(env);
    await Promise.all(this.members.map(({ process }) => process.launch()));
  }

  /** Undoes all faults: every process runs, and every relay forwards. */
  async heal(): Promise<void> {
    this.redis?.continue();
    for (const { relay, process } of this.members) {
      relay?.heal();
      process.continue();
    }
    await Promise.all(this.members.map(({ process }) => process.launch()));
  }

  /** Stops the nodes gracefully before Redis. */
  async stop(): Promise<void> {
    this.redis?.continue();
    await Promise.all(this.members.map(({ process }) => process.stop()));
    await Promise.all(this.members.map(({ relay }) => relay?.close()));
    await this.redis?.stop();
  }
}

const startRedis = (
  store: StoreKind,
  options: RedisOptions | undefined,
): Promise<Nodes['redis']> => {
  switch (store) {
    case 'sqlite':
      return Promise.resolve(null);
    case 'redis':
      return RedisProcess.start(options);
    case 'redis-cluster':
      return RedisCluster.start(options);
    default:
      return store satisfies never;
  }
};

/** The same user and password, with the port of the relay. */
function urlThrough(relay: Relay, redis: RedisProcess): string {
  const url = new URL(redis.url);
  url.port = String(relay.port);
  return url.href;
}
