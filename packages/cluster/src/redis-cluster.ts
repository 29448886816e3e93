/**
 * A Redis Cluster of three primaries as child processes, each with a third of the slots. Its
 * methods are those of RedisProcess and act on all three.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import { freePort } from './managed-process.ts';
import { type RedisOptions, RedisProcess, redisHost } from './redis-process.ts';

const primaries = 3;
const slots = 16_384;
/** It ends the wait for a cluster that never forms. */
const formDeadline = 300_000;

export type RedisClusterOptions = Pick<RedisOptions, 'fsync' | 'settings'>;

export class RedisCluster {
  readonly nodes: readonly RedisProcess[];
  /** A value for HOLDSPACE_STORE. */
  readonly url: string;

  private constructor(nodes: readonly RedisProcess[]) {
    this.nodes = nodes;
    this.url = `redis-cluster://${nodes.map(({ port }) => `${redisHost}:${port}`).join(',')}`;
  }

  /** Resolves when all three report that every slot is served. */
  static async start({ settings, ...options }: RedisClusterOptions = {}): Promise<RedisCluster> {
    const nodes: RedisProcess[] = [];
    try {
      const buses: number[] = [];
      for (let i = 0; i < primaries; i++) {
        const bus = await freePort();
        buses.push(bus);
        const clustered = {
          'cluster-enabled': 'yes',
          'cluster-port': String(bus),
          'cluster-node-timeout': '2000',
          ...settings,
        };
        nodes.push(await RedisProcess.start({ ...options, settings: clustered }));
      }
      await formCluster(nodes, buses);
      return new RedisCluster(nodes);
    } catch (error) {
      await Promise.all(nodes.map((node) => node.stop()));
      throw error;
    }
  }

  async restart(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.restart()));
    await waitUntilFormed(this.nodes);
  }

  pause(): void {
    for (const node of this.nodes) node.pause();
  }

  continue(): void {
    for (const node of this.nodes) node.continue();
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }
}

async function formCluster(
  nodes: readonly RedisProcess[],
  buses: readonly number[],
): Promise<void> {
  const share = Math.ceil(slots / nodes.length);
  for (const [i, node] of nodes.entries()) {
    const last = Math.min(slots, (i + 1) * share) - 1;
    await sendCommand(node, ['CLUSTER', 'ADDSLOTSRANGE', String(i * share), String(last)]);
  }
  const [first, ...others] = nodes;
  if (!first) return;
  for (const [i, other] of others.entries()) {
    const bus = String(buses[i + 1]);
    await sendCommand(first, ['CLUSTER', 'MEET', redisHost, String(other.port), bus]);
  }
  await waitUntilFormed(nodes);
}

async function waitUntilFormed(nodes: readonly RedisProcess[]): Promise<void> {
  const until = Date.now() + formDeadline;
  for (const node of nodes) {
    for (;;) {
      const info = String(await sendCommand(node, ['CLUSTER', 'INFO']).catch(() => ''));
      const whole = ['cluster_state:ok', `cluster_slots_ok:${slots}`, `cluster_size:${primaries}`];
      if (whole.every((line) => info.includes(line))) break;
      if (Date.now() > until) throw new Error(`The Redis Cluster did not form.\n${info}`);
      await pause(50);
    }
  }
}

async function sendCommand({ url }: RedisProcess, command: readonly string[]): Promise<unknown> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  await client.connect();
  try {
    return await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}
