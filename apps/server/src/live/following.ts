/**
 * Keeps the ledgers of this node level with what other nodes append: hears of each commit as
 * it happens, and compares heads from time to time, because a silent partition loses messages
 * without anybody noticing. What a commit means it does not know.
 */
import type { Millis } from '@holdspace/core';
import type { End, LedgerId, News, Store } from '../stores/port.ts';

/** What it needs of a living ledger. */
export interface Followed {
  readonly id: LedgerId;
  readonly end: End;
  hear(news: News): void;
  catchUp(): Promise<void>;
}

const compareEvery: Millis = 2000;

export class Following {
  readonly #store: Store;
  readonly #failed: (error: unknown) => void;
  readonly #ledgers = new Map<Followed, () => void>();
  readonly #stops: (() => void)[] = [];

  constructor(store: Store, failed: (error: unknown) => void) {
    this.#store = store;
    this.#failed = failed;
    if (!store.shared) return;
    const beat = setInterval(() => this.#compare(), compareEvery);
    beat.unref();
    this.#stops.push(
      () => clearInterval(beat),
      store.shared.onReach((reachable) => {
        if (reachable) this.#compare();
      }),
    );
  }

  /** Before the first reading: whoever listened first has missed nothing. */
  async join(ledger: Followed): Promise<void> {
    if (!this.#store.shared) return;
    const stop = await this.#store.shared.follow(ledger.id, (news) => ledger.hear(news));
    this.#ledgers.set(ledger, stop);
  }

  part(ledger: Followed): void {
    this.#ledgers.get(ledger)?.();
    this.#ledgers.delete(ledger);
  }

  close(): void {
    for (const stop of this.#stops.splice(0)) stop();
    for (const ledger of this.#ledgers.keys()) this.part(ledger);
  }

  #compare(): void {
    if (this.#ledgers.size === 0 || !this.#store.shared?.reachable) return;
    this.#catchUpWhereBehind().catch(this.#failed);
  }

  async #catchUpWhereBehind(): Promise<void> {
    const ledgers = [...this.#ledgers.keys()];
    const ends = await this.#store.heads(ledgers.map(({ id }) => id));
    for (const ledger of ledgers) {
      const end = ends.get(ledger.id);
      if (end && !isSame(end, ledger.end)) ledger.catchUp().catch(this.#failed);
    }
  }
}

const isSame = (a: End, b: End): boolean =>
  a.version === b.version && a.mac === b.mac && a.log === b.log;
