/**
 * The environment of rehearsals when no server is given: nodes as child processes, a relay to
 * each for its people, and the injection of every fault that a rehearsal can name. When a node
 * dies, its relay forwards to the next live node, as a proxy does.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Nodes, Relay } from '@holdspace/cluster';
import type { EnvironmentOptions, InjectedFault } from '../format/fault-steps.ts';

export class RehearsalEnvironment {
  readonly urls: readonly string[];
  readonly organiserLink: string;
  readonly #nodes: Nodes;
  /** One for each node; empty for a single node. */
  readonly #relays: readonly Relay[];
  readonly #deadNodes = new Set<number>();
  #clockAhead = 0;

  private constructor(nodes: Nodes, relays: readonly Relay[]) {
    this.#nodes = nodes;
    this.#relays = relays;
    this.organiserLink = nodes.organiserLink;
    this.urls =
      relays.length === 0
        ? nodes.members.map(({ url }) => url)
        : relays.map(({ host, port }) => `http://${host}:${port}`);
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
    const relays = await Promise.all(
      count > 1 ? nodes.members.map(({ process }) => Relay.open(process)) : [],
    );
    return new RehearsalEnvironment(nodes, relays);
  }

  /** Resolves when the fault is over; a fault with a duration, after that duration. */
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
      case 'let-time-pass':
        this.#clockAhead += fault.for;
        await this.#nodes.reconfigure({
          HOLDSPACE_CLOCK_AHEAD: String(Math.round(this.#clockAhead / 1000)),
        });
        this.#deadNodes.clear();
        return this.#routeRelays();
      default:
        return fault satisfies never;
    }
  };

  /** Its clocks are ahead, and what has happened at a time stays there. */
  get isAhead(): boolean {
    return this.#clockAhead > 0;
  }

  /** The time of its servers, as well as this process knows it. */
  readonly now = (): number => Date.now() + this.#clockAhead;

  /** Undoes all faults before the next rehearsal; clocks that are ahead stay so (`isAhead`). */
  async heal(): Promise<void> {
    await this.#nodes.heal();
    this.#deadNodes.clear();
    this.#routeRelays();
  }

  async stop(): Promise<void> {
    await this.#nodes.stop();
    await Promise.all(this.#relays.map((relay) => relay.close()));
  }

  #routeRelays(): void {
    const { members } = this.#nodes;
    for (const [i, relay] of this.#relays.entries()) {
      const inTurn = [...members.slice(i), ...members.slice(0, i)];
      const next = inTurn.find((each) => !this.#deadNodes.has(members.indexOf(each) + 1));
      if (next) relay.target = next.process;
    }
  }
}
