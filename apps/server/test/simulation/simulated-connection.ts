/**
 * One simulated connection between a client and a node: what is sent arrives later and in
 * order, or not at all once the connection is broken. Both ends notice that at moments of
 * their own. It carries text, as a socket does, so that nobody shares an object by accident.
 */
import type { SeededRandom } from './seeded-random.ts';
import type { TraceDigest } from './trace-digest.ts';

/** What is heard at one end. */
export interface ConnectionEnd {
  receive(name: string, args: readonly unknown[]): void;
  closed(): void;
}

type ConnectionSide = 'client' | 'server';
const otherSide = { client: 'server', server: 'client' } as const;

/** How long it takes until an end without an answer gives up: two heartbeats. */
const heartbeats = [8_000, 18_000] as const;

export class SimulatedConnection {
  readonly #random: SeededRandom;
  readonly #trace: TraceDigest;
  readonly #ends: Record<ConnectionSide, ConnectionEnd | null> = { client: null, server: null };
  readonly #arrives: Record<ConnectionSide, number> = { client: 0, server: 0 };
  #broken = false;

  constructor(random: SeededRandom, trace: TraceDigest) {
    this.#random = random;
    this.#trace = trace;
  }

  attach(side: ConnectionSide, end: ConnectionEnd): void {
    this.#ends[side] = end;
  }

  /** What is sent arrives, as far as both ends know and in truth. */
  get isSound(): boolean {
    return !this.#broken && this.#ends.client !== null && this.#ends.server !== null;
  }

  /** Functions among the arguments are called when the other end answers. */
  send(to: ConnectionSide, name: string, ...args: readonly unknown[]): void {
    this.carry(to, name, JSON.stringify(args.filter((each) => typeof each !== 'function')), args);
  }

  /** The same for what is text already. */
  carry(to: ConnectionSide, name: string, text: string, args: readonly unknown[] = []): void {
    const answer = args.find((each) => typeof each === 'function') as
      | ((...answered: unknown[]) => void)
      | undefined;
    this.#trace.add(`${name} to ${to}`, text);
    this.#deliver(to, () => {
      const back = (...answered: unknown[]) => {
        const words = JSON.stringify(answered);
        this.#trace.add(`answer to ${name}`, words);
        this.#deliver(otherSide[to], () => {
          // Who has let go hears no answer.
          if (this.#ends[otherSide[to]]) answer?.(...JSON.parse(words));
        });
      };
      this.#ends[to]?.receive(name, [...JSON.parse(text), ...(answer ? [back] : [])]);
    });
  }

  /** One end lets go; the other notices when it hears of it. */
  end(by: ConnectionSide): void {
    const end = this.#ends[by];
    this.#ends[by] = null;
    end?.closed();
    if (!this.#broken) this.#deliver(otherSide[by], () => this.#lose(otherSide[by]));
  }

  /** Cut: both ends notice soon. */
  cut(): void {
    this.#break(0, 400);
  }

  /** Nothing arrives any more, and nobody is told. */
  stall(): void {
    this.#break(...heartbeats);
  }

  /** The node is gone with all it knew; its machine resets what comes in. */
  die(): void {
    this.#ends.server = null;
    this.#break(0, 400);
  }

  #break(least: number, most: number): void {
    if (this.#broken) return;
    this.#broken = true;
    for (const side of ['client', 'server'] as const) {
      setTimeout(() => this.#lose(side), this.#random.between(least, most));
    }
  }

  #lose(side: ConnectionSide): void {
    const end = this.#ends[side];
    this.#ends[side] = null;
    end?.closed();
  }

  #deliver(to: ConnectionSide, deliver: () => void): void {
    if (this.#broken) return;
    const now = Date.now();
    const late = this.#random.happens(0.05) ? this.#random.between(50, 600) : 0;
    const at = Math.max(this.#arrives[to], now + this.#random.between(1, 20) + late);
    this.#arrives[to] = at;
    setTimeout(() => {
      if (!this.#broken) deliver();
    }, at - now);
  }
}
