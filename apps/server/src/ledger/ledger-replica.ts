/**
 * What this node knows of one ledger: how far, in which state, which words can be read, and
 * which commands have had their effect. It grows commit by commit; where commits come from,
 * and whether they hold together, is the ledger's business.
 */
import type { EventShape, Fact, Millis, Slot, Words } from '@holdspace/core';
import type { DecodedCommit } from '../storage/chain/commit-codec.ts';
import { emptyHead, type LogHead, type ProcessedCommand } from '../storage/port/store.ts';

export const emptyLogHead: LogHead = { ...emptyHead, log: '' };

export class LedgerReplica<State, Event extends EventShape> {
  readonly #initial: State;
  readonly #evolve: (state: State, fact: Fact<Event>) => State;
  readonly #now: () => Millis;
  /** Digests of commands, until when; about in the order of their ends. */
  readonly #processed = new Map<string, Millis>();
  readonly #words = new Map<Slot, string>();
  #wordsUntil: Millis | null = null;
  #state: State;
  #head: LogHead = emptyLogHead;

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
  get head(): LogHead {
    return this.#head;
  }
  /** None after the promised time. */
  get words(): Words {
    if (this.#wordsUntil !== null && this.#now() >= this.#wordsUntil) this.#words.clear();
    return this.#words;
  }

  hasProcessed(digest: string): boolean {
    const until = this.#processed.get(digest);
    return until !== undefined && this.#now() < until;
  }

  /** One commit further. `after` is the state it leads to, where that is known already. */
  apply(
    { commit, mac, seals, command }: DecodedCommit<Event>,
    log: string,
    words: Words,
    after?: State,
  ): void {
    this.#state = after ?? commit.facts.reduce(this.#evolve, this.#state);
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
    this.#head = { version: commit.version, mac, log };
    if (command) this.#rememberProcessed(command);
  }

  reset(): void {
    this.#head = emptyLogHead;
    this.#state = this.#initial;
    this.#processed.clear();
    this.#words.clear();
    this.#wordsUntil = null;
  }

  /** A command that has had its effect; those whose time is over go. */
  #rememberProcessed({ digest, until }: ProcessedCommand): void {
    const now = this.#now();
    for (const [old, end] of this.#processed) {
      if (end > now) break;
      this.#processed.delete(old);
    }
    if (until > now) this.#processed.set(digest, until);
  }
}
