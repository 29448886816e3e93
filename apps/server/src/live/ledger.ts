/**
 * A ledger brought to life on this node: load, decide, append, evolve, tell. Decisions
 * about one ledger run one after another; the log arbitrates between nodes, and what other
 * nodes append is followed, believed only where it continues version and chain.
 * It does not know sockets, people's devices or what a command means.
 */
import { randomBytes } from 'node:crypto';
import type {
  Circumstances,
  Decider,
  EventShape,
  Millis,
  RefusalCode,
  Slot,
  Words,
} from '@holdspace/core';
import { isRefusal } from '@holdspace/core';
import {
  type End,
  emptyHead,
  type LedgerId,
  type News,
  type Reading,
  type Store,
} from '../stores/port.ts';
import { BrokenChain, type Commit, type Opened, type Sealer } from '../stores/seal.ts';

export type Answer = { readonly ok: true } | { readonly refused: RefusalCode };

/** What the caller knows; `standing` is a function because it is read at the decision itself. */
export interface Asking<Standing>
  extends Pick<Circumstances<Standing>, 'actor' | 'present' | 'writes'> {
  readonly standing: () => Standing | null;
  /** Made by the client, one per intent; null for the server's own commands. */
  readonly id: string | null;
}

/** Must not throw: it hears of what is done already. */
export type CommitListener<State, Event extends EventShape> = (step: {
  readonly commit: Commit<Event>;
  readonly before: State;
  readonly after: State;
  readonly words: Words;
}) => void;

const unwritten: End = { ...emptyHead, log: '' };

/** A retry later than this is judged anew; docs/protocol.md promises it. */
const idsKept: Millis = 15 * 60 * 1000;
/** Each is a commit of another node that came first. */
const mostAttempts = 12;

export class LiveLedger<State, Command, Event extends EventShape, Standing> {
  readonly id: LedgerId;
  readonly #store: Store;
  readonly #sealer: Sealer;
  readonly #decider: Decider<State, Command, Event, Standing>;
  readonly #listeners = new Set<CommitListener<State, Event>>();
  readonly #restarts = new Set<() => void>();
  readonly #accepted = new Map<string, Millis>();
  readonly #words = new Map<Slot, string>();
  #end: End = unwritten;
  /** The store may hold more than is known here: nothing is decided before catching up. */
  #behind = true;
  #state: State;
  #wordsUntil: Millis | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  /** A catching up that has been asked for and has not begun. */
  #catching: Promise<void> | null = null;

  constructor(
    id: LedgerId,
    decider: Decider<State, Command, Event, Standing>,
    store: Store,
    sealer: Sealer,
  ) {
    this.id = id;
    this.#decider = decider;
    this.#store = store;
    this.#sealer = sealer;
    this.#state = decider.initial;
  }

  get state(): State {
    return this.#state;
  }
  get version(): number {
    return this.#end.version;
  }
  /** The log id; '' while the ledger is empty. */
  get log(): string {
    return this.#end.log;
  }
  /** How far it is known here. */
  get end(): End {
    return this.#end;
  }
  /** Words that can be read now: none after the promised time. */
  get words(): Words {
    if (this.#wordsUntil !== null && this.#store.now() >= this.#wordsUntil) this.#words.clear();
    return this.#words;
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
    if (news.entry.version <= this.#end.version && news.log === this.#end.log) return;
    this.#inTurn(() => this.#hear(news)).catch(() => {
      this.#behind = true;
    });
  }

  /** Decides, makes it durable, then tells. The answer is true when it arrives. */
  handle(command: Command, asking: Asking<Standing>): Promise<Answer> {
    return this.#inTurn(() => this.#decide(command, asking));
  }

  /** Whether this person's command of that id has had its effect, after all that came before it. */
  hasDone(by: string, id: string): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#behind || this.#store.shared !== null) await this.#catchUp();
      return this.#isDone({ by, id });
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
    const known = this.#end;
    const reading = await this.#store.read(this.id, known.version);
    try {
      this.#take(this.#opened(known, reading), reading);
    } catch (cause) {
      if (this.#store.shared === null || known.version === 0) throw cause;
      await this.#beginAnew(reading);
    }
  }

  /**
   * The store was set back behind our back, by a failover or a restored copy. A log that goes
   * on under its old name would hide that from whoever has more of it, so it gets another.
   */
  async #beginAnew({ log, head }: Reading): Promise<void> {
    if (log === this.#end.log) await this.#store.renew(this.id, { ...head, log });
    const whole = await this.#store.read(this.id, 0);
    const opened = this.#opened(unwritten, whole);
    this.#restart();
    this.#take(opened, whole);
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

  #take({ opened, words }: { opened: Opened<Event>[]; words: Words }, { log }: Reading): void {
    this.#end = { ...this.#end, log };
    this.#behind = false;
    for (const each of opened) this.#apply(each, words);
  }

  #restart(): void {
    this.#end = unwritten;
    this.#state = this.#decider.initial;
    this.#accepted.clear();
    this.#words.clear();
    this.#wordsUntil = null;
    for (const listener of this.#restarts) listener();
  }

  async #hear({ log, entry, words }: News): Promise<void> {
    const { version, log: known } = this.#end;
    if (log === known && entry.version <= version) return;
    const continues = entry.version === version + 1 && (log === known || version === 0);
    if (this.#behind || !continues) return this.#catchUp();
    const { version: at, mac } = entry;
    const told: Reading = { log, head: { version: at, mac }, entries: [entry], words };
    try {
      this.#take(this.#opened({ ...this.#end, log }, told), told);
    } catch {
      // Whoever can speak on the bus can say anything: the store alone is believed.
      await this.#catchUp();
    }
  }

  async #decide(command: Command, asking: Asking<Standing>): Promise<Answer> {
    const { actor, present, writes, id } = asking;
    const by = id === null ? null : { by: actor as string, id };
    // What is known here may be old, where others write too: a no is said at the head alone.
    let certain = this.#store.shared === null;
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      if (this.#behind) {
        await this.#catchUp();
        certain = true;
      }
      if (by && this.#isDone(by)) return { ok: true };
      const now = this.#store.now();
      const seed = randomBytes(16).toString('hex');
      const decision = this.#decider.decide(this.#state, command, {
        now,
        actor,
        present,
        writes,
        standing: asking.standing(),
        seed,
      });
      const changesNothing = isRefusal(decision) || decision.length === 0;
      if (changesNothing && !certain) {
        this.#behind = true;
        continue;
      }
      if (isRefusal(decision)) return decision;
      if (decision.length === 0) return { ok: true };
      const { append, opened } = this.#sealer.seal<Event>(this.id, this.#end, {
        at: now,
        command: by,
        events: decision,
      });
      // An append that is rejected may have been written, a conflict certainly was by others.
      this.#behind = true;
      const appended = await this.#store.append(append);
      if ('conflict' in appended) continue;
      this.#behind = false;
      this.#end = { ...this.#end, log: appended.log };
      this.#apply(opened, new Map(append.words.map(({ slot, text }) => [slot, text])));
      return { ok: true };
    }
    throw new Error(`Ledger ${this.id} was changed by others ${mostAttempts} times in a row.`);
  }

  #isDone(command: { by: string; id: string }): boolean {
    const at = this.#accepted.get(keyOf(command));
    return at !== undefined && this.#store.now() - at < idsKept;
  }

  #apply({ commit, mac, seals }: Opened<Event>, words: Words): void {
    const before = this.#state;
    for (const fact of commit.facts) {
      this.#state = this.#decider.evolve(this.#state, fact);
      for (const slot of fact.erases ?? []) this.#words.delete(slot);
      if (fact.wordsUntil !== undefined) {
        if (this.#wordsUntil !== null && this.#wordsUntil <= commit.at) this.#words.clear();
        this.#wordsUntil = fact.wordsUntil;
      }
    }
    for (const slot of Object.keys(seals)) {
      const text = words.get(slot);
      if (text !== undefined) this.#words.set(slot, text);
    }
    this.#end = { ...this.#end, version: commit.version, mac };
    if (commit.command) this.#accept(keyOf(commit.command), commit.at);
    for (const listener of this.#listeners) {
      listener({ commit, before, after: this.#state, words: this.words });
    }
  }

  /** Keys lie in the order of their commits, so the old ones are in front. */
  #accept(key: string, at: Millis): void {
    for (const [old, then] of this.#accepted) {
      if (at - then < idsKept) break;
      this.#accepted.delete(old);
    }
    this.#accepted.set(key, at);
  }
}

const keyOf = ({ by, id }: { by: string; id: string }) => `${by} ${id}`;
