/**
 * The replica of one ledger on this node: head, state, readable words and the digests of
 * processed commands. It applies commits one by one. It does not read the store and does not
 * verify the chain; the ledger runtime does both.
 */
import type { EventShape, Fact, Millis, Slot, Words } from '@holdspace/core';
import type { Commit, DecodedCommit } from '../storage/chain/commit-codec.ts';
import { emptyHead, type LogHead, type ProcessedCommand } from '../storage/port/store.ts';

export const emptyLogHead: LogHead = { ...emptyHead, log: '' };

/** One commit and the states around it. One object per commit, shared by all listeners. */
export interface CommitStep<State, Event extends EventShape> {
  readonly commit: Commit<Event>;
  /** The command behind the commit, as long as the store keeps it; null for the server's own. */
  readonly command: ProcessedCommand | null;
  readonly before: State;
  readonly after: State;
  readonly words: Words;
}

/**
 * A second result of a ledger's commits, kept beside the state. The replica folds each commit
 * into it before any listener is called, so a listener never reads an old one.
 */
export interface CommitFold<State, Event extends EventShape> {
  apply(step: CommitStep<State, Event>): void;
  /** Another log replaces the one folded so far; its commits follow from the first. */
  reset(): void;
  /** What `restore` needs to go on from here: as JSON keeps it, and without words. */
  save(): unknown;
  /** Goes on from what `save` of this program returned. */
  restore(saved: unknown): void;
}

/** What a replica needs to go on from a head. */
export interface ReplicaState<State> {
  readonly state: State;
  readonly wordsUntil: Millis | null;
  /** Of `CommitFold.save`; null without a fold. */
  readonly folded: unknown;
}

export class LedgerReplica<State, Event extends EventShape> {
  readonly #initial: State;
  readonly #evolve: (state: State, fact: Fact<Event>) => State;
  readonly #now: () => Millis;
  readonly #fold: CommitFold<State, Event> | null;
  /** Digests of commands and their expiry, roughly in the order of expiry. */
  readonly #processed = new Map<string, Millis>();
  readonly #words = new Map<Slot, string>();
  /**
   * Slots that were erased while older words are not read, so that none comes back; null: all are
   * read, or none of them can come back.
   */
  #erasedUnread: Set<Slot> | null = null;
  #wordsUntil: Millis | null = null;
  #state: State;
  #head: LogHead = emptyLogHead;

  constructor(
    { initial, evolve }: { initial: State; evolve: (state: State, fact: Fact<Event>) => State },
    now: () => Millis,
    fold: CommitFold<State, Event> | null = null,
  ) {
    this.#initial = initial;
    this.#evolve = evolve;
    this.#now = now;
    this.#fold = fold;
    this.#state = initial;
  }

  get state(): State {
    return this.#state;
  }
  get head(): LogHead {
    return this.#head;
  }
  /** Empty after `wordsUntil` (PHA-6). */
  get words(): Words {
    if (this.#wordsUntil !== null && this.#now() >= this.#wordsUntil) this.#words.clear();
    return this.#words;
  }

  hasProcessed(digest: string): boolean {
    const until = this.#processed.get(digest);
    return until !== undefined && this.#now() < until;
  }

  /** Applies the next commit. `known` is the state it leads to, if the decision computed it. */
  apply(
    { commit, mac, seals, command }: DecodedCommit<Event>,
    log: string,
    words: Words,
    known?: State,
  ): CommitStep<State, Event> {
    const before = this.#state;
    const after = known ?? commit.facts.reduce(this.#evolve, before);
    this.#state = after;
    for (const { erases = [], wordsUntil } of commit.facts) {
      for (const slot of erases) {
        this.#words.delete(slot);
        this.#erasedUnread?.add(slot);
      }
      if (wordsUntil === undefined) continue;
      if (this.#wordsUntil !== null && this.#wordsUntil <= commit.at) {
        this.#words.clear();
        this.#erasedUnread = null;
      }
      this.#wordsUntil = wordsUntil;
    }
    for (const slot of Object.keys(seals)) {
      const text = words.get(slot);
      if (text !== undefined) this.#words.set(slot, text);
    }
    this.#head = { version: commit.version, mac, log };
    if (command) this.rememberProcessed(command);
    const step = { commit, command, before, after, words: this.words };
    this.#fold?.apply(step);
    return step;
  }

  save(): ReplicaState<State> {
    const folded = this.#fold?.save() ?? null;
    return { state: this.#state, wordsUntil: this.#wordsUntil, folded };
  }

  /** Goes on from a saved state; `words` has the readable ones of its slots. */
  restore(
    saved: ReplicaState<State> & {
      readonly head: LogHead;
      readonly seals: Readonly<Record<Slot, unknown>>;
    },
    words: Words,
  ): void {
    this.reset();
    this.#head = saved.head;
    this.#state = saved.state;
    this.#wordsUntil = saved.wordsUntil;
    for (const slot in saved.seals) {
      const text = words.get(slot);
      if (text !== undefined) this.#words.set(slot, text);
    }
    this.#erasedUnread = new Set();
    this.#fold?.restore(saved.folded);
  }

  /**
   * Words from before the saved state, without those that have been erased or written anew since.
   * `isLast`: no further ones follow.
   */
  addEarlierWords(words: Words, isLast: boolean): void {
    const erased = this.#erasedUnread;
    if (isLast) this.#erasedUnread = null;
    if (!erased) return;
    for (const [slot, text] of words) {
      if (!erased.has(slot) && !this.#words.has(slot)) this.#words.set(slot, text);
    }
  }

  reset(): void {
    this.#head = emptyLogHead;
    this.#state = this.#initial;
    this.#processed.clear();
    this.#words.clear();
    this.#erasedUnread = null;
    this.#wordsUntil = null;
    this.#fold?.reset();
  }

  /** Also drops the digests whose time is over. */
  rememberProcessed({ digest, until }: ProcessedCommand): void {
    const now = this.#now();
    for (const [old, end] of this.#processed) {
      if (end > now) break;
      this.#processed.delete(old);
    }
    if (until > now) this.#processed.set(digest, until);
  }
}
