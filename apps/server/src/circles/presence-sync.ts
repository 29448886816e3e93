/**
 * Synchronises the presence of one circle between nodes. Each node publishes a note to a board
 * of the store, with a lease that it renews; the note of a killed node expires. After an outage
 * of the store the presence registry is isolated until every node had a lease to publish.
 */
import type { Millis } from '@holdspace/core';
import type { ReportError } from '../ops/log.ts';
import type { CircleSubscriber, PresenceChangedEvent } from '../projection/circle-events.ts';
import { CoalescingTask } from '../scheduling/coalescing-task.ts';
import type { SharedStore } from '../storage/port/store.ts';
import type { PresenceRegistry } from './presence-registry.ts';

export interface PresenceSyncOptions {
  readonly shared: SharedStore;
  /** Random per process. */
  readonly node: string;
  readonly lease: Millis;
  readonly now: () => Millis;
  readonly reportError: ReportError;
}

export class PresenceSync implements CircleSubscriber {
  readonly subscriberName = 'presence sync';
  readonly #board: string;
  readonly #registry: PresenceRegistry;
  readonly #options: PresenceSyncOptions;
  readonly #writeTask: CoalescingTask;
  readonly #readTask: CoalescingTask;
  readonly #unsubscribes: (() => void)[] = [];
  /** The note of this node, and when it was published. */
  #published: { readonly note: string | null; readonly at: Millis } = { note: null, at: 0 };
  #lastRead = '[]';
  /** From then on the others had a whole lease to publish; null while the store is unreachable. */
  #trustedFrom: Millis | null;
  #readAt: Millis;
  #isFrozen = false;

  constructor(board: string, registry: PresenceRegistry, options: PresenceSyncOptions) {
    const { now, reportError, shared } = options;
    this.#board = board;
    this.#registry = registry;
    this.#options = options;
    this.#trustedFrom = shared.reachable ? now() : null;
    this.#readAt = now();
    this.#writeTask = new CoalescingTask({
      ...{ now, reportError, operation: 'publish presence' },
      work: () => this.#write(),
    });
    this.#readTask = new CoalescingTask({
      ...{ now, reportError, operation: 'read presence of other nodes' },
      work: () => this.#read(),
    });
  }

  /** Answers when the notes of the other nodes are read. */
  async start(): Promise<void> {
    const { shared, lease, now } = this.#options;
    this.#unsubscribes.push(await shared.watchNotes(this.#board, () => this.#readTask.request()));
    await this.#read();
    const heartbeat = setInterval(() => this.#heartbeat(), lease / 3);
    heartbeat.unref();
    this.#unsubscribes.push(
      () => clearInterval(heartbeat),
      shared.onReachabilityChanged((reachable) => {
        this.#trustedFrom = reachable ? now() + lease : null;
        this.#heartbeat();
      }),
    );
  }

  /** Publishes what changed on this node. */
  onPresenceChanged({ cause }: PresenceChangedEvent): void {
    if (cause !== 'nodes' && cause !== 'settled') this.#writeTask.request();
  }

  /** Stops publishing: the people of this node move to others, and must not seem away meanwhile. */
  freeze(): void {
    this.#isFrozen = true;
  }

  /** The note of this node stays until its lease expires. */
  close(): void {
    for (const stop of this.#unsubscribes.splice(0)) stop();
    this.#writeTask.close();
    this.#readTask.close();
  }

  #heartbeat(): void {
    this.#updateIsolation();
    this.#writeTask.request();
    this.#readTask.request();
  }

  #updateIsolation(): void {
    const { now, lease } = this.#options;
    this.#registry.isIsolated =
      this.#trustedFrom === null || this.#trustedFrom > now() || now() - this.#readAt > lease;
  }

  async #write(): Promise<void> {
    const { shared, node, lease, now } = this.#options;
    if (!shared.reachable || this.#isFrozen) return;
    const note = this.#registry.serialise();
    const { note: before, at } = this.#published;
    // Without connections the last note may expire.
    if (note === before && (this.#registry.isEmpty || now() - at < lease / 3)) return;
    this.#published = { note, at: now() };
    try {
      await shared.publishNote(this.#board, node, note, lease);
    } catch (fault) {
      this.#published = { note: null, at: 0 };
      throw fault;
    }
  }

  async #read(): Promise<void> {
    const { shared, node, now } = this.#options;
    if (!shared.reachable) return;
    const boards = await shared.readNotes([this.#board]);
    const notes = [...(boards.get(this.#board) ?? [])].filter(([of]) => of !== node);
    this.#readAt = now();
    this.#updateIsolation();
    const read = JSON.stringify(notes.map(([, note]) => note));
    if (read === this.#lastRead) return;
    this.#lastRead = read;
    this.#registry.merge(notes.map(([, note]) => note));
  }
}
