/**
 * The presence boards of all circles that are awake on this node: one timer, and one reading of all
 * of them for each beat. A circle that sleeps has no board here; with none there is no timer.
 */
import type { Millis } from '@holdspace/core';
import type { ReportError } from '../ops/log.ts';
import { CoalescingTask } from '../scheduling/coalescing-task.ts';
import type { SharedStore } from '../storage/port/store.ts';

export interface PresenceSyncOptions {
  readonly shared: SharedStore;
  /** Random per process. */
  readonly node: string;
  /** Each note is renewed and each board is read three times in this. */
  readonly lease: Millis;
  readonly now: () => Millis;
  readonly reportError: ReportError;
}

/** A circle that is awake. */
export interface PresenceBoard {
  readonly board: string;
  /** The time of a beat, or the store is reachable again or no longer. */
  onBeat(): void;
  /** The notes of all nodes, this one too, by node. */
  onNotes(notes: ReadonlyMap<string, string>): void;
}

export class PresenceSyncHub {
  readonly options: PresenceSyncOptions;
  readonly #boards = new Set<PresenceBoard>();
  /** To be read next, in one call. */
  readonly #unread = new Set<PresenceBoard>();
  readonly #readTask: CoalescingTask;
  #stopBeats: () => void = () => undefined;
  /** From then on the others had a whole lease to publish; null while the store is unreachable. */
  #trustedFrom: Millis | null = null;

  constructor(options: PresenceSyncOptions) {
    this.options = options;
    const { now, reportError } = options;
    this.#readTask = new CoalescingTask({
      ...{ now, reportError, operation: 'read presence of other nodes' },
      work: () => this.#readBoards(),
    });
  }

  /** Whether the notes that can be read are those of all nodes that are there. */
  get isTrusted(): boolean {
    return this.#trustedFrom !== null && this.#trustedFrom <= this.options.now();
  }

  /** Answers when the board is watched and was read once. `remove` it in any case. */
  async add(board: PresenceBoard): Promise<() => void> {
    this.#boards.add(board);
    if (this.#boards.size === 1) this.#startBeats();
    const { shared } = this.options;
    const stop = await shared.watchNotes(board.board, () => this.#requestRead([board]));
    try {
      if (shared.reachable) await this.#read([board]);
      return stop;
    } catch (fault) {
      stop();
      throw fault;
    }
  }

  remove(board: PresenceBoard): void {
    this.#unread.delete(board);
    if (this.#boards.delete(board) && this.#boards.size === 0) this.#stopBeats();
  }

  #startBeats(): void {
    const { shared, lease, now } = this.options;
    this.#trustedFrom = shared.reachable ? now() : null;
    const timer = setInterval(() => this.#beat(), lease / 3);
    timer.unref();
    const stopListening = shared.onReachabilityChanged((reachable) => {
      this.#trustedFrom = reachable ? now() + lease : null;
      this.#beat();
    });
    this.#stopBeats = () => {
      clearInterval(timer);
      stopListening();
    };
  }

  #beat(): void {
    for (const board of this.#boards) board.onBeat();
    this.#requestRead(this.#boards);
  }

  #requestRead(boards: Iterable<PresenceBoard>): void {
    for (const board of boards) if (this.#boards.has(board)) this.#unread.add(board);
    this.#readTask.request();
  }

  /** While the store is unreachable nothing is read; the beat when it is back reads all boards. */
  async #readBoards(): Promise<void> {
    const boards = [...this.#unread];
    this.#unread.clear();
    if (boards.length === 0 || !this.options.shared.reachable) return;
    await this.#read(boards).catch((fault: unknown) => {
      for (const board of boards) if (this.#boards.has(board)) this.#unread.add(board);
      throw fault;
    });
  }

  async #read(boards: readonly PresenceBoard[]): Promise<void> {
    const { shared, reportError } = this.options;
    const notes = await shared.readNotes(boards.map(({ board }) => board));
    for (const board of boards) {
      if (!this.#boards.has(board)) continue;
      try {
        board.onNotes(notes.get(board.board) ?? new Map());
      } catch (error) {
        reportError(error, 'read presence of other nodes');
      }
    }
  }
}
