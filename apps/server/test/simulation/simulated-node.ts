/**
 * One simulated node: the ledgers, the living circles and the conversations of a real one,
 * without HTTP and Socket.IO. What stands here in their place is who is let in and how a
 * node stops; both are a small version of realtime/.
 */
import type { CircleId, PersonId } from '@holdspace/core';
import type { ConnectError, Hello } from '@holdspace/protocol';
import { CircleRegistry } from '../../src/circles/circle-registry.ts';
import type { CircleRuntime } from '../../src/circles/circle-runtime.ts';
import { createExclusionSource } from '../../src/circles/exclusions.ts';
import { createLedgers, type Ledgers } from '../../src/ledger/ledgers.ts';
import type { PacketDelivery } from '../../src/projection/subscription.ts';
import { CommandsInFlight } from '../../src/realtime/commands-in-flight.ts';
import { RateLimits } from '../../src/realtime/rate-limits.ts';
import { createSocketEventListeners } from '../../src/realtime/socket-events.ts';
import { SocketHandler, type SocketHandlerParts } from '../../src/realtime/socket-handler.ts';
import type { CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { type Store, StoreFault } from '../../src/storage/port/store.ts';
import { testPlanning } from '../circles/planning-fixture.ts';
import { circleId, sessionOf } from '../realtime/seeded-circle.ts';
import { pause } from './fake-clock.ts';
import { loadLedgers, type SimulatedLedgers } from './reference-model.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { SimulatedConnection } from './simulated-connection.ts';
import { SimulatedStoreLink } from './simulated-store-link.ts';

/** A node's end of a connection. */
export interface SimulatedSocket {
  readonly connection: SimulatedConnection;
}

/** What a test breaks on purpose: each wraps a part of a sound node. */
export interface NodeBreakage {
  readonly store?: (store: Store) => Store;
  readonly codec?: (codec: CommitCodec) => CommitCodec;
}

export const lease = 6000;
const drainSpread = 2000;

const delivery: PacketDelivery<SimulatedSocket> = {
  send: ({ connection }, name, packet) => connection.send('client', name, packet),
  sendMany: (lines, name, packet) => {
    const text = JSON.stringify([packet]);
    for (const { connection } of lines) connection.carry('client', name, text);
  },
  close: ({ connection }) => connection.end('server'),
};

/** Figures are nobody's business here. */
const metrics = {
  commands: { inc: () => undefined },
  answered: { observe: () => undefined },
} as unknown as SocketHandlerParts['metrics'];

interface RunningNode {
  readonly link: SimulatedStoreLink;
  readonly ledgers: Ledgers;
  readonly circles: CircleRegistry<SimulatedSocket>;
  readonly lines: Set<SimulatedSocket>;
  readonly underWay: SocketHandlerParts['inFlight'];
  /** Its house is read. */
  isReady: boolean;
  /** As the node follows them; null where circles sleep. */
  followed: SimulatedLedgers | null;
  draining: boolean;
}

interface SimulatedNodeOptions {
  /** That all nodes share. */
  readonly store: Store;
  readonly codec: CommitCodec;
  readonly random: SeededRandom;
  readonly breakage: NodeBreakage;
  /** Circles leave its memory whenever nobody is there, and snapshots are saved often. */
  readonly sleeps: boolean;
  /** Gets the errors that no planted fault of the store explains. */
  readonly reportError: (error: unknown) => void;
}

export class SimulatedNode {
  readonly name: string;
  readonly #parts: SimulatedNodeOptions;
  #running: RunningNode | null = null;

  constructor(name: string, parts: SimulatedNodeOptions) {
    this.name = name;
    this.#parts = parts;
  }

  get link(): SimulatedStoreLink | null {
    return this.#running?.link ?? null;
  }

  /** Runs, and has read its house. */
  get isReady(): boolean {
    return this.#running?.isReady === true;
  }

  /** Whether the circle is in its memory. */
  get isCircleAwake(): boolean {
    return (this.#running?.circles.loaded.size ?? 0) > 0;
  }

  /** The ledgers as far as this node knows them; where circles sleep, they are opened anew. */
  async ledgers(): Promise<SimulatedLedgers | null> {
    return this.#running && (this.#running.followed ?? loadLedgers(this.#running.ledgers));
  }

  /** The circle on this node, woken when it sleeps. */
  async circle(): Promise<CircleRuntime<SimulatedSocket> | null> {
    return this.#running?.circles.circle(circleId) ?? null;
  }

  /** Takes connections now. */
  get serves(): boolean {
    return this.#running !== null && !this.#running.draining;
  }

  start(): void {
    if (this.#running) return;
    const { store, random, breakage, codec, sleeps } = this.#parts;
    const link = new SimulatedStoreLink(store, random);
    const reportError = (error: unknown) => {
      if (!(error instanceof StoreFault)) this.#parts.reportError(error);
    };
    const ledgers = createLedgers({
      store: breakage.store?.(link.store) ?? link.store,
      codec: breakage.codec?.(codec) ?? codec,
      reportError,
      ...(sleeps && { idleTime: 500, keptTail: 5 }),
    });
    const circles = new CircleRegistry<SimulatedSocket>({
      ...{
        ledgers,
        delivery,
        reportError,
        lease,
        limits: false,
        sleepAfter: sleeps ? 0 : Number.MAX_SAFE_INTEGER,
      },
      runHouse: async () => undefined,
      exclusions: createExclusionSource(ledgers, Buffer.alloc(32), () => null),
      planning: testPlanning(ledgers),
    });
    const underWay = new CommandsInFlight();
    const running = { link, ledgers, circles, lines: new Set<SimulatedSocket>(), underWay };
    this.#running = { ...running, isReady: false, followed: null, draining: false };
    this.#retryStart(this.#running);
  }

  /** The operator restarts a node that cannot read its house at the start. */
  #retryStart(running: RunningNode): void {
    this.#loadCircles(running).catch(async (error: unknown) => {
      if (!(error instanceof StoreFault)) this.#parts.reportError(error);
      await pause(500);
      if (this.#running === running) this.#retryStart(running);
    });
  }

  async #loadCircles(running: RunningNode): Promise<void> {
    await running.circles.start();
    running.circles.startDeadlines();
    if (!this.#parts.sleeps) {
      running.followed = await loadLedgers(running.ledgers);
      await running.circles.circle(circleId);
    }
    running.isReady = true;
  }

  /** Without a word to anyone. */
  kill(): void {
    const running = this.#running;
    if (!running) return;
    this.#running = null;
    running.link.kill();
    for (const { connection } of running.lines) connection.die();
    this.#closeLedgers(running);
  }

  /** Lets everyone go first. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (!running || running.draining) return;
    const { circles, lines, underWay, link } = running;
    running.draining = true;
    for (const { connection } of lines) {
      connection.send('client', 'draining', this.#parts.random.between(0, drainSpread));
    }
    circles.standDown();
    const until = Date.now() + drainSpread + 1000;
    while (lines.size > 0 && Date.now() < until) await pause(100);
    await underWay.settled();
    // It may have been killed meanwhile.
    if (this.#running !== running) return;
    this.#running = null;
    this.#closeLedgers(running);
    for (const { connection } of lines) connection.end('server');
    link.kill();
  }

  #closeLedgers({ circles, ledgers }: RunningNode): void {
    circles.close();
    ledgers.close();
  }

  /** A client knocks; answers how to go on with it, or rejects with why not. */
  async admit(person: PersonId, hello: Hello): Promise<(connection: SimulatedConnection) => void> {
    const running = this.#running;
    if (!running?.link.store.shared?.reachable || running.draining) throw refused('draining');
    const circle = await running.circles.circle(hello.circle as CircleId);
    if (!circle.hasLiveSession({ person, session: sessionOf(person) })) throw refused('not-here');
    if (this.#running !== running) throw refused('draining');
    return (connection) => this.#welcome(running, circle, { person, hello, connection });
  }

  #welcome(
    { lines, underWay, link }: RunningNode,
    circle: CircleRuntime<SimulatedSocket>,
    guest: {
      readonly person: PersonId;
      readonly hello: Hello;
      readonly connection: SimulatedConnection;
    },
  ): void {
    const { person, hello, connection } = guest;
    const line: SimulatedSocket = { connection };
    const { log, at } = hello;
    const had = log !== undefined && at !== undefined ? { log, at } : null;
    lines.add(line);
    connection.send('client', 'connect');
    const { device, byItem = false, differences = false, hidden } = hello;
    const session = sessionOf(person);
    const who = { person, session, device, browser: null, line, byItem, differences };
    const subscription = circle.subscribe(who, had, hidden);
    const reportError = (error: unknown) => {
      if (!(error instanceof StoreFault)) this.#parts.reportError(error);
    };
    const parts = {
      ...{ metrics, inFlight: underWay, reportError, limits: new RateLimits(false) },
      now: () => link.store.now(),
    };
    const client = {
      get connected() {
        return lines.has(line);
      },
    };
    const handler = new SocketHandler(parts, circle, subscription, client);
    const listeners = createSocketEventListeners<SimulatedSocket, SimulatedSocket>(
      () => ({ handler, subscription }),
      reportError,
    );
    connection.attach('server', {
      receive: (name, args) => listeners.get(name)?.call(line, ...args),
      closed: () => {
        lines.delete(line);
        circle.unsubscribe(subscription);
      },
    });
  }
}

const refused = (code: ConnectError): Error => new Error(code);
