/**
 * Several nodes of one house: a Redis, and server processes that each reach it by a relay
 * of their own, so that any of them can be killed, hung or cut off. One node on SQLite is
 * the smallest of them. What happens to whom, and when, is for whoever orders it.
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
  /** Of every node; `env` is put over what the store needs. */
  readonly node?: Omit<NodeOptions, 'port'>;
}

export interface ClusterNode extends Pick<NodeProcess, 'url'> {
  readonly process: NodeProcess;
  /** Its way to Redis; null without Redis, and to a Redis Cluster, which it enters by itself. */
  readonly relay: Relay | null;
}

export class Nodes {
  readonly members: readonly ClusterNode[];
  readonly redis: RedisProcess | RedisCluster | null;

  private constructor(members: readonly ClusterNode[], redis: Nodes['redis']) {
    this.members = members;
    this.redis = redis;
  }

  /** Answers once all are ready. */
  static async start({ store, count, redis: wish, node }: NodesOptions): Promise<Nodes> {
    const undo: (() => Promise<void>)[] = [];
    try {
      const redis = await startRedis(store, wish);
      if (redis) undo.push(() => redis.stop());
      // One key for all: what one node signs, the others believe.
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
      // Whoever did start has to be stopped, so the last one is waited for.
      await Promise.allSettled(starting);
      const members = await Promise.all(starting);
      return new Nodes(members, redis);
    } catch (error) {
      for (const step of undo.reverse()) await step();
      throw error;
    }
  }

  /** The link that lets the first organiser in. */
  get organiserLink(): string {
    return this.members[0]?.process.organiserLink ?? '';
  }

  /** From 1. */
  member(number: number): ClusterNode {
    const member = this.members[number - 1];
    if (!member) throw new Error(`There is no node ${number}; there are ${this.members.length}.`);
    return member;
  }

  /** SIGKILL of every node, and start again. */
  async restart(): Promise<void> {
    await Promise.all(this.members.map(({ process }) => process.kill()));
    await Promise.all(this.members.map(({ process }) => process.launch()));
  }

  /** Whatever was done to them is undone: all run, and all ways are open. */
  async heal(): Promise<void> {
    this.redis?.continue();
    for (const { relay, process } of this.members) {
      relay?.heal();
      process.continue();
    }
    await Promise.all(this.members.map(({ process }) => process.launch()));
  }

  /** In order: the nodes let everybody go while Redis is still there. */
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

/** The same sign-in, by the relay's port. */
function urlThrough(relay: Relay, redis: RedisProcess): string {
  const url = new URL(redis.url);
  url.port = String(relay.port);
  return url.href;
}
