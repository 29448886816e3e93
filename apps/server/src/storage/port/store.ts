/**
 * The ledger port: what a store must do, and all that the rest of the server knows of it.
 * A ledger is a list of commits numbered from 1; words are stored separately and can be erased.
 *
 * The store does not know what a commit means: `body` is text made and sealed by the node
 * (see commit-codec.ts). It keeps order, refuses forks, keeps words apart, and never loses what
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
export interface SaltedWords {
  readonly slot: Slot;
  readonly salt: string;
  readonly text: string;
}

export const emptyHead: Head = { version: 0, mac: '' };

/** The head of one log. Two logs of one ledger are independent of each other. */
export interface LogHead extends Head {
  /** Random, made with the ledger; '' while it is empty. */
  readonly log: string;
}

export interface LedgerEntry extends Head {
  readonly body: string;
}

/**
 * A command that has had its effect, kept beside the chain so that it can be forgotten. The
 * digest is keyed (commit-codec.ts): it tells neither the person nor the id.
 */
export interface ProcessedCommand {
  /** 22 characters. */
  readonly digest: string;
  /** Of its commit. */
  readonly version: number;
  readonly until: Millis;
}

/**
 * A text that waits outside the chain until a commit takes it in: durable, in no order and of no
 * time, so that a file does not tell which of several came when (PRV-11).
 */
export interface AsideText {
  /** 22 characters, random or keyed: it reveals nothing. */
  readonly id: string;
  readonly text: string;
}

export interface AppendRequest {
  readonly ledger: LedgerId;
  /**
   * The log this commit goes on with, as the store names it; '' for a ledger held to be empty.
   * Null when it is not known and not compared.
   */
  readonly log: string | null;
  /** The head this commit continues. Compared with the store's, version and mac. */
  readonly previous: Head;
  /** The command that led here; null when the server itself decided. Kept until its time. */
  readonly command: ProcessedCommand | null;
  readonly entry: LedgerEntry;
  /** Written after `erases` is done; a slot that held other words loses them like an erased one. */
  readonly words: readonly SaltedWords[];
  /** Words destroyed in the same step; afterwards their bytes are in no file of the store. */
  readonly erases: readonly Slot[];
  /** Ids of texts set aside that this commit takes in; destroyed like erased words. */
  readonly takes: readonly string[];
  /**
   * All words of this ledger become unreadable at this moment; null leaves it as it was.
   * Words whose time was up before this commit don't come back by it.
   */
  readonly wordsUntil: Millis | null;
  /** When this ledger needs a node next, though nobody comes; null: never. Kept with the head. */
  readonly nextDeadline: Millis | null;
}

/** When a ledger needs a node next. */
export interface LedgerDeadline {
  readonly ledger: LedgerId;
  readonly at: Millis;
}

/**
 * The state that a log leads to at one head, kept beside the log so that opening reads only what
 * follows. `body` is text made and sealed by the node; a reader who does not find it sound reads
 * the log.
 */
export interface LedgerSnapshot extends LogHead {
  readonly body: string;
}

/** `conflict` is where the ledger really ends: catch up, decide again. `log` as in `End`. */
export type AppendResult =
  | { readonly ok: true; readonly log: string }
  | { readonly conflict: Head };

/** Of one append of a group; after a `fault` it may have been written all the same. */
export type AppendOutcome = AppendResult | { readonly fault: unknown };

/**
 * The store could not do it; the message is a sentence for the operator. An
 * append that was answered with this may have been written all the same: read again.
 */
export class StoreFault extends Error {
  override name = 'StoreFault';
}

export interface LedgerReading {
  /** As in `End`. A reader who knew another one starts from a snapshot. */
  readonly log: string;
  readonly head: Head;
  /** Without gap, from the version asked for to the head. */
  readonly entries: readonly LedgerEntry[];
  /** Words that can still be read, of all slots written in `entries`. */
  readonly words: readonly SaltedWords[];
  /** Commands of these entries whose time is not over. */
  readonly commands: readonly ProcessedCommand[];
}

/**
 * The entries follow the snapshot, and the commands are theirs; the words are theirs and those of
 * the slots that the snapshot was saved with. Without a snapshot it is the whole ledger.
 */
export interface LedgerOpening extends LedgerReading {
  /** Of this log and not past its head; null when there is none. */
  readonly snapshot: LedgerSnapshot | null;
}

/** What lists show of a ledger; takes the place of the one before. */
export interface SavedSummary {
  readonly ledger: LedgerId;
  /** Without words. */
  readonly summary: LedgerSnapshot;
  /** Those whose words belong to it. */
  readonly slots: readonly Slot[];
}

/** What lists read of a ledger: where it ends, its summary, and words, all of one moment. */
export interface SummaryReading {
  /** That of an empty ledger where there are no commits. */
  readonly head: LogHead;
  /** Of this log and not past its head; null when there is none. */
  readonly summary: LedgerSnapshot | null;
  /** Those of the slots that the summary was saved with, as far as they can be read. */
  readonly words: readonly SaltedWords[];
}

export interface Store {
  readonly name: 'memory' | 'sqlite' | 'redis';
  /** The clock that all nodes agree on. */
  now(): Millis;
  /**
   * Answers after the commit is durable. Never a gap, never a fork, never half a commit.
   * Rejects for an entry that does not carry the number after `previous`.
   */
  append(append: AppendRequest): Promise<AppendResult>;
  /**
   * Appends of any ledgers as one hand-over, in order; each is accepted or refused by itself, as
   * by `append`. Rejects when the outcome of all is unknown for one reason. Absent where it would
   * gain nothing: then they are appended one by one.
   */
  readonly appendAll?: (group: readonly AppendRequest[]) => Promise<readonly AppendOutcome[]>;
  /** With `upTo`: no entry past that version; the head is that of the ledger all the same. */
  read(ledger: LedgerId, after: number, upTo?: number): Promise<LedgerReading>;
  /** Its snapshot and what follows it, all of one moment. */
  open(ledger: LedgerId): Promise<LedgerOpening>;
  /** Commands of the entries up to this version whose time is not over. */
  commands(ledger: LedgerId, upTo: number): Promise<readonly ProcessedCommand[]>;
  /**
   * Takes the place of the snapshot before. It need not survive a crash. `slots`: those whose words
   * an opening reads beside it.
   */
  saveSnapshot(ledger: LedgerId, snapshot: LedgerSnapshot, slots: readonly Slot[]): Promise<void>;
  /** Keeps what lists show of ledgers, beside their snapshots and under the same promises. */
  saveSummaries(group: readonly SavedSummary[]): Promise<void>;
  /** By ledger; those of different ledgers can be of different moments. */
  summaries(ledgers: readonly LedgerId[]): Promise<ReadonlyMap<LedgerId, SummaryReading>>;
  /** Words of these slots that can be read, in no order. */
  wordsOf(ledger: LedgerId, slots: readonly Slot[]): Promise<readonly SaltedWords[]>;
  /**
   * Ledgers whose next deadline is not after `until`, the earliest first, at most `limit`. A
   * deadline that the store does not know (older layouts, imported backups) counts as 0.
   */
  deadlines(until: Millis, limit: number): Promise<readonly LedgerDeadline[]>;
  /** Sets the next deadline without a commit. Does nothing when the ledger ends elsewhere by now. */
  setDeadline(ledger: LedgerId, end: LogHead, at: Millis | null): Promise<void>;
  /** Answers when it is durable; the same id twice is once. The ledger has been begun. */
  setAside(ledger: LedgerId, aside: AsideText): Promise<void>;
  /** By id, which says nothing of their order. */
  aside(ledger: LedgerId): Promise<readonly AsideText[]>;
  /** All of one moment; a ledger without commits has the head of an empty one. */
  heads(ledgers: readonly LedgerId[]): Promise<ReadonlyMap<LedgerId, LogHead>>;
  /**
   * Gives a ledger another log id, since what it holds now is not what it held before: it was
   * set back outside the server. Does nothing when it ends elsewhere by now, or is empty.
   */
  renewLog(ledger: LedgerId, end: LogHead): Promise<void>;
  /**
   * Puts other entries in the place of all that a ledger has, under a new log id, and leaves its
   * words: for a ledger whose old bodies hold what must be in no file. Does nothing when the
   * ledger ends elsewhere by now. Afterwards the old bytes are in no file, as those of words.
   */
  replaceEntries(ledger: LedgerId, end: LogHead, entries: readonly LedgerEntry[]): Promise<void>;
  /** Names of all ledgers, sorted. */
  ledgers(): Promise<readonly LedgerId[]>;
  /** Destroys the bytes of words and commands whose time is up; answers how many slots. */
  sweep(): Promise<number>;
  /** Rejects with a sentence that names the failing part when the store cannot answer. */
  check(): Promise<void>;
  close(): Promise<void>;
  /** What nodes share beside the ledgers; null where one process has the store to itself. */
  readonly shared: SharedStore | null;
}

/** One commit, as the node that appended it published it. */
export interface PublishedCommit {
  readonly log: string;
  readonly entry: LedgerEntry;
  readonly words: readonly SaltedWords[];
  readonly command: ProcessedCommand | null;
}

/**
 * What nodes exchange in addition to the ledgers. Nothing of it is durable, and no promise
 * rests on it: a message can be late, doubled or lost, and a receiver checks whether it
 * continues what they have.
 */
export interface SharedStore {
  /** False when the store has not answered lately: nothing is decided or judged until it does. */
  readonly reachable: boolean;
  onReachabilityChanged(listener: (reachable: boolean) => void): () => void;
  /** Resolves when subscribed: later commits are published, those of this node too. */
  follow(ledger: LedgerId, hear: (news: PublishedCommit) => void): Promise<() => void>;
  /** Hangs this node's note on a board, for `lease` milliseconds; null takes it down. */
  publishNote(board: string, node: string, note: string | null, lease: Millis): Promise<void>;
  /**
   * The notes whose lease is not over, by board and node, in one round trip; a board without notes
   * has an empty map.
   */
  readNotes(boards: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>>;
  /** Resolves when listening: says that a note was hung up or taken down, not that one ran out. */
  watchNotes(board: string, changed: () => void): Promise<() => void>;
}
