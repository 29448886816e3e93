/**
 * A world of plans: one circle, three nodes on one store, and the ways between them that are cut, slow or
 * deaf, on one clock. Organisers, members and carers act by any node, as the routes do, and nodes
 * die. What must hold is planning-invariants.ts. The same seed gives the same world.
 */
import type { CircleId, CircleState, HouseState, LinkId, PersonId, Words } from '@holdspace/core';
import { vi } from 'vitest';
import { systemContext } from '../../../src/ledger/command-context.ts';
import { createLedgers } from '../../../src/ledger/ledgers.ts';
import { createMemoryStore } from '../../../src/storage/memory/memory-store.ts';
import type { Store } from '../../../src/storage/port/store.ts';
import { circleId, seedCircle } from '../../realtime/seeded-circle.ts';
import { testCodec } from '../../storage/sample-commits.ts';
import { advance, onClock, startClock, stopClock } from '../fake-clock.ts';
import { fillFromSeed, SeededRandom, seedSharedRandom } from '../seeded-random.ts';
import { type PlanningBreakage, PlanningNode } from './planning-node.ts';

export const members = ['Ada', 'Ben', 'Cleo', 'Dov', 'Eve'] as const;
export const carers = ['o_fern', 'o_flo', 'o_finn', 'o_fay'].map((id) => id as PersonId);
export const seatCount = 3;
/** Over a slow way, with repetitions; in ms. */
const longestAct = 60_000;

/** What a state was, with what was done since the one before. */
export interface PlanStep {
  readonly circle: CircleState;
  readonly words: Words;
  readonly house: HouseState;
  readonly done: readonly string[];
  /** Meetings that organisers touched by hand lately; `all` for a pause or an end. */
  readonly byHand: ReadonlySet<string>;
  readonly now: number;
}

export class PlanningWorld {
  readonly random: SeededRandom;
  readonly store: Store;
  readonly nodes: readonly PlanningNode[];
  /** Errors that no disturbance explains. */
  readonly failures: unknown[] = [];
  readonly done: string[] = [];
  readonly #byHand = new Map<string, number>();
  /** All nodes are down, and none is started again. */
  isDown = false;
  /** How many acts were accepted. */
  accepted = 0;

  private constructor(seed: number, store: Store, breakage: PlanningBreakage) {
    this.random = new SeededRandom(seed);
    this.store = store;
    const reportError = (error: unknown) => void this.failures.push(error);
    this.nodes = ['north', 'east', 'west'].map(
      (name) => new PlanningNode(name, { store, random: this.random, breakage, reportError }),
    );
    for (const node of this.nodes) node.start();
  }

  static async begin(seed: number, breakage: PlanningBreakage = {}): Promise<PlanningWorld> {
    seedSharedRandom(seed);
    startClock();
    vi.spyOn(crypto, 'getRandomValues').mockImplementation(fillFromSeed as never);
    const store = createMemoryStore();
    const ledgers = createLedgers({ store, codec: testCodec, reportError: () => undefined });
    const settings = { seats: seatCount, carers: 2, memberRetention: 3650 * 24 * 3_600_000 };
    await onClock(seedCircle(ledgers, circleId, { people: members, settings }));
    const house = await onClock(ledgers.house());
    for (const [n, staff] of carers.entries()) {
      const link = { link: `l_${n}` as LinkId, hash: `h_${n}`, expires: 9e15 };
      const added = { staff, name: `Name ${n}`, roles: ['facilitator'] as const };
      const circles: CircleId[] = [circleId];
      await onClock(house.handle({ do: 'add-staff', ...added, circles, ...link }, systemContext));
    }
    ledgers.close();
    return new PlanningWorld(seed, store, breakage);
  }

  /** What the store has, read past the nodes; with what was done since the last look. */
  async look(): Promise<PlanStep> {
    // Opened anew: what keeps ledgers fresh would tick through all the weeks of a world.
    const ledgers = createLedgers({
      ...{ store: this.store, codec: testCodec },
      reportError: (error) => void this.failures.push(error),
    });
    const circle = await onClock(ledgers.circle(circleId));
    const house = await onClock(ledgers.house());
    ledgers.close();
    const done = this.done.splice(0);
    const now = this.store.now();
    for (const [what, at] of this.#byHand) if (at < now - longestAct) this.#byHand.delete(what);
    const byHand = new Set(this.#byHand.keys());
    return { circle: circle.state, words: circle.words, house: house.state, done, byHand, now };
  }

  /** An organiser acts on this meeting, or with `all` on every one; it may take a while. */
  noteByHand(what: string): void {
    this.#byHand.set(what, this.store.now());
  }

  startNode(node: PlanningNode): void {
    if (!this.isDown) node.start();
  }

  heal(): void {
    for (const node of this.nodes) {
      node.start();
      node.heal();
    }
  }

  /** Everything that is due has happened, on healed nodes. */
  async settle(): Promise<void> {
    this.heal();
    await this.pass(6_000);
  }

  pass = advance;

  end(): void {
    for (const node of this.nodes) node.kill();
    stopClock();
  }
}
