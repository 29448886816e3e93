/**
 * What rehearsals are played on when no server is given: nodes of our own, with a way to each
 * for the people who are spread over them, and every fault that a rehearsal can order. When a
 * node dies, the way to it leads to the next that lives, as it would behind any proxy.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Nodes, Relay } from '@holdspace/cluster';
import type { EnvironmentOptions, InjectedFault } from '../format/fault-steps.ts';

export class RehearsalEnvironment {
  readonly urls: readonly string[];
  readonly organiserLink: string;
  readonly #nodes: Nodes;
  /** One a node; none where there is but one. */
  readonly #relays: readonly Relay[];
  readonly #deadNodes = new Set<number>();

  private constructor(nodes: Nodes, ways: readonly Relay[]) {
    this.#nodes = nodes;
    this.#relays = ways;
    this.organiserLink = nodes.organiserLink;
    this.urls =
      ways.length === 0
        ? nodes.members.map(({ url }) => url)
        : ways.map(({ host, port }) => `http://${host}:${port}`);
  }

  static async start(
    { store, nodes: count }: EnvironmentOptions,
    env: Readonly<Record<string, string>> = {},
  ): Promise<RehearsalEnvironment> {
    const nodes = await Nodes.start({
      store,
      count,
      node: { env: { HOLDSPACE_LIMITS: 'off', HOLDSPACE_LOG: 'warn', ...env } },
    });
    const ways = await Promise.all(
      count > 1 ? nodes.members.map(({ process }) => Relay.open(process)) : [],
    );
    return new RehearsalEnvironment(nodes, ways);
  }

  /** Resolves when it is over; for those that last, after that time. */
  readonly injectFault = async (fault: InjectedFault): Promise<void> => {
    const { redis } = this.#nodes;
    switch (fault.do) {
      case 'restart-server':
        await this.#nodes.restart();
        this.#deadNodes.clear();
        return this.#routeRelays();
      case 'kill-node':
        this.#deadNodes.add(fault.node);
        this.#routeRelays();
        return this.#nodes.member(fault.node).process.kill();
      case 'start-node':
        await this.#nodes.member(fault.node).process.launch();
        this.#deadNodes.delete(fault.node);
        return this.#routeRelays();
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
    this.#deadNodes.clear();
    this.#routeRelays();
  }

  async stop(): Promise<void> {
    await this.#nodes.stop();
    await Promise.all(this.#relays.map((way) => way.close()));
  }

  #routeRelays(): void {
    const { members } = this.#nodes;
    for (const [i, way] of this.#relays.entries()) {
      const inTurn = [...members.slice(i), ...members.slice(0, i)];
      const next = inTurn.find((each) => !this.#deadNodes.has(members.indexOf(each) + 1));
      if (next) way.target = next.process;
    }
  }
}
