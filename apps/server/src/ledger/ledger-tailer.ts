/**
 * Follows what other nodes append to the ledgers of this node: it passes on each published
 * commit, and compares heads at an interval, because a silent partition loses messages without
 * an error. It does not know what a commit means.
 */
import type { Millis } from '@holdspace/core';
import type { ReportError } from '../ops/log.ts';
import type { LedgerId, LogHead, PublishedCommit, Store } from '../storage/port/store.ts';

/** The part of a ledger runtime that the tailer uses. */
export interface TailedLedger {
  readonly id: LedgerId;
  readonly head: LogHead;
  receive(published: PublishedCommit): void;
  catchUp(): Promise<void>;
}

const pollInterval: Millis = 2000;

export class LedgerTailer {
  readonly #store: Store;
  readonly #reportError: ReportError;
  readonly #ledgers = new Map<TailedLedger, () => void>();
  readonly #unsubscribes: (() => void)[] = [];

  constructor(store: Store, reportError: ReportError) {
    this.#store = store;
    this.#reportError = reportError;
    if (!store.shared) return;
    const poll = setInterval(() => this.#pollHeads(), pollInterval);
    poll.unref();
    this.#unsubscribes.push(
      () => clearInterval(poll),
      store.shared.onReachabilityChanged((reachable) => {
        if (reachable) this.#pollHeads();
      }),
    );
  }

  /** Call it before the first read: then no commit is missed between the two. */
  async track(ledger: TailedLedger): Promise<void> {
    if (!this.#store.shared) return;
    const stop = await this.#store.shared.follow(ledger.id, (published) =>
      ledger.receive(published),
    );
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
    this.#catchUpStaleLedgers().catch((error) => this.#reportError(error, 'read heads'));
  }

  async #catchUpStaleLedgers(): Promise<void> {
    const ledgers = [...this.#ledgers.keys()];
    const heads = await this.#store.heads(ledgers.map(({ id }) => id));
    for (const ledger of ledgers) {
      const head = heads.get(ledger.id);
      if (!head || isSameHead(head, ledger.head)) continue;
      ledger.catchUp().catch((error) => this.#reportError(error, 'catch up ledger'));
    }
  }
}

const isSameHead = (a: LogHead, b: LogHead): boolean =>
  a.version === b.version && a.mac === b.mac && a.log === b.log;
