/**
 * Hands the commits of all ledgers of a process to the store. Commands wait while the store
 * writes; when it is free, every ledger decides what waits, and all their commits go to the store
 * as one group. On a shared store each ledger has a group of its own, so that a slow shard does
 * not hold the others. It does not know commands.
 */
import type { AppendOutcome, AppendRequest, Store } from '../storage/port/store.ts';

/** A ledger with commands that wait. Neither function throws. */
export interface CommitSource {
  /** Decides the commands that wait; returns the commits to append, in order. */
  decide(): readonly AppendRequest[];
  /** The outcomes of these appends, in the same order. */
  settle(outcomes: readonly AppendOutcome[]): void;
}

export class CommitPump {
  readonly #store: Store;
  #sources: CommitSource[] = [];
  #isScheduled = false;
  /** A group of a store of one process is on its way. */
  #isWriting = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Calls `decide` and `settle` of the source once, in this turn, or when the store is free. */
  request(source: CommitSource): void {
    this.#sources.push(source);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isWriting || this.#sources.length === 0) return;
    this.#isScheduled = true;
    // On a shared store nothing but the same ledger could join the group.
    if (this.#store.shared === null) setImmediate(this.#run);
    else queueMicrotask(this.#run);
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
    if (isAlone) this.#isWriting = true;
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
