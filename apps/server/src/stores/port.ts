/**
 * The ledger port: what a store must do, and all that the rest of the server knows of it.
 * A ledger is a list of commits numbered from 1; words lie beside it and can be erased.
 *
 * The store does not know what a commit means: `body` is text made and sealed by the node
 * (see seal.ts). It keeps order, refuses forks, keeps words apart, and never loses what
 * it has acknowledged.
 */
import type { Millis, Slot } from '@holdspace/core';

/** `house`, `circle:…`, `desk:…`, `meeting:…`. */
export type LedgerId = string;

/** Where a ledger ends. An empty ledger has version 0 and mac ''. */
export interface Head {
  readonly version: number;
  readonly mac: string;
}

/** The words of one slot with the salt of their seal; both are erased together. */
export interface SealedWords {
  readonly slot: Slot;
  readonly salt: string;
  readonly text: string;
}

export const emptyHead: Head = { version: 0, mac: '' };

export interface Entry extends Head {
  readonly body: string;
}

export interface Append {
  readonly ledger: LedgerId;
  /** The head this commit continues. Compared with the store's, version and mac. */
  readonly previous: Head;
  readonly entry: Entry;
  /** Written after `erases` is done; a slot that held other words loses them like an erased one. */
  readonly words: readonly SealedWords[];
  /** Words destroyed in the same step; afterwards their bytes are in no file of the store. */
  readonly erases: readonly Slot[];
  /**
   * All words of this ledger become unreadable at this moment; null leaves it as it was.
   * Words whose time was up before this commit don't come back by it.
   */
  readonly wordsUntil: Millis | null;
}

/** `head` is where the ledger really ends: catch up, decide again. `log` as in `Reading`. */
export type Appended = { readonly ok: true; readonly log: string } | { readonly conflict: Head };

/**
 * The store could not do it; the message is a sentence for whoever runs the server. An
 * append that was answered with this may have been written all the same: read again.
 */
export class StoreFault extends Error {
  override name = 'StoreFault';
}

export interface Reading {
  /**
   * Random, made with the ledger; '' while it is empty. A reader who knew another one
   * starts from a snapshot.
   */
  readonly log: string;
  readonly head: Head;
  /** Without gap, from the version asked for to the head. */
  readonly entries: readonly Entry[];
  /** Words that can still be read, of all slots written in `entries` (with `after` 0: of the ledger). */
  readonly words: readonly SealedWords[];
}

export interface Store {
  readonly name: 'memory' | 'sqlite' | 'redis';
  /** The clock that all nodes agree on. */
  now(): Millis;
  /**
   * Answers after the commit is durable. Never a gap, never a fork, never half a commit.
   * Rejects for an entry that does not carry the number after `previous`.
   */
  append(append: Append): Promise<Appended>;
  read(ledger: LedgerId, after: number): Promise<Reading>;
  /** All of one moment; a ledger nobody wrote to has the head of an empty one. */
  heads(ledgers: readonly LedgerId[]): Promise<ReadonlyMap<LedgerId, Head>>;
  /** Names of all ledgers, sorted. */
  ledgers(): Promise<readonly LedgerId[]>;
  /** Destroys the bytes of words whose time is up; answers how many slots. */
  sweep(): Promise<number>;
  /** Rejects with a sentence that names the failing part when the store cannot answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}
