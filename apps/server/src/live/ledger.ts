/**
 * A ledger brought to life on this node: load, decide, append, evolve, tell. Decisions
 * about one ledger run one after another; the log arbitrates between nodes.
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
import { emptyHead, type Head, type LedgerId, type Store } from '../stores/port.ts';
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

/** A retry later than this is judged anew; docs/protocol.md promises it. */
const idsKept: Millis = 15 * 60 * 1000;
const mostAttempts = 5;

export class LiveLedger<State, Command, Event extends EventShape, Standing> {
  readonly id: LedgerId;
  readonly #store: Store;
  readonly #sealer: Sealer;
  readonly #decider: Decider<State, Command, Event, Standing>;
  readonly #listeners = new Set<CommitListener<State, Event>>();
  readonly #accepted = new Map<string, Millis>();
  readonly #words = new Map<Slot, string>();
  #log = '';
  #head: Head = emptyHead;
  /** The store may hold more than is known here: nothing is decided before catching up. */
  #behind = true;
  #state: State;
  #wordsUntil: Millis | null = null;
  #queue: Promise<unknown> = Promise.resolve();

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
    return this.#head.version;
  }
  /** The log id; '' while the ledger is empty. */
  get log(): string {
    return this.#log;
  }
  /** Words that can be read now: none after the promised time. */
  get words(): Words {
    if (this.#wordsUntil !== null && this.#store.now() >= this.#wordsUntil) this.#words.clear();
    return this.#words;
  }

  /** Reads what is new in the store. Throws BrokenChain when it does not hold together. */
  catchUp(): Promise<void> {
    return this.#inTurn(() => this.#catchUp());
  }

  /** Decides, makes it durable, then tells. The answer is true when it arrives. */
  handle(command: Command, asking: Asking<Standing>): Promise<Answer> {
    return this.#inTurn(() => this.#decide(command, asking));
  }

  /** Called after each commit, in order, once it is durable. Returns the way to stop. */
  onCommit(listener: CommitListener<State, Event>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #catchUp(): Promise<void> {
    const { log, head, entries, words } = await this.#store.read(this.id, this.#head.version);
    if (this.#log !== '' && log !== this.#log) {
      throw new BrokenChain(this.id, head.version, 'another log stands in its place');
    }
    const opened = this.#sealer.open<Event>(this.id, this.#head, entries);
    const last = opened.at(-1)?.mac ?? this.#head.mac;
    if (head.mac !== last) throw new BrokenChain(this.id, head.version, 'its end is another one');
    const revealed = this.#sealer.reveal(this.id, words, opened);
    this.#log = log;
    this.#behind = false;
    for (const each of opened) this.#apply(each, revealed);
  }

  async #decide(command: Command, asking: Asking<Standing>): Promise<Answer> {
    const { actor, present, writes, id } = asking;
    const by = id === null ? null : { by: actor as string, id };
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      if (this.#behind) await this.#catchUp();
      const now = this.#store.now();
      const accepted = by && this.#accepted.get(keyOf(by));
      if (typeof accepted === 'number' && now - accepted < idsKept) return { ok: true };
      const seed = randomBytes(16).toString('hex');
      const decision = this.#decider.decide(this.#state, command, {
        now,
        actor,
        present,
        writes,
        standing: asking.standing(),
        seed,
      });
      if (isRefusal(decision)) return decision;
      if (decision.length === 0) return { ok: true };
      const { append, opened } = this.#sealer.seal<Event>(this.id, this.#head, {
        at: now,
        command: by,
        events: decision,
      });
      // An append that is rejected may have been written, a conflict certainly was by others.
      this.#behind = true;
      const appended = await this.#store.append(append);
      if ('conflict' in appended) continue;
      this.#behind = false;
      this.#log = appended.log;
      this.#apply(opened, new Map(append.words.map(({ slot, text }) => [slot, text])));
      return { ok: true };
    }
    throw new Error(`Ledger ${this.id} was changed by others ${mostAttempts} times in a row.`);
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
    this.#head = { version: commit.version, mac };
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
