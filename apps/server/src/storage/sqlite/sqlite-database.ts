/**
 * The database file of the SQLite store: one transaction for a group of appends, readings of one
 * moment, and the erasure of words. All of it is synchronous and runs in the worker thread of the
 * store (sqlite-worker.ts). What lies in the tables is in layout.ts.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Millis, Slot } from '@holdspace/core';
import type {
  AppendRequest,
  AppendResult,
  AsideText,
  LedgerDeadline,
  LedgerEntry,
  LedgerId,
  LedgerOpening,
  LedgerReading,
  LedgerSnapshot,
  LogHead,
  ProcessedCommand,
  SaltedWords,
  SavedSummary,
  SummaryReading,
} from '../port/store.ts';
import { StoreFault } from '../port/store.ts';
import { appendCommit, eraseLedger } from './append-commit.ts';
import { DatabaseTables, endsAt } from './database-tables.ts';
import { schemaVersion } from './layout.ts';
import { noReading, openLedger, type ReadingSource, readLedger } from './ledger-reading.ts';
import type { LedgerRecord } from './ledger-table.ts';
import type { DatabaseAccess, OpenDatabaseOptions, OpenedDatabase } from './open-database.ts';
import { toSqliteFault } from './sqlite-faults.ts';
import { putSummaries, readSummaries, readWordsOf } from './summaries.ts';

/** An `application_id` of the file: entries were replaced, and older copies may still be in it. */
const needsVacuumMark = 1;

/** What the thread of the store asks of a file, of whatever layout. */
export type LedgerFile = Pick<SqliteDatabase, keyof SqliteDatabase>;

export class SqliteDatabase {
  readonly #folder: string;
  readonly #access: DatabaseAccess;
  readonly #db: DatabaseSync;
  readonly #lock: DatabaseSync | null;
  readonly #tables: DatabaseTables;

  constructor(opening: OpenDatabaseOptions, { db, lock }: Omit<OpenedDatabase, 'isOld'>) {
    this.#folder = opening.folder;
    this.#access = opening.access;
    this.#db = db;
    this.#lock = lock;
    this.#tables = this.#translateFaults(() => new DatabaseTables(this.#db));
    // Completes an erasure that a stop interrupted before its checkpoint.
    this.#tables.needsCheckpoint = opening.access === 'owner';
    this.checkpoint();
    if (opening.access !== 'owner') return;
    const { application_id: mark } = this.#db.prepare('PRAGMA application_id').get() ?? {};
    if (mark === needsVacuumMark) this.#vacuum();
  }

  /** One transaction for all; each append is accepted or refused by itself, in order. */
  append(group: readonly { append: AppendRequest; now: Millis }[]): AppendResult[] {
    const answers = this.#transaction('IMMEDIATE', () => {
      const results = group.map(({ append, now }) => appendCommit(this.#tables, append, now));
      this.#tables.ledgers.settleIfDue();
      return results;
    });
    this.checkpoint();
    return answers;
  }

  read(name: LedgerId, after: number, now: Millis, upTo: number | null = null): LedgerReading {
    return this.#inLedger('DEFERRED', name, noReading, (ledger) =>
      readLedger(this.#source, ledger, { after, upTo }, now),
    );
  }

  commands(name: LedgerId, upTo: number, now: Millis): readonly ProcessedCommand[] {
    const { commits, commands } = this.#tables;
    return this.#inLedger('DEFERRED', name, [], (ledger) =>
      commands.list(commits.commanded(ledger, upTo), now),
    );
  }

  /** See `Store.open`. */
  open(name: LedgerId, now: Millis): LedgerOpening {
    const nothing: LedgerOpening = { ...noReading, snapshot: null };
    return this.#inLedger('DEFERRED', name, nothing, (ledger) =>
      openLedger(this.#source, ledger, now),
    );
  }

  saveSnapshot(name: LedgerId, snapshot: LedgerSnapshot, slots: readonly Slot[]): void {
    const { commits, snapshots } = this.#tables;
    this.#inLedger('IMMEDIATE', name, undefined, (ledger) =>
      snapshots.put(ledger, snapshot, commits.rowsOf(ledger, slots)),
    );
  }

  saveSummaries(group: readonly SavedSummary[]): void {
    this.#transaction('IMMEDIATE', () => putSummaries(this.#tables, group));
  }

  summaries(names: readonly LedgerId[], now: Millis): Map<LedgerId, SummaryReading> {
    return this.#transaction('DEFERRED', () => readSummaries(this.#tables, names, now));
  }

  wordsOf(name: LedgerId, slots: readonly Slot[], now: Millis): SaltedWords[] {
    return this.#inLedger('DEFERRED', name, [], (ledger) =>
      readWordsOf(this.#tables, ledger, slots, now),
    );
  }

  deadlines(until: Millis, limit: number): LedgerDeadline[] {
    return this.#transaction('DEFERRED', () => this.#tables.ledgers.deadlines(until, limit));
  }

  setDeadline(name: LedgerId, end: LogHead, at: Millis | null): void {
    this.#inLedger('IMMEDIATE', name, undefined, (ledger) => {
      if (endsAt(ledger, end)) this.#tables.ledgers.setDeadline(ledger, at);
    });
  }

  setAside(name: LedgerId, aside: AsideText): void {
    this.#transaction('IMMEDIATE', () => {
      const ledger = this.#tables.ledgers.find(name);
      if (!ledger) throw new StoreFault(`There is no ledger ${name}.`);
      this.#tables.aside.put(ledger.id, aside);
    });
  }

  aside(name: LedgerId): AsideText[] {
    const { aside } = this.#tables;
    return this.#inLedger('DEFERRED', name, [], ({ id }) => aside.list(id));
  }

  heads(names: readonly LedgerId[]): Map<LedgerId, LogHead> {
    return this.#transaction('DEFERRED', () => this.#tables.ledgers.heads(names));
  }

  renew(name: LedgerId, end: LogHead): void {
    const { ledgers, commits, snapshots, summaries } = this.#tables;
    this.#inLedger('IMMEDIATE', name, undefined, (ledger) => {
      if (!endsAt(ledger, end)) return;
      ledgers.renew(ledger, ledger.mac);
      snapshots.drop(ledger);
      summaries.drop(ledger);
      // No chain covers the words of commits that are missing.
      this.#tables.countErased(commits.eraseAfter(ledger, ledger.version));
    });
    this.checkpoint();
  }

  replace(name: LedgerId, end: LogHead, entries: readonly LedgerEntry[]): void {
    const { ledgers, commits, snapshots, summaries } = this.#tables;
    const replaced = this.#inLedger<boolean>('IMMEDIATE', name, false, (ledger) => {
      if (!endsAt(ledger, end)) return false;
      const last = entries.at(-1);
      if (!last || last.version !== ledger.version || entries.length !== ledger.version) {
        throw new StoreFault(`Ledger ${name} has ${ledger.version} commits, and keeps so many.`);
      }
      commits.replaceEntries(ledger, entries);
      ledgers.renew(ledger, last.mac);
      snapshots.drop(ledger);
      summaries.drop(ledger);
      this.#db.exec(`PRAGMA application_id = ${needsVacuumMark}`);
      return true;
    });
    if (replaced) this.#vacuum();
  }

  /**
   * A row that became shorter can have moved, so only a rewritten file has no copy of it. The
   * file keeps its mark until then, because a stop can come in between.
   */
  #vacuum(): void {
    this.#translateFaults(() => this.#db.exec('VACUUM; PRAGMA application_id = 0'));
    this.#tables.needsCheckpoint = true;
    this.checkpoint();
  }

  ledgers(): LedgerId[] {
    return this.#translateFaults(() => this.#tables.ledgers.names()).sort();
  }

  sweep(now: Millis): number {
    const swept = this.#transaction('IMMEDIATE', () => {
      const { ledgers, commands } = this.#tables;
      this.#tables.countErased(commands.sweep(now));
      let words = 0;
      for (const name of ledgers.expired(now)) {
        const ledger = ledgers.find(name);
        if (ledger) words += eraseLedger(this.#tables, ledger);
      }
      return words;
    });
    this.checkpoint();
    return swept;
  }

  /** Writes, because a full disk can still be read. */
  check(): void {
    if (this.#access === 'reader') this.ledgers();
    else this.#translateFaults(() => this.#db.exec(`PRAGMA user_version = ${schemaVersion}`));
  }

  /**
   * Moves everything into the database file and truncates the WAL file, so that overwritten
   * words are in neither. False when a reader or the disk prevented it: the commits are durable
   * then, and the caller tries again soon.
   */
  checkpoint(): boolean {
    if (!this.#tables.needsCheckpoint) return true;
    try {
      this.#db.exec('PRAGMA busy_timeout = 250');
      const { busy } = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as {
        busy: number;
      };
      this.#tables.needsCheckpoint = busy !== 0;
    } catch {
      this.#tables.needsCheckpoint = true;
    } finally {
      this.#db.exec('PRAGMA busy_timeout = 5000');
    }
    return !this.#tables.needsCheckpoint;
  }

  close(): void {
    this.#tables.needsCheckpoint = false;
    if (this.#access === 'owner') this.#settle();
    this.#db.close();
    this.#lock?.close();
  }

  /** The next start would do it, and takes longer then. */
  #settle(): void {
    try {
      this.#transaction('IMMEDIATE', () => this.#tables.ledgers.settle());
    } catch {
      // A disk that is full or does not answer has nothing to say about what is durable.
    }
  }

  get #source(): ReadingSource {
    return { tables: this.#tables, folder: this.#folder };
  }

  /** `otherwise` where there is no such ledger. */
  #inLedger<T>(
    kind: 'IMMEDIATE' | 'DEFERRED',
    name: LedgerId,
    otherwise: T,
    work: (ledger: LedgerRecord) => T,
  ): T {
    return this.#transaction(kind, () => {
      const ledger = this.#tables.ledgers.find(name);
      return ledger ? work(ledger) : otherwise;
    });
  }

  #transaction<T>(kind: 'IMMEDIATE' | 'DEFERRED', work: () => T): T {
    return this.#translateFaults(() => {
      this.#db.exec(`BEGIN ${kind}`);
      try {
        this.#tables.refresh();
        const result = work();
        this.#db.exec('COMMIT');
        return result;
      } catch (cause) {
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
        this.#tables.forget();
        throw cause;
      }
    });
  }

  #translateFaults<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw toSqliteFault(cause, this.#folder);
    }
  }
}
