/**
 * The ledgers of one kind that are in the memory of this node. Each is loaded once and shared. A
 * ledger that nobody holds, and that nobody asked for lately, leaves the memory. It does not know
 * what a ledger decides.
 */
import type { Millis } from '@holdspace/core';
import type { LedgerId } from '../storage/port/store.ts';

/** The part of a ledger runtime that the cache uses. */
export interface CachedLedger {
  readonly id: LedgerId;
  /** Whether a command or a reading is under way. */
  readonly isBusy: boolean;
}

export interface LedgerCacheOptions<Ledger> {
  readonly create: (id: LedgerId) => Ledger;
  /** Answers when the ledger is read to its head, and follows the other nodes. */
  readonly load: (ledger: Ledger) => Promise<void>;
  /** Answers when the ledger is read to its head, and leaves it at that. */
  readonly readOnce: (ledger: Ledger) => Promise<void>;
  /** Reads it to its head once more, where other nodes append. */
  readonly refresh: (ledger: Ledger) => Promise<void>;
  /** Undoes what a failed `load` began. */
  readonly abandon: (ledger: Ledger) => void;
  /** It has left the memory; `reopen` answers with the ledger that takes its place. */
  readonly unload: (ledger: Ledger, reopen: () => Promise<Ledger>) => void;
  readonly now: () => Millis;
}

interface CacheEntry<Ledger> {
  readonly ledger: Ledger;
  readonly loading: Promise<Ledger>;
  isLoaded: boolean;
  holds: number;
  /** When somebody asked for it, or let go of it, last. */
  usedAt: Millis;
}

export class LedgerCache<Ledger extends CachedLedger> {
  readonly #options: LedgerCacheOptions<Ledger>;
  readonly #entries = new Map<LedgerId, CacheEntry<Ledger>>();

  constructor(options: LedgerCacheOptions<Ledger>) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** A failed load is not kept: the next caller tries again. */
  get(id: LedgerId): Promise<Ledger> {
    const { now, refresh } = this.#options;
    const known = this.#entries.get(id);
    if (!known) return this.#load(id);
    known.usedAt = now();
    return known.loading.then(async (ledger) => {
      await refresh(ledger);
      return ledger;
    });
  }

  /** For one reading: a ledger that is not in memory is read to its head, and not kept. */
  async read(id: LedgerId): Promise<Ledger> {
    if (this.#entries.has(id)) return this.get(id);
    const ledger = this.#options.create(id);
    await this.#options.readOnce(ledger);
    return ledger;
  }

  /** Keeps the ledger in memory until `release` is called. Null: it has left the memory already. */
  hold(ledger: Ledger): (() => void) | null {
    const entry = this.#entries.get(ledger.id);
    if (entry?.ledger !== ledger) return null;
    entry.holds++;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      entry.holds--;
      entry.usedAt = this.#options.now();
    };
  }

  /** The ledgers that are read. */
  get loaded(): Ledger[] {
    return [...this.#entries.values()].flatMap(({ ledger, isLoaded }) => (isLoaded ? ledger : []));
  }

  /** Drops the ledgers that nobody holds and nobody used since that time. */
  dropIdle(since: Millis): void {
    for (const [id, entry] of this.#entries) {
      const { ledger, isLoaded, holds, usedAt } = entry;
      if (!isLoaded || holds > 0 || usedAt > since || ledger.isBusy) continue;
      this.#entries.delete(id);
      this.#options.unload(ledger, () => this.get(id));
    }
  }

  #load(id: LedgerId): Promise<Ledger> {
    const { create, load, abandon, now } = this.#options;
    const ledger = create(id);
    const loading = load(ledger).then(() => ledger);
    const entry = { ledger, loading, isLoaded: false, holds: 0, usedAt: now() };
    this.#entries.set(id, entry);
    loading.then(
      () => {
        entry.isLoaded = true;
        entry.usedAt = now();
      },
      () => {
        this.#entries.delete(id);
        abandon(ledger);
      },
    );
    return loading;
  }
}
