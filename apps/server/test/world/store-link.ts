/**
 * The way from one node to the store it shares with the others: it delays, it is cut, it loses
 * the answer to what was done, and it brings news late, twice or not at all. The store behind
 * it keeps all its promises; what a node may believe is what comes through here.
 */
import type { Shared, Store } from '../../src/stores/port.ts';
import { StoreFault } from '../../src/stores/port.ts';
import type { Chance } from './chance.ts';
import { never, pause } from './clock.ts';

const notedAfter = 600;
const patience = 900;

export class StoreLink {
  readonly store: Store;
  readonly #chance: Chance;
  readonly #listeners = new Set<(reachable: boolean) => void>();
  #cut = false;
  #reachable = true;
  /** News don't come, though all else does. */
  deaf = false;
  /** How many times as long as usual everything takes. */
  slow = 1;
  /** How often the answer to an append is lost, and how often a piece of news. */
  loss = { answer: 0, news: 0 };
  #dead = false;

  constructor(real: Store, chance: Chance) {
    this.#chance = chance;
    const asked =
      <Args extends readonly unknown[], T>(work: (...args: Args) => Promise<T>) =>
      (...args: Args) =>
        this.#ask(() => work(...args));
    this.store = {
      ...real,
      append: (append) => this.#ask(() => real.append(append), this.loss.answer),
      read: asked(real.read),
      setAside: asked(real.setAside),
      aside: asked(real.aside),
      heads: asked(real.heads),
      renew: asked(real.renew),
      replace: asked(real.replace),
      ledgers: asked(real.ledgers),
      sweep: asked(real.sweep),
      check: asked(real.check),
      close: async () => undefined,
      shared: this.#shared(real.shared as Shared),
    };
  }

  /** The node was killed: what it sent may arrive, and it hears nothing. */
  kill(): void {
    this.#dead = true;
  }

  set cut(cut: boolean) {
    this.#cut = cut;
    // A client of the store notices a little later, and comes back a little later.
    setTimeout(() => this.#notice(!cut), cut ? notedAfter : this.#delay());
  }
  get cut(): boolean {
    return this.#cut;
  }

  #notice(reachable: boolean): void {
    if (this.#dead || this.#cut === reachable || this.#reachable === reachable) return;
    this.#reachable = reachable;
    for (const listener of this.#listeners) listener(reachable);
  }

  #shared(real: Shared): Shared {
    const link = this;
    return {
      get reachable() {
        return link.#reachable;
      },
      onReach: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      follow: (ledger, hear) =>
        this.#ask(() => real.follow(ledger, (news) => this.#bring(() => hear(news)))),
      watch: (board, changed) => this.#ask(() => real.watch(board, () => this.#bring(changed))),
      pin: (...args) => this.#ask(() => real.pin(...args)),
      notes: (board) => this.#ask(() => real.notes(board)),
    };
  }

  async #ask<T>(work: () => Promise<T>, loss = 0): Promise<T> {
    if (this.#dead) return never;
    await this.#travel();
    const done = await work();
    if (loss > 0 && this.#chance.happens(loss)) return this.#silence();
    await this.#travel();
    return this.#dead ? never : done;
  }

  async #travel(): Promise<void> {
    if (!this.#cut) await pause(this.#delay());
    if (this.#cut) await this.#silence();
  }

  async #silence(): Promise<never> {
    await pause(patience);
    if (this.#dead) return never;
    throw new StoreFault('The store did not answer.');
  }

  #bring(tell: () => void): void {
    if (this.#dead || this.#cut || this.deaf || this.#chance.happens(this.loss.news)) return;
    const copies = this.#chance.happens(0.03) ? 2 : 1;
    const late = this.#chance.happens(0.03) ? this.#chance.between(100, 3000) : 0;
    for (let i = 0; i < copies; i++) {
      setTimeout(() => {
        if (!this.#dead && !this.#cut) tell();
      }, this.#delay() + late);
    }
  }

  #delay = (): number => this.#chance.between(0, 4) * this.slow;
}
