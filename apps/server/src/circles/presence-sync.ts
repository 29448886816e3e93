/**
 * Synchronises the presence of one circle between nodes. Each node publishes a note to a board
 * of the store, with a lease that it renews; the note of a killed node expires. After an outage
 * of the store the presence registry is isolated until every node had a lease to publish. The beats
 * and the reading are those of all circles of the node (presence-sync-hub.ts).
 */
import type { Millis } from '@holdspace/core';
import type { CircleSubscriber, PresenceChangedEvent } from '../projection/circle-events.ts';
import { CoalescingTask } from '../scheduling/coalescing-task.ts';
import type { PresenceRegistry } from './presence-registry.ts';
import type { PresenceBoard, PresenceSyncHub } from './presence-sync-hub.ts';

export class PresenceSync implements CircleSubscriber, PresenceBoard {
  readonly subscriberName = 'presence sync';
  readonly board: string;
  readonly #registry: PresenceRegistry;
  readonly #hub: PresenceSyncHub;
  readonly #writeTask: CoalescingTask;
  #stopWatching: () => void = () => undefined;
  #isClosed = false;
  /** The note of this node, and when it was published. */
  #published: { readonly note: string | null; readonly at: Millis } = { note: null, at: 0 };
  #lastNotes = '[]';
  #readAt: Millis;
  /** Since the note was made. */
  #isChanged = true;
  #isFrozen = false;

  constructor(board: string, registry: PresenceRegistry, hub: PresenceSyncHub) {
    const { now, reportError } = hub.options;
    this.board = board;
    this.#registry = registry;
    this.#hub = hub;
    this.#readAt = now();
    this.#writeTask = new CoalescingTask({
      ...{ now, reportError, operation: 'publish presence' },
      work: () => this.#write(),
    });
  }

  /** Answers when the notes of the other nodes are read. */
  async start(): Promise<void> {
    this.#stopWatching = await this.#hub.add(this);
    if (this.#isClosed) this.#stopWatching();
  }

  /** Publishes what changed on this node. */
  onPresenceChanged({ cause }: PresenceChangedEvent): void {
    if (cause === 'nodes' || cause === 'settled') return;
    this.#isChanged = true;
    this.#writeTask.request();
  }

  /** Stops publishing: the people of this node move to others, and must not seem away meanwhile. */
  freeze(): void {
    this.#isFrozen = true;
  }

  /** The note of this node stays until its lease expires. */
  close(): void {
    this.#isClosed = true;
    this.#hub.remove(this);
    this.#stopWatching();
    this.#writeTask.close();
  }

  onBeat(): void {
    this.#updateIsolation();
    this.#writeTask.request();
  }

  onNotes(all: ReadonlyMap<string, string>): void {
    const { node, now } = this.#hub.options;
    const notes = [...all].filter(([of]) => of !== node).map(([, note]) => note);
    this.#readAt = now();
    this.#updateIsolation();
    const read = JSON.stringify(notes);
    if (read === this.#lastNotes) return;
    this.#lastNotes = read;
    this.#registry.merge(notes);
  }

  #updateIsolation(): void {
    const { now, lease } = this.#hub.options;
    this.#registry.isIsolated = !this.#hub.isTrusted || now() - this.#readAt > lease;
  }

  async #write(): Promise<void> {
    const { shared, node, lease, now } = this.#hub.options;
    if (!shared.reachable || this.#isFrozen) return;
    const { note: before, at } = this.#published;
    const note = this.#isChanged ? this.#registry.serialise() : before;
    this.#isChanged = false;
    // Without connections the last note may expire.
    if (note === before && (this.#registry.isEmpty || now() - at < lease / 3)) return;
    this.#published = { note, at: now() };
    try {
      await shared.publishNote(this.board, node, note, lease);
    } catch (fault) {
      this.#published = { note: null, at: 0 };
      this.#isChanged = true;
      throw fault;
    }
  }
}
