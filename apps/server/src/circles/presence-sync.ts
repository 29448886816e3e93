/**
 * Tells the other nodes who is connected here to one circle, and reads what they tell: notes
 * on a board of the store, each with a lease that its node renews. A node that was killed or
 * cut off fades with its lease. Until all notes can be trusted again after a loss, the book
 * is blind. What the book makes of it is presence.ts.
 */
import type { Millis } from '@holdspace/core';
import { CoalescingTask } from '../scheduling/coalescing-task.ts';
import type { SharedStore } from '../storage/port/store.ts';
import type { PresenceRegistry } from './presence-registry.ts';

export interface PresenceSyncOptions {
  readonly shared: SharedStore;
  /** Random, of this process. */
  readonly node: string;
  readonly lease: Millis;
  readonly now: () => Millis;
  readonly failed: (error: unknown) => void;
}

export class PresenceSync {
  readonly #board: string;
  readonly #registry: PresenceRegistry;
  readonly #options: PresenceSyncOptions;
  readonly #onChanged: () => void;
  readonly #writeTask: CoalescingTask;
  readonly #readTask: CoalescingTask;
  readonly #unsubscribes: (() => void)[] = [];
  /** What hangs there of ours, and since when. */
  #published: { readonly note: string | null; readonly at: Millis } = { note: null, at: 0 };
  #lastRead = '[]';
  /** The others have had a whole lease to speak since then; null while the store is out of reach. */
  #trustedFrom: Millis | null;
  #readAt: Millis;
  #isFrozen = false;

  constructor(
    board: string,
    book: PresenceRegistry,
    rolls: PresenceSyncOptions,
    changed: () => void,
  ) {
    const { now, failed, shared } = rolls;
    this.#board = board;
    this.#registry = book;
    this.#options = rolls;
    this.#onChanged = changed;
    this.#trustedFrom = shared.reachable ? now() : null;
    this.#readAt = now();
    this.#writeTask = new CoalescingTask({ now, failed, work: () => this.#write() });
    this.#readTask = new CoalescingTask({ now, failed, work: () => this.#read() });
  }

  /** Answers when what the other nodes say is known. */
  async start(): Promise<void> {
    const { shared, lease, now } = this.#options;
    this.#unsubscribes.push(await shared.watchNotes(this.#board, () => this.#readTask.request()));
    await this.#read();
    const beat = setInterval(() => this.#heartbeat(), lease / 3);
    beat.unref();
    this.#unsubscribes.push(
      () => clearInterval(beat),
      shared.onReachabilityChanged((reachable) => {
        this.#trustedFrom = reachable ? now() + lease : null;
        this.#heartbeat();
      }),
    );
  }

  /** Somebody came or went here. */
  requestWrite(): void {
    this.#writeTask.request();
  }

  /** People are sent to other nodes: until they are there, they are not to seem gone. */
  freeze(): void {
    this.#isFrozen = true;
  }

  /** What hangs there of ours is left to fade with its lease. */
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
    const blind =
      this.#trustedFrom === null || this.#trustedFrom > now() || now() - this.#readAt > lease;
    if (blind === this.#registry.isIsolated) return;
    this.#registry.isIsolated = blind;
    this.#onChanged();
  }

  async #write(): Promise<void> {
    const { shared, node, lease, now } = this.#options;
    if (!shared.reachable || this.#isFrozen) return;
    const note = this.#registry.serialise();
    const { note: before, at } = this.#published;
    // Where nobody is, the last note may fade: nobody is missed.
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
    const notes = [...(await shared.readNotes(this.#board))].filter(([of]) => of !== node);
    this.#readAt = now();
    this.#updateIsolation();
    const heard = JSON.stringify(notes.map(([, note]) => note));
    if (heard === this.#lastRead) return;
    this.#lastRead = heard;
    this.#registry.merge(notes.map(([, note]) => note));
    this.#onChanged();
  }
}
