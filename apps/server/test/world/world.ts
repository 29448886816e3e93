/**
 * A simulated world: one store, three nodes, eight clients of seven people, and the ways between
 * them, all on one clock. It can be disturbed and healed; what is asked in it is play.ts, what
 * must hold is judge.ts. The same seed gives the same world.
 */
import { type CircleConnection, connect } from '@holdspace/client';
import type { CircleSettings, PersonId } from '@holdspace/core';
import type { WireCommand } from '@holdspace/protocol';
import { vi } from 'vitest';
import { createLedgers } from '../../src/ledgers.ts';
import { createMemoryStore } from '../../src/stores/memory.ts';
import type { Store } from '../../src/stores/port.ts';
import { Sealer } from '../../src/stores/seal.ts';
import { circleId, furnish, member } from '../gateway/world.ts';
import { Chance, drawFrom, fillFromSeed } from './chance.ts';
import { pass, startClock, stopClock } from './clock.ts';
import { type Breakage, Node } from './node.ts';
import { Truth } from './truth.ts';
import { type Asked, type Asking, type Hearing, SimulatedWire } from './wire.ts';

/** Those whose name begins with F facilitate. */
export const people = ['Fern', 'Flo', 'Ada', 'Ben', 'Cleo', 'Dov', 'Eve'] as const;
export const cast: readonly string[] = people.map(member);
/** Ada has two devices. */
const devices = [...people, 'Ada'].map((name, n) => ({
  person: member(name),
  device: `device-${n}-${name}`,
}));

export const sealer = new Sealer(Buffer.alloc(32, 7));

/** One client on one device. */
export interface Client {
  readonly person: PersonId;
  readonly device: string;
  readonly wire: SimulatedWire;
  readonly connection: CircleConnection;
  /** Will not come back. */
  gone: boolean;
}

export interface WorldOptions {
  readonly seed: number;
  readonly settings?: Partial<CircleSettings>;
  /** What is broken on purpose, on every node. */
  readonly breakage?: Breakage;
  /** What clients hear is changed on purpose. */
  readonly hearing?: Hearing;
  /** What clients ask is changed on purpose. */
  readonly asking?: Asking;
}

export class World {
  readonly chance: Chance;
  readonly store: Store;
  readonly nodes: readonly Node[];
  readonly clients: readonly Client[];
  readonly truth: Truth;
  readonly record: Map<string, Asked>;
  /** What no fault of the store accounts for. */
  readonly failures: unknown[];
  /** Calls of `send` without an answer yet. */
  unanswered = 0;
  sent = 0;

  private constructor(parts: Pick<World, 'chance' | 'store' | 'truth'>, options: WorldOptions) {
    const { chance, store, truth } = parts;
    const { breakage = {}, hearing, asking } = options;
    this.chance = chance;
    this.store = store;
    this.truth = truth;
    this.record = new Map();
    this.failures = [];
    this.nodes = ['north', 'east', 'west'].map(
      (name) =>
        new Node(name, {
          ...{ store, sealer, chance, breakage },
          failed: (error) => void this.failures.push(error),
        }),
    );
    for (const node of this.nodes) node.start();
    this.clients = devices.map(({ person, device }) => {
      const wire = new SimulatedWire({
        ...{ person, chance, record: this.record },
        ...(hearing && { hearing }),
        ...(asking && { asking }),
        route: () => this.route(),
      });
      const connection = connect({
        ...{ url: '', circle: circleId, device },
        ...{ random: chance.next, wire: wire.opened },
      });
      return { person, device, wire, connection, gone: false };
    });
  }

  /** Everybody is on their way; nobody has asked for anything. */
  static async begin(options: WorldOptions): Promise<World> {
    drawFrom(options.seed);
    startClock();
    vi.spyOn(crypto, 'getRandomValues').mockImplementation(fillFromSeed as never);
    const store = createMemoryStore();
    const { settings = {} } = options;
    const furnishing = createLedgers({ store, sealer, failed: () => undefined });
    await furnish(furnishing, circleId, { people, settings });
    furnishing.close();
    const truth = await Truth.of({ store, sealer });
    return new World({ chance: new Chance(options.seed), store, truth }, options);
  }

  end(): void {
    for (const { connection } of this.clients) connection.close();
    for (const node of this.nodes) node.kill();
    this.truth.close();
    stopClock();
  }

  /** The proxy in front sends nobody to a node that is known to be gone. */
  route(): Node | null {
    const serving = this.nodes.filter(({ serves }) => serves);
    return serving.length > 0 ? this.chance.one(serving) : null;
  }

  /** The devices of somebody, the one that is used most in front. */
  of(person: string): Client[] {
    return this.clients.filter((client) => client.person === person);
  }

  ask(client: Client, command: WireCommand): void {
    if (client.gone) return;
    this.unanswered++;
    this.sent++;
    void client.connection.send(command).then(() => {
      this.unanswered--;
    });
  }

  /** Somebody goes for good, without a word, and so does the node they were at. */
  lose(client: Client): void {
    client.gone = true;
    client.wire.node?.kill();
    client.connection.close();
  }

  /** People who are asked whether old words still go say that they do (TXT-5). */
  letGo(): void {
    for (const { connection, gone } of this.clients) {
      if (gone) continue;
      for (const { id, state } of connection.getSnapshot().pending) {
        if (state === 'asking') connection.release(id);
      }
    }
  }

  /** All ways are as they should be, all nodes run, and nobody stays away. */
  heal(): void {
    for (const node of this.nodes) {
      node.start();
      if (!node.link) continue;
      if (node.link.cut) node.link.cut = false;
      Object.assign(node.link, { deaf: false, slow: 1, loss: { answer: 0, news: 0 } });
    }
  }

  pass = pass;
}
