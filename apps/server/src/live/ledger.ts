/**
 * A ledger brought to life on this node: load, decide, append, evolve, tell. What waits while
 * the store writes is decided one upon another (drafts.ts) and written together. The log
 * arbitrates between nodes, and what other nodes append is followed, believed only where it
 * continues version and chain.
 * It does not know sockets, people's devices or what a command means.
 */
import type { Decider, EventShape, Words } from '@holdspace/core';
import type { DoneCommand, End, LedgerId, News, Reading, Store } from '../stores/port.ts';
import { BrokenChain, type Commit, type Opened, type Sealer } from '../stores/seal.ts';
import { type Answer, type Asking, Drafting, type Wish } from './drafts.ts';
import { Known, unwritten } from './known.ts';

export type { Answer, Asking } from './drafts.ts';

/** Must not throw: it hears of what is done already. */
export type CommitListener<State, Event extends EventShape> = (step: {
  readonly commit: Commit<Event>;
  /** That led to it, as long as it is kept; null when the server itself decided. */
  readonly command: DoneCommand | null;
  readonly before: State;
  readonly after: State;
  readonly words: Words;
}) => void;

/** Each is a commit of another node that came first. */
const mostAttempts = 12;

export class LiveLedger<State, Command, Event extends EventShape, Standing> {
  readonly id: LedgerId;
  readonly #store: Store;
  readonly #sealer: Sealer;
  readonly #known: Known<State, Event>;
  readonly #drafting: Drafting<State, Command, Event, Standing>;
  readonly #listeners = new Set<CommitListener<State, Event>>();
  readonly #restarts = new Set<() => void>();
  /** The store may hold more than is known here: nothing is decided before catching up. */
  #behind = true;
  #queue: Promise<unknown> = Promise.resolve();
  /** Not decided yet, mostly because the store is busy with those before. */
  #wishes: Wish<Command, Standing>[] = [];
  /** A catching up that has been asked for and has not begun. */
  #catching: Promise<void> | null = null;

  constructor(
    id: LedgerId,
    decider: Decider<State, Command, Event, Standing>,
    store: Store,
    sealer: Sealer,
  ) {
    const now = () => store.now();
    this.id = id;
    this.#store = store;
    this.#sealer = sealer;
    this.#known = new Known<State, Event>(decider, now);
    this.#drafting = new Drafting({ ledger: id, decider, sealer, known: this.#known, now });
  }

  get state(): State {
    return this.#known.state;
  }
  get version(): number {
    return this.#known.end.version;
  }
  /** The log id; '' while the ledger is empty. */
  get log(): string {
    return this.#known.end.log;
  }
  /** How far it is known here. */
  get end(): End {
    return this.#known.end;
  }
  /** Words that can be read now: none after the promised time. */
  get words(): Words {
    return this.#known.words;
  }

  /**
   * Reads what is new in the store: afterwards all is known that was durable when this was
   * called. Throws BrokenChain when it does not hold together.
   */
  catchUp(): Promise<void> {
    this.#catching ??= this.#inTurn(() => {
      this.#catching = null;
      return this.#catchUp();
    });
    return this.#catching;
  }

  /** What another node says it appended; may come late, twice or never. Must not reject. */
  hear(news: News): void {
    if (news.entry.version <= this.version && news.log === this.log) return;
    this.#inTurn(() => this.#hear(news)).catch(() => {
      this.#behind = true;
    });
  }

  /** Decides, makes it durable, then tells. The answer is true when it arrives. */
  handle(command: Command, asking: Asking<Standing>): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#wishes.push({ command, asking, resolve, reject });
    if (this.#wishes.length === 1) void this.#inTurn(() => this.#grant());
    return promise;
  }

  /** Whether this person's command of that id has had its effect, after all that came before it. */
  hasDone(by: string, id: string): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#behind || this.#store.shared !== null) await this.#catchUp();
      return this.#known.hasDone(this.#sealer.digest(this.id, { by, id }));
    });
  }

  /** Called after each commit, in order, once it is durable. Returns the way to stop. */
  onCommit(listener: CommitListener<State, Event>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called when what was known here is void: the store holds another log. Then all commits come anew. */
  onRestart(listener: () => void): () => void {
    this.#restarts.add(listener);
    return () => this.#restarts.delete(listener);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #catchUp(): Promise<void> {
    const { end } = this;
    const reading = await this.#store.read(this.id, end.version);
    try {
      this.#takeAll(this.#opened(end, reading), reading);
    } catch (cause) {
      if (this.#store.shared === null || end.version === 0) throw cause;
      await this.#beginAnew(reading);
    }
  }

  /**
   * The store was set back behind our back, by a failover or a restored copy. A log that goes
   * on under its old name would hide that from whoever has more of it, so it gets another.
   */
  async #beginAnew({ log, head }: Reading): Promise<void> {
    if (log === this.log) await this.#store.renew(this.id, { ...head, log });
    const whole = await this.#store.read(this.id, 0);
    const opened = this.#opened(unwritten, whole);
    this.#known.forget();
    for (const listener of this.#restarts) listener();
    this.#takeAll(opened, whole);
  }

  #opened(from: End, { log, head, entries, words }: Reading) {
    if (from.log !== '' && log !== from.log) {
      throw new BrokenChain(this.id, head.version, 'another log stands in its place');
    }
    const opened = this.#sealer.open<Event>(this.id, from, entries);
    if (head.mac !== (opened.at(-1)?.mac ?? from.mac)) {
      throw new BrokenChain(this.id, head.version, 'its end is another one');
    }
    return { opened, words: this.#sealer.reveal(this.id, words, opened) };
  }

  #takeAll(
    { opened, words }: { opened: Opened<Event>[]; words: Words },
    { log, commands }: Reading,
  ): void {
    this.#behind = false;
    const done = new Map(commands.map((command) => [command.version, command]));
    for (const each of opened) {
      const command = each.command ?? done.get(each.commit.version) ?? null;
      this.#take({ ...each, command }, log, words);
    }
  }

  #take(opened: Opened<Event>, log: string, words: Words, known?: State): void {
    const before = this.state;
    this.#known.take(opened, log, words, known);
    for (const listener of this.#listeners) {
      const { commit, command } = opened;
      listener({ commit, command, before, after: this.state, words: this.words });
    }
  }

  async #hear({ log, entry, words, command }: News): Promise<void> {
    const { version, log: known } = this.end;
    if (log === known && entry.version <= version) return;
    const continues = entry.version === version + 1 && (log === known || version === 0);
    if (this.#behind || !continues) return this.#catchUp();
    const { version: at, mac } = entry;
    const commands = command ? [command] : [];
    const told: Reading = { log, head: { version: at, mac }, entries: [entry], words, commands };
    try {
      this.#takeAll(this.#opened({ ...this.end, log }, told), told);
    } catch {
      // Whoever can speak on the bus can say anything: the store alone is believed.
      await this.#catchUp();
    }
  }

  /** Does not reject: each wish has an answer of its own. */
  async #grant(): Promise<void> {
    let wishes = this.#wishes;
    this.#wishes = [];
    try {
      for (let attempt = 0; wishes.length > 0; attempt++) {
        if (attempt === mostAttempts) {
          throw new Error(`Ledger ${this.id} was changed by others ${attempt} times in a row.`);
        }
        const left = await this.#attempt(wishes);
        if (left.length < wishes.length) attempt = 0;
        wishes = left;
      }
    } catch (fault) {
      for (const { reject } of wishes) reject(fault);
    }
  }

  /** Decides them in their order and writes them together; answers those to be asked again. */
  async #attempt(wishes: readonly Wish<Command, Standing>[]): Promise<Wish<Command, Standing>[]> {
    // What is known here may be old, where others write too: a no is said at the head alone.
    let certain = this.#store.shared === null;
    if (this.#behind) {
      await this.#catchUp();
      certain = true;
    }
    const drafts = this.#drafting.of(wishes);
    const writing = drafts.map(({ sealed }) => sealed && this.#store.append(sealed.append));
    // They are awaited one by one, and the first that fails speaks for those decided upon it.
    for (const each of writing) each?.catch(() => undefined);
    const unchanged: [Wish<Command, Standing>, Answer][] = [];
    const left = [...wishes];
    for (const [i, { answer, sealed }] of drafts.entries()) {
      const wish = wishes[i] as Wish<Command, Standing>;
      if (!sealed) {
        unchanged.push([wish, answer]);
        left.shift();
        continue;
      }
      // An append that is rejected may have been written, a conflict certainly was by others.
      this.#behind = true;
      const appended = await writing[i]?.catch(wish.reject);
      if (!appended) left.shift();
      if (!appended || 'conflict' in appended) break;
      left.shift();
      this.#behind = false;
      certain = true;
      this.#take(sealed.opened, appended.log, sealed.words, sealed.after);
      wish.resolve(answer);
    }
    if (!certain && unchanged.length > 0) {
      this.#behind = true;
      return [...unchanged.map(([wish]) => wish), ...left];
    }
    for (const [wish, answer] of unchanged) wish.resolve(answer);
    return left;
  }
}
