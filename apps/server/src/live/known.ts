/**
 * What this node knows of one ledger: how far, in which state, which words can be read, and
 * which commands have had their effect. It grows commit by commit; where commits come from,
 * and whether they hold together, is the ledger's business.
 */
import type { EventShape, Fact, Millis, Slot, Words } from '@holdspace/core';
import { type End, emptyHead } from '../stores/port.ts';
import type { Opened } from '../stores/seal.ts';

/** Who asked for it and under which id. */
export interface CommandName {
  readonly by: string;
  readonly id: string;
}

export const unwritten: End = { ...emptyHead, log: '' };
/** A retry later than this is judged anew; docs/protocol.md promises it. */
const idsKept: Millis = 15 * 60 * 1000;

export class Known<State, Event extends EventShape> {
  readonly #initial: State;
  readonly #evolve: (state: State, fact: Fact<Event>) => State;
  readonly #now: () => Millis;
  readonly #accepted = new Map<string, Millis>();
  readonly #words = new Map<Slot, string>();
  #wordsUntil: Millis | null = null;
  #state: State;
  #end: End = unwritten;

  constructor(
    { initial, evolve }: { initial: State; evolve: (state: State, fact: Fact<Event>) => State },
    now: () => Millis,
  ) {
    this.#initial = initial;
    this.#evolve = evolve;
    this.#now = now;
    this.#state = initial;
  }

  get state(): State {
    return this.#state;
  }
  get end(): End {
    return this.#end;
  }
  /** None after the promised time. */
  get words(): Words {
    if (this.#wordsUntil !== null && this.#now() >= this.#wordsUntil) this.#words.clear();
    return this.#words;
  }

  hasDone(command: CommandName): boolean {
    const at = this.#accepted.get(keyOf(command));
    return at !== undefined && this.#now() - at < idsKept;
  }

  /** The state that these facts lead to. */
  evolved(state: State, facts: readonly Fact<Event>[]): State {
    return facts.reduce((so, fact) => this.#evolve(so, fact), state);
  }

  /** One commit further. `after` is the state it leads to, where that is known already. */
  take({ commit, mac, seals }: Opened<Event>, log: string, words: Words, after?: State): void {
    this.#state = after ?? this.evolved(this.#state, commit.facts);
    for (const { erases = [], wordsUntil } of commit.facts) {
      for (const slot of erases) this.#words.delete(slot);
      if (wordsUntil === undefined) continue;
      if (this.#wordsUntil !== null && this.#wordsUntil <= commit.at) this.#words.clear();
      this.#wordsUntil = wordsUntil;
    }
    for (const slot of Object.keys(seals)) {
      const text = words.get(slot);
      if (text !== undefined) this.#words.set(slot, text);
    }
    this.#end = { version: commit.version, mac, log };
    if (commit.command) this.#accept(keyOf(commit.command), commit.at);
  }

  forget(): void {
    this.#end = unwritten;
    this.#state = this.#initial;
    this.#accepted.clear();
    this.#words.clear();
    this.#wordsUntil = null;
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

export const keyOf = ({ by, id }: CommandName) => `${by} ${id}`;
