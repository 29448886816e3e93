/**
 * The database file of the SQLite store: one transaction for a group of appends, and the
 * erasure of words. All of it is synchronous and runs in the worker thread of the store
 * (sqlite-worker.ts).
 *
 * Words are rows that never move and never change their length: they are appended, and later
 * overwritten with zeros in place. Deleting rows is not enough: SQLite leaves copies of rows
 * behind when it moves them between pages, with and without `secure_delete`.
 */
import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Millis } from '@holdspace/core';
import type {
  AppendRequest,
  AppendResult,
  AsideText,
  Head,
  LedgerEntry,
  LedgerId,
  LedgerReading,
  LogHead,
  SaltedWords,
} from '../port/store.ts';
import { emptyHead, StoreFault } from '../port/store.ts';
import { AsideTable } from './aside-table.ts';
import { CommandTable } from './command-table.ts';
import {
  type DatabaseAccess,
  type OpenDatabaseOptions,
  openDatabase,
  schemaVersion,
} from './open-database.ts';
import { toSqliteFault } from './sqlite-faults.ts';
import { prepareStatements, type SqliteStatements } from './sqlite-statements.ts';

/** An `application_id` of the file: entries were replaced, and older copies may still be in it. */
const needsVacuumMark = 1;

interface LedgerRow {
  readonly id: number;
  readonly log: string;
  readonly until: Millis | null;
}

export class SqliteDatabase {
  readonly #folder: string;
  readonly #access: DatabaseAccess;
  readonly #db: DatabaseSync;
  readonly #lock: DatabaseSync | null;
  readonly #statements: SqliteStatements;
  /** Null for a reader: a backup contains no commands, and an old file has no table for them. */
  readonly #commands: CommandTable | null;
  /** Null when an old file has no table for them. */
  readonly #aside: AsideTable | null;
  /** Words are overwritten, but the WAL file may still contain older copies of their pages. */
  #needsCheckpoint = false;

  constructor(opening: OpenDatabaseOptions) {
    this.#folder = opening.folder;
    this.#access = opening.access;
    [this.#db, this.#lock] = this.#translateFaults(() => openDatabase(opening));
    this.#statements = this.#translateFaults(() => prepareStatements(this.#db));
    this.#commands = this.#translateFaults(() =>
      opening.access === 'reader' ? null : new CommandTable(this.#db),
    );
    this.#aside = this.#translateFaults(() =>
      hasAside(this.#db) ? new AsideTable(this.#db) : null,
    );
    // Completes an erasure that a stop interrupted before its checkpoint.
    this.#needsCheckpoint = opening.access === 'owner';
    this.checkpoint();
    if (opening.access !== 'owner') return;
    const { application_id: mark } = this.#db.prepare('PRAGMA application_id').get() ?? {};
    if (mark === needsVacuumMark) this.#vacuum();
  }

  /** One transaction for all; each append is accepted or refused by itself, in order. */
  append(group: readonly { append: AppendRequest; now: Millis }[]): AppendResult[] {
    const answers = this.#transaction('IMMEDIATE', () =>
      group.map(({ append, now }) => this.#append(append, now)),
    );
    this.checkpoint();
    return answers;
  }

  read(name: LedgerId, after: number, now: Millis): LedgerReading {
    return this.#transaction('DEFERRED', () => {
      const ledger = this.#ledger(name);
      if (!ledger) return { log: '', head: emptyHead, entries: [], words: [], commands: [] };
      const { id, log, until } = ledger;
      return {
        log,
        head: this.#head(id),
        entries: this.#statements.entries.all(id, after) as unknown as LedgerEntry[],
        words:
          until !== null && until <= now
            ? []
            : (this.#statements.words.all(id, after) as unknown as SaltedWords[]),
        commands: this.#commands?.list(id, after, now) ?? [],
      };
    });
  }

  setAside(name: LedgerId, aside: AsideText): void {
    this.#transaction('IMMEDIATE', () => {
      const ledger = this.#ledger(name);
      if (!ledger) throw new StoreFault(`There is no ledger ${name}.`);
      this.#aside?.put(ledger.id, aside);
    });
  }

  aside(name: LedgerId): AsideText[] {
    return this.#transaction('DEFERRED', () => {
      const ledger = this.#ledger(name);
      return ledger ? (this.#aside?.list(ledger.id) ?? []) : [];
    });
  }

  heads(names: readonly LedgerId[]): Map<LedgerId, LogHead> {
    return this.#transaction(
      'DEFERRED',
      () => new Map(names.map((name) => [name, this.#logHead(name)])),
    );
  }

  renew(name: LedgerId, { version, mac, log }: LogHead): void {
    this.#transaction('IMMEDIATE', () => {
      const end = this.#logHead(name);
      if (end.log === '' || end.log !== log || end.version !== version || end.mac !== mac) return;
      this.#statements.rename.run(newLog(), name);
      // No chain covers the words of commits that are missing.
      const id = this.#ledger(name)?.id ?? null;
      this.#countErased(this.#statements.eraseAfter.run(id, version));
    });
    this.checkpoint();
  }

  replace(name: LedgerId, { version, mac, log }: LogHead, entries: readonly LedgerEntry[]): void {
    const replaced = this.#transaction('IMMEDIATE', () => {
      const [ledger, end] = [this.#ledger(name), this.#logHead(name)];
      if (!ledger || end.log !== log || end.version !== version || end.mac !== mac) return false;
      for (const each of entries) {
        this.#statements.setEntry.run(each.mac, each.body, ledger.id, each.version);
      }
      this.#statements.rename.run(newLog(), name);
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
    this.#needsCheckpoint = true;
    this.checkpoint();
  }

  ledgers(): LedgerId[] {
    return this.#translateFaults(() =>
      this.#statements.names.all().map(({ name }) => name as LedgerId),
    ).sort();
  }

  sweep(now: Millis): number {
    const swept = this.#transaction('IMMEDIATE', () => {
      if (this.#commands?.sweep(now)) this.#needsCheckpoint = true;
      return this.#countErased(this.#statements.sweep.run(now));
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
    if (!this.#needsCheckpoint) return true;
    try {
      this.#db.exec('PRAGMA busy_timeout = 250');
      const { busy } = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as {
        busy: number;
      };
      this.#needsCheckpoint = busy !== 0;
    } catch {
      this.#needsCheckpoint = true;
    } finally {
      this.#db.exec('PRAGMA busy_timeout = 5000');
    }
    return !this.#needsCheckpoint;
  }

  close(): void {
    this.#needsCheckpoint = false;
    this.#db.close();
    this.#lock?.close();
  }

  #append(append: AppendRequest, now: Millis): AppendResult {
    const { previous, entry } = append;
    const known = this.#ledger(append.ledger);
    const head = this.#head(known?.id);
    if (
      head.version !== previous.version ||
      head.mac !== previous.mac ||
      (append.log !== null && append.log !== (known?.log ?? ''))
    ) {
      return { conflict: head };
    }
    const { id, log, until } = known ?? this.#createLedger(append.ledger);
    this.#statements.addEntry.run(id, entry.version, entry.mac, entry.body);
    if (append.wordsUntil !== null) {
      if (until !== null && until <= now) this.#countErased(this.#statements.sweep.run(now));
      this.#statements.setUntil.run(append.wordsUntil, id);
    }
    for (const slot of append.erases) this.#countErased(this.#statements.erase.run(id, slot));
    for (const { slot, salt, text } of append.words) {
      this.#countErased(this.#statements.erase.run(id, slot));
      this.#statements.addWords.run(id, entry.version, slot, salt, text);
    }
    if (append.takes.length > 0) {
      this.#countErased({ changes: this.#aside?.remove(id, append.takes) ?? 0 });
    }
    if (append.command) this.#commands?.insert(id, append.command, now);
    return { ok: true, log };
  }

  #createLedger(name: LedgerId): LedgerRow {
    const log = newLog();
    return { id: Number(this.#statements.begin.run(name, log).lastInsertRowid), log, until: null };
  }

  #ledger(name: LedgerId): LedgerRow | undefined {
    return this.#statements.ledger.get(name) as unknown as LedgerRow | undefined;
  }

  #logHead(name: LedgerId): LogHead {
    const ledger = this.#ledger(name);
    return { ...this.#head(ledger?.id), log: ledger?.log ?? '' };
  }

  #head(ledger: number | undefined): Head {
    if (ledger === undefined) return emptyHead;
    return (this.#statements.head.get(ledger) as unknown as Head | undefined) ?? emptyHead;
  }

  #countErased({ changes }: { changes: number | bigint }): number {
    if (Number(changes) > 0) this.#needsCheckpoint = true;
    return Number(changes);
  }

  #transaction<T>(kind: 'IMMEDIATE' | 'DEFERRED', work: () => T): T {
    return this.#translateFaults(() => {
      this.#db.exec(`BEGIN ${kind}`);
      try {
        const result = work();
        this.#db.exec('COMMIT');
        return result;
      } catch (cause) {
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
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

const hasAside = (db: DatabaseSync): boolean =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'aside'").get() !== undefined;

const newLog = () => randomBytes(16).toString('base64url');
