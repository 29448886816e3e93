/**
 * The way from one node to the store it shares with the others: it delays, it is cut, it loses
 * the answer to what was done, and it brings news late, twice or not at all. The store behind
 * it keeps all its promises; what a node may believe is what comes through here.
 */
import type { SharedStore, Store } from '../../src/storage/port/store.ts';
import { StoreFault } from '../../src/storage/port/store.ts';
import { never, pause } from './fake-clock.ts';
import type { SeededRandom } from './seeded-random.ts';

const noticeDelay = 600;
const answerTimeout = 900;

export class SimulatedStoreLink {
  readonly store: Store;
  readonly #random: SeededRandom;
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

  constructor(real: Store, random: SeededRandom) {
    this.#random = random;
    const asked =
      <Args extends readonly unknown[], T>(work: (...args: Args) => Promise<T>) =>
      (...args: Args) =>
        this.#ask(() => work(...args));
    this.store = {
      ...real,
      append: (append) => this.#ask(() => real.append(append), this.loss.answer),
      read: asked(real.read),
      open: asked(real.open),
      commands: asked(real.commands),
      saveSnapshot: asked(real.saveSnapshot),
      saveSummaries: asked(real.saveSummaries),
      summaries: asked(real.summaries),
      wordsOf: asked(real.wordsOf),
      deadlines: asked(real.deadlines),
      setDeadline: asked(real.setDeadline),
      setAside: asked(real.setAside),
      aside: asked(real.aside),
      heads: asked(real.heads),
      renewLog: asked(real.renewLog),
      replaceEntries: asked(real.replaceEntries),
      ledgers: asked(real.ledgers),
      sweep: asked(real.sweep),
      check: asked(real.check),
      close: async () => undefined,
      shared: this.#shared(real.shared as SharedStore),
    };
  }

  /** The node was killed: what it sent may arrive, and it hears nothing. */
  kill(): void {
    this.#dead = true;
  }

  set cut(cut: boolean) {
    this.#cut = cut;
    // A client of the store notices a little later, and comes back a little later.
    setTimeout(() => this.#notice(!cut), cut ? noticeDelay : this.#delay());
  }
  get cut(): boolean {
    return this.#cut;
  }

  #notice(reachable: boolean): void {
    if (this.#dead || this.#cut === reachable || this.#reachable === reachable) return;
    this.#reachable = reachable;
    for (const listener of this.#listeners) listener(reachable);
  }

  #shared(real: SharedStore): SharedStore {
    const link = this;
    return {
      get reachable() {
        return link.#reachable;
      },
      onReachabilityChanged: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      follow: (ledger, hear) =>
        this.#ask(() => real.follow(ledger, (news) => this.#deliver(() => hear(news)))),
      watchNotes: (board, changed) =>
        this.#ask(() => real.watchNotes(board, () => this.#deliver(changed))),
      publishNote: (...args) => this.#ask(() => real.publishNote(...args)),
      readNotes: (boards) => this.#ask(() => real.readNotes(boards)),
    };
  }

  async #ask<T>(work: () => Promise<T>, loss = 0): Promise<T> {
    if (this.#dead) return never;
    await this.#travel();
    const done = await work();
    if (loss > 0 && this.#random.happens(loss)) return this.#timeOut();
    await this.#travel();
    return this.#dead ? never : done;
  }

  async #travel(): Promise<void> {
    if (!this.#cut) await pause(this.#delay());
    if (this.#cut) await this.#timeOut();
  }

  async #timeOut(): Promise<never> {
    await pause(answerTimeout);
    if (this.#dead) return never;
    throw new StoreFault('The store did not answer.');
  }

  #deliver(deliver: () => void): void {
    if (this.#dead || this.#cut || this.deaf || this.#random.happens(this.loss.news)) return;
    const copies = this.#random.happens(0.03) ? 2 : 1;
    const late = this.#random.happens(0.03) ? this.#random.between(100, 3000) : 0;
    for (let i = 0; i < copies; i++) {
      setTimeout(() => {
        if (!this.#dead && !this.#cut) deliver();
      }, this.#delay() + late);
    }
  }

  #delay = (): number => this.#random.between(0, 4) * this.slow;
}
