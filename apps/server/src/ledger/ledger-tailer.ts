/**
 * Keeps the ledgers of this node level with what other nodes append: hears of each commit as
 * it happens, and compares heads from time to time, because a silent partition loses messages
 * without anybody noticing. What a commit means it does not know.
 */
import type { Millis } from '@holdspace/core';
import type { LedgerId, LogHead, PublishedCommit, Store } from '../storage/port/store.ts';

/** What it needs of a living ledger. */
export interface TailedLedger {
  readonly id: LedgerId;
  readonly head: LogHead;
  receive(news: PublishedCommit): void;
  catchUp(): Promise<void>;
}

const pollInterval: Millis = 2000;

export class LedgerTailer {
  readonly #store: Store;
  readonly #onError: (error: unknown) => void;
  readonly #ledgers = new Map<TailedLedger, () => void>();
  readonly #unsubscribes: (() => void)[] = [];

  constructor(store: Store, failed: (error: unknown) => void) {
    this.#store = store;
    this.#onError = failed;
    if (!store.shared) return;
    const beat = setInterval(() => this.#pollHeads(), pollInterval);
    beat.unref();
    this.#unsubscribes.push(
      () => clearInterval(beat),
      store.shared.onReachabilityChanged((reachable) => {
        if (reachable) this.#pollHeads();
      }),
    );
  }

  /** Before the first reading: whoever listened first has missed nothing. */
  async track(ledger: TailedLedger): Promise<void> {
    if (!this.#store.shared) return;
    const stop = await this.#store.shared.follow(ledger.id, (news) => ledger.receive(news));
    this.#ledgers.set(ledger, stop);
  }

  untrack(ledger: TailedLedger): void {
    this.#ledgers.get(ledger)?.();
    this.#ledgers.delete(ledger);
  }

  close(): void {
    for (const stop of this.#unsubscribes.splice(0)) stop();
    for (const ledger of this.#ledgers.keys()) this.untrack(ledger);
  }

  #pollHeads(): void {
    if (this.#ledgers.size === 0 || !this.#store.shared?.reachable) return;
    this.#catchUpStaleLedgers().catch(this.#onError);
  }

  async #catchUpStaleLedgers(): Promise<void> {
    const ledgers = [...this.#ledgers.keys()];
    const ends = await this.#store.heads(ledgers.map(({ id }) => id));
    for (const ledger of ledgers) {
      const end = ends.get(ledger.id);
      if (end && !isSameHead(end, ledger.head)) ledger.catchUp().catch(this.#onError);
    }
  }
}

const isSameHead = (a: LogHead, b: LogHead): boolean =>
  a.version === b.version && a.mac === b.mac && a.log === b.log;
