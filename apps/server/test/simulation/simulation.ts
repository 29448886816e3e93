/**
 * A simulation: one store, three nodes, eight clients of seven people, and the ways between
 * them, all on one clock. It can be disturbed and healed. run-simulation.ts asks in it; what
 * must hold is invariants.ts. The same seed gives the same world.
 */
import { type CircleConnection, connect } from '@holdspace/client';
import type { CircleSettings, PersonId } from '@holdspace/core';
import type { WireCommand } from '@holdspace/protocol';
import { vi } from 'vitest';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import { CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { circleId, member, seedCircle } from '../realtime/seeded-circle.ts';
import { advance, onClock, startClock, stopClock } from './fake-clock.ts';
import { ReferenceModel } from './reference-model.ts';
import { fillFromSeed, SeededRandom, seedSharedRandom } from './seeded-random.ts';
import { type NodeBreakage, SimulatedNode } from './simulated-node.ts';
import {
  type CommandFilter,
  type PacketFilter,
  type RecordedCommand,
  SimulatedWire,
} from './simulated-wire.ts';
import { TraceDigest } from './trace-digest.ts';

/** Those whose name begins with F facilitate. */
export const people = ['Fern', 'Flo', 'Ada', 'Ben', 'Cleo', 'Dov', 'Eve'] as const;
export const cast: readonly string[] = people.map(member);
/** Ada has two devices. */
const devices = [...people, 'Ada'].map((name, n) => ({
  person: member(name),
  device: `device-${n}-${name}`,
}));

export const codec = new CommitCodec(Buffer.alloc(32, 7));

/** One client on one device. */
export interface SimulatedClient {
  readonly person: PersonId;
  readonly device: string;
  readonly wire: SimulatedWire;
  readonly connection: CircleConnection;
  /** Will not come back. */
  gone: boolean;
}

export interface SimulationOptions {
  readonly seed: number;
  readonly settings?: Partial<CircleSettings>;
  /** Circles fall asleep on every node as soon as nobody is there. */
  readonly sleeps?: boolean;
  /** What is broken on purpose, on every node. */
  readonly breakage?: NodeBreakage;
  /** What clients hear is changed on purpose. */
  readonly packetFilter?: PacketFilter;
  /** What clients ask is changed on purpose. */
  readonly commandFilter?: CommandFilter;
}

export class Simulation {
  readonly random: SeededRandom;
  readonly store: Store;
  readonly nodes: readonly SimulatedNode[];
  readonly clients: readonly SimulatedClient[];
  readonly truth: ReferenceModel;
  readonly trace: TraceDigest;
  readonly record: Map<string, RecordedCommand>;
  /** Errors that no planted fault of the store explains. */
  readonly failures: unknown[];
  /** Calls of `send` without an answer yet. */
  unanswered = 0;
  sent = 0;

  private constructor(
    parts: Pick<Simulation, 'random' | 'store' | 'truth' | 'trace'>,
    options: SimulationOptions,
  ) {
    const { random, store, truth, trace } = parts;
    const { breakage = {}, packetFilter: hearing, commandFilter: asking, sleeps = false } = options;
    this.random = random;
    this.store = store;
    this.truth = truth;
    this.trace = trace;
    this.record = new Map();
    this.failures = [];
    this.nodes = ['north', 'east', 'west'].map(
      (name) =>
        new SimulatedNode(name, {
          ...{ store, codec, random, breakage, sleeps },
          reportError: (error) => void this.failures.push(error),
        }),
    );
    for (const node of this.nodes) node.start();
    this.clients = devices.map(({ person, device }) => {
      const wire = new SimulatedWire({
        ...{ person, random, trace, record: this.record },
        ...(hearing && { packetFilter: hearing }),
        ...(asking && { commandFilter: asking }),
        route: () => this.route(),
      });
      const connection = connect({
        ...{ url: '', circle: circleId, device },
        ...{ random: random.next, openTransport: wire.opened },
      });
      return { person, device, wire, connection, gone: false };
    });
  }

  /** Everyone is on their way; nobody has asked for anything. */
  static async begin(options: SimulationOptions): Promise<Simulation> {
    seedSharedRandom(options.seed);
    startClock();
    vi.spyOn(crypto, 'getRandomValues').mockImplementation(fillFromSeed as never);
    const store = createMemoryStore();
    const { settings = {} } = options;
    const furnishing = createLedgers({ store, codec, reportError: () => undefined });
    await onClock(seedCircle(furnishing, circleId, { people, settings }));
    furnishing.close();
    const trace = new TraceDigest();
    const truth = await onClock(ReferenceModel.of({ store, codec, trace }));
    const random = new SeededRandom(options.seed);
    return new Simulation({ random, store, truth, trace }, options);
  }

  end(): void {
    for (const { connection } of this.clients) connection.close();
    for (const node of this.nodes) node.kill();
    this.truth.close();
    stopClock();
  }

  /** The proxy in front sends nobody to a node that is known to be gone. */
  route(): SimulatedNode | null {
    const serving = this.nodes.filter(({ serves }) => serves);
    return serving.length > 0 ? this.random.one(serving) : null;
  }

  /** The devices of a person, the one that is used most in front. */
  of(person: string): SimulatedClient[] {
    return this.clients.filter((client) => client.person === person);
  }

  ask(client: SimulatedClient, command: WireCommand): void {
    if (client.gone) return;
    this.unanswered++;
    this.sent++;
    void client.connection.send(command).then(() => {
      this.unanswered--;
    });
  }

  /** A person goes for good, without a word, and so does the node they were at. */
  lose(client: SimulatedClient): void {
    client.gone = true;
    client.wire.node?.kill();
    client.connection.close();
  }

  /** People who are asked whether old words still go say that they do (TXT-5). */
  releasePending(): void {
    for (const { connection, gone } of this.clients) {
      if (gone) continue;
      for (const { id, state } of connection.getSnapshot().pending) {
        if (state === 'asking') connection.confirmPending(id);
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

  pass = advance;
}
