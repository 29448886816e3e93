/**
 * What rehearsals are played on when no server is given: nodes of our own, with a way to each
 * for the people who are spread over them, and every fault that a rehearsal can order. When a
 * node dies, the way to it leads to the next that lives, as it would behind any proxy.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Nodes, Relay } from '../cluster/index.ts';
import type { Fault, Footing } from './faults.ts';

export class Ground {
  readonly urls: readonly string[];
  readonly organiserLink: string;
  readonly #nodes: Nodes;
  /** One a node; none where there is but one. */
  readonly #ways: readonly Relay[];
  readonly #dead = new Set<number>();

  private constructor(nodes: Nodes, ways: readonly Relay[]) {
    this.#nodes = nodes;
    this.#ways = ways;
    this.organiserLink = nodes.organiserLink;
    this.urls =
      ways.length === 0
        ? nodes.members.map(({ url }) => url)
        : ways.map(({ host, port }) => `http://${host}:${port}`);
  }

  static async start(
    { store, nodes: count }: Footing,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Ground> {
    const nodes = await Nodes.start({
      store,
      count,
      node: { env: { HOLDSPACE_LIMITS: 'off', HOLDSPACE_LOG: 'warn', ...env } },
    });
    const ways = await Promise.all(
      count > 1 ? nodes.members.map(({ process }) => Relay.open(process)) : [],
    );
    return new Ground(nodes, ways);
  }

  /** Resolves when it is over; for those that last, after that time. */
  readonly fault = async (fault: Fault): Promise<void> => {
    const { redis } = this.#nodes;
    switch (fault.do) {
      case 'restart-server':
        await this.#nodes.restart();
        this.#dead.clear();
        return this.#lead();
      case 'kill-node':
        this.#dead.add(fault.node);
        this.#lead();
        return this.#nodes.member(fault.node).process.kill();
      case 'start-node':
        await this.#nodes.member(fault.node).process.launch();
        this.#dead.delete(fault.node);
        return this.#lead();
      case 'restart-redis':
        return redis?.restart();
      case 'pause-redis':
        redis?.pause();
        await pause(fault.for);
        return redis?.continue();
      case 'cut-node-from-redis':
        return this.#nodes.member(fault.node).relay?.during('silent', fault.for);
      default:
        return fault satisfies never;
    }
  };

  /** For the next rehearsal: all nodes live, and all ways are open. */
  async heal(): Promise<void> {
    await this.#nodes.heal();
    this.#dead.clear();
    this.#lead();
  }

  async stop(): Promise<void> {
    await this.#nodes.stop();
    await Promise.all(this.#ways.map((way) => way.close()));
  }

  #lead(): void {
    const { members } = this.#nodes;
    for (const [i, way] of this.#ways.entries()) {
      const inTurn = [...members.slice(i), ...members.slice(0, i)];
      const next = inTurn.find((each) => !this.#dead.has(members.indexOf(each) + 1));
      if (next) way.to = next.process;
    }
  }
}
