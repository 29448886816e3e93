/**
 * Hands the commits of all ledgers of a process to the store. Commands wait while the store
 * writes; when it is free, every ledger decides what waits, and all their commits go to the store
 * as one group. While groups follow one another closely, one waits a moment for more
 * (gathering-delay.ts). On a shared store each ledger has a group of its own, so that a slow shard does
 * not hold the others. It does not know commands.
 */
import type { Millis } from '@holdspace/core';
import type { AppendOutcome, AppendRequest, Store } from '../storage/port/store.ts';
import { GatheringDelay } from './gathering-delay.ts';

/** A ledger with commands that wait. Neither function throws. */
export interface CommitSource {
  /** Decides the commands that wait; returns the commits to append, in order. */
  decide(): readonly AppendRequest[];
  /** The outcomes of these appends, in the same order. */
  settle(outcomes: readonly AppendOutcome[]): void;
}

export class CommitPump {
  readonly #store: Store;
  readonly #gathering = new GatheringDelay();
  #sources: CommitSource[] = [];
  /** When the first of them asked. */
  #requestedAt: Millis = 0;
  #hasWaited = false;
  #isScheduled = false;
  /** A group of a store of one process is on its way. */
  #isWriting = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Calls `decide` and `settle` of the source once, in this turn, or when the store is free. */
  request(source: CommitSource): void {
    if (this.#sources.push(source) === 1) this.#requestedAt = performance.now();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isWriting || this.#sources.length === 0) return;
    this.#isScheduled = true;
    if (this.#store.shared !== null) {
      // Nothing but the same ledger could join the group.
      queueMicrotask(this.#run);
      return;
    }
    const wait = this.#gathering.after(this.#requestedAt, performance.now());
    this.#hasWaited = wait > 0;
    if (this.#hasWaited) setTimeout(this.#run, wait);
    else setImmediate(this.#run);
  }

  readonly #run = (): void => {
    this.#isScheduled = false;
    if (this.#isWriting) return;
    const sources = this.#sources;
    this.#sources = [];
    if (this.#store.shared === null) this.#write(sources);
    else for (const each of sources) this.#write([each]);
  };

  #write(sources: readonly CommitSource[]): void {
    const group: AppendRequest[] = [];
    const writing: [source: CommitSource, from: number, to: number][] = [];
    for (const source of sources) {
      const appends = source.decide();
      const from = group.length;
      for (const each of appends) group.push(each);
      // An answer without a commit waits for nobody.
      if (appends.length === 0) source.settle([]);
      else writing.push([source, from, group.length]);
    }
    if (group.length === 0) return;
    const isAlone = this.#store.shared === null;
    if (isAlone) {
      this.#isWriting = true;
      this.#gathering.begin(performance.now(), group.length, this.#hasWaited);
    }
    const settle = (outcomes: readonly AppendOutcome[]): void => {
      if (isAlone) this.#isWriting = false;
      for (const [source, from, to] of writing) source.settle(outcomes.slice(from, to));
      this.#schedule();
    };
    appendGroup(this.#store, group).then(settle, (fault: unknown) =>
      settle(group.map(() => ({ fault }))),
    );
  }
}

/** Rejects when the outcome of all is unknown for one reason. */
function appendGroup(
  store: Store,
  group: readonly AppendRequest[],
): Promise<readonly AppendOutcome[]> {
  if (store.appendAll) return store.appendAll(group);
  return Promise.all(
    group.map((append) => store.append(append).catch((fault: unknown) => ({ fault }))),
  );
}
