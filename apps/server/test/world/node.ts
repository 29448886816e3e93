/**
 * One simulated node: the ledgers, the living circles and the conversations of a real one,
 * without HTTP and Socket.IO. What stands here in their place is who is let in and how a
 * node stops; both are gateway/index.ts in small.
 */
import type { CircleId, PersonId } from '@holdspace/core';
import type { ConnectError, Hello } from '@holdspace/protocol';
import { Conversation, type ConversationParts } from '../../src/gateway/conversation.ts';
import { Limits } from '../../src/gateway/limits.ts';
import { handleRequests } from '../../src/gateway/socket-handler.ts';
import { createLedgers, type Ledgers } from '../../src/ledgers.ts';
import type { Delivery } from '../../src/live/audience.ts';
import type { LiveCircle } from '../../src/live/circle.ts';
import { LiveCircles } from '../../src/live/circles.ts';
import { createExclusionSource } from '../../src/live/exclusions.ts';
import { type Store, StoreFault } from '../../src/stores/port.ts';
import type { Sealer } from '../../src/stores/seal.ts';
import { circleId, sessionOf } from '../gateway/world.ts';
import type { Chance } from './chance.ts';
import { pause } from './clock.ts';
import type { Connection } from './connection.ts';
import { StoreLink } from './store-link.ts';
import { type Known, known } from './truth.ts';

/** A node's end of a connection. */
export interface Line {
  readonly connection: Connection;
}

/** What a test breaks on purpose: each wraps a part of a sound node. */
export interface Breakage {
  readonly store?: (store: Store) => Store;
  readonly sealer?: (sealer: Sealer) => Sealer;
}

export const lease = 6000;
const drainSpread = 2000;

const delivery: Delivery<Line> = {
  one: ({ connection }, name, packet) => connection.send('client', name, packet),
  many: (lines, name, packet) => {
    const text = JSON.stringify([packet]);
    for (const { connection } of lines) connection.carry('client', name, text);
  },
};

/** Figures are nobody's business here. */
const metrics = {
  commands: { inc: () => undefined },
  answered: { startTimer: () => () => undefined },
} as unknown as ConversationParts<Line>['metrics'];

interface Running {
  readonly link: StoreLink;
  readonly ledgers: Ledgers;
  readonly circles: LiveCircles<Line>;
  readonly lines: Set<Line>;
  readonly underWay: ConversationParts<Line>['underWay'];
  /** Once it is awake. */
  known: Known | null;
  circle: LiveCircle<Line> | null;
  draining: boolean;
}

interface Parts {
  /** That all nodes share. */
  readonly store: Store;
  readonly sealer: Sealer;
  readonly chance: Chance;
  readonly breakage: Breakage;
  /** Hears of what no fault of the store accounts for. */
  readonly failed: (error: unknown) => void;
}

export class Node {
  readonly name: string;
  readonly #parts: Parts;
  #running: Running | null = null;

  constructor(name: string, parts: Parts) {
    this.name = name;
    this.#parts = parts;
  }

  get link(): StoreLink | null {
    return this.#running?.link ?? null;
  }

  /** The ledgers as far as this node knows them, without another look. */
  get known(): Known | null {
    return this.#running?.known ?? null;
  }

  get circle(): LiveCircle<Line> | null {
    return this.#running?.circle ?? null;
  }

  /** Takes connections now. */
  get serves(): boolean {
    return this.#running !== null && !this.#running.draining;
  }

  start(): void {
    if (this.#running) return;
    const { store, chance, breakage, sealer } = this.#parts;
    const link = new StoreLink(store, chance);
    const failed = (error: unknown) => {
      if (!(error instanceof StoreFault)) this.#parts.failed(error);
    };
    const ledgers = createLedgers({
      store: breakage.store?.(link.store) ?? link.store,
      sealer: breakage.sealer?.(sealer) ?? sealer,
      failed,
    });
    const circles = new LiveCircles<Line>({
      ...{ ledgers, delivery, failed, lease, limits: false },
      close: ({ connection }) => connection.end('server'),
      exclusions: createExclusionSource(ledgers, Buffer.alloc(32), () => null),
    });
    const underWay: Running['underWay'] = new Set();
    const running = { link, ledgers, circles, lines: new Set<Line>(), underWay };
    this.#running = { ...running, known: null, circle: null, draining: false };
    this.#wake(this.#running);
  }

  /** A node that cannot read its house at the start is started again by whoever runs it. */
  #wake(running: Running): void {
    this.#awaken(running).catch(async (error: unknown) => {
      if (!(error instanceof StoreFault)) this.#parts.failed(error);
      await pause(500);
      if (this.#running === running) this.#wake(running);
    });
  }

  async #awaken(running: Running): Promise<void> {
    await running.circles.start();
    running.known = await known(running.ledgers);
    running.circle = await running.circles.circle(circleId);
  }

  /** Without a word to anybody. */
  kill(): void {
    const running = this.#running;
    if (!running) return;
    this.#running = null;
    running.link.kill();
    for (const { connection } of running.lines) connection.die();
    this.#end(running);
  }

  /** Lets everybody go first. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (!running || running.draining) return;
    const { circles, lines, underWay, link } = running;
    running.draining = true;
    for (const { connection } of lines) {
      connection.send('client', 'draining', this.#parts.chance.between(0, drainSpread));
    }
    circles.handOver();
    const until = Date.now() + drainSpread + 1000;
    while (lines.size > 0 && Date.now() < until) await pause(100);
    await Promise.allSettled(underWay);
    // It may have been killed meanwhile.
    if (this.#running !== running) return;
    this.#running = null;
    this.#end(running);
    for (const { connection } of lines) connection.end('server');
    link.kill();
  }

  #end({ circles, ledgers }: Running): void {
    circles.close();
    ledgers.close();
  }

  /** A client knocks; answers how to go on with it, or rejects with why not. */
  async admit(person: PersonId, hello: Hello): Promise<(connection: Connection) => void> {
    const running = this.#running;
    if (!running?.link.store.shared?.reachable || running.draining) throw refused('draining');
    const circle = await running.circles.circle(hello.circle as CircleId);
    if (!circle.lives({ person, session: sessionOf(person) })) throw refused('not-here');
    if (this.#running !== running) throw refused('draining');
    return (connection) => this.#welcome(running, circle, { person, hello, connection });
  }

  #welcome(
    { lines, underWay, link }: Running,
    circle: LiveCircle<Line>,
    guest: { readonly person: PersonId; readonly hello: Hello; readonly connection: Connection },
  ): void {
    const { person, hello, connection } = guest;
    const line: Line = { connection };
    const listeners = new Map<string, (...heard: unknown[]) => void>();
    const { log, at } = hello;
    const had = log !== undefined && at !== undefined ? { log, at } : null;
    lines.add(line);
    connection.send('client', 'connect');
    const { device, byItem = false, hidden } = hello;
    const session = sessionOf(person);
    const who = { person, session, device, browser: null, line, byItem };
    const watcher = circle.watch(who, had, hidden);
    const failed = (error: unknown) => {
      if (!(error instanceof StoreFault)) this.#parts.failed(error);
    };
    const conversation = new Conversation<Line>({
      ...{ circle, metrics, underWay, failed, limits: new Limits(false) },
      who: { person, session, device },
      isGone: () => !lines.has(line),
      now: () => link.store.now(),
    });
    handleRequests(
      (name, listen) => listeners.set(name, listen),
      { conversation, watcher },
      failed,
    );
    connection.attach('server', {
      heard: (name, args) => listeners.get(name)?.(...args),
      gone: () => {
        lines.delete(line);
        circle.unwatch(watcher);
      },
    });
  }
}

const refused = (code: ConnectError): Error => new Error(code);
