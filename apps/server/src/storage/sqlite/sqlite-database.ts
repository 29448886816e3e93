/**
 * The database file of the SQLite store: its tables, its one transaction for a group of
 * appends, and how words are destroyed. Everything here is synchronous and runs in the
 * store's own thread (sqlite-worker.ts); it knows no threads and no promises.
 *
 * Words lie in rows that never move and never change their length: they are only appended
 * and later overwritten with zeros where they are. Deleting them would not do, for SQLite
 * leaves copies of rows behind when it moves them between pages, `secure_delete` or not.
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

const overwriteAssignments = `
  live = 0,
  salt = CAST(zeroblob(octet_length(salt)) AS TEXT),
  text = CAST(zeroblob(octet_length(text)) AS TEXT)`;

/** In the file's `application_id`: entries were written anew, and older copies may lie in it. */
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
  readonly #statements: ReturnType<typeof statements>;
  /** Null for a reader: a backup holds no commands, and an old file has no place for them. */
  readonly #commands: CommandTable | null;
  /** Null where an old file has no place for them. */
  readonly #aside: AsideTable | null;
  /** Words are overwritten, and older copies of their pages may still lie in the log file. */
  #needsCheckpoint = false;

  constructor(opening: OpenDatabaseOptions) {
    this.#folder = opening.folder;
    this.#access = opening.access;
    [this.#db, this.#lock] = this.#translateFaults(() => openDatabase(opening));
    this.#statements = this.#translateFaults(() => statements(this.#db));
    this.#commands = this.#translateFaults(() =>
      opening.access === 'reader' ? null : new CommandTable(this.#db),
    );
    this.#aside = this.#translateFaults(() =>
      hasAside(this.#db) ? new AsideTable(this.#db) : null,
    );
    // What a stop left behind between an erasure and its cleaning up ends here.
    this.#needsCheckpoint = opening.access === 'owner';
    this.checkpoint();
    if (opening.access !== 'owner') return;
    const { application_id: mark } = this.#db.prepare('PRAGMA application_id').get() ?? {};
    if (mark === needsVacuumMark) this.#vacuum();
  }

  /** All of them in one transaction, each judged by itself, in order. */
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
      // Words of commits that are gone are sealed by nothing any more.
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
   * A row that grew shorter can have been moved: only a file that is written anew has no copy.
   * The file says so until that is done, because a stop can come in between.
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

  /** Writes, because a disk that is full can still be read. */
  check(): void {
    if (this.#access === 'reader') this.ledgers();
    else this.#translateFaults(() => this.#db.exec(`PRAGMA user_version = ${schemaVersion}`));
  }

  /**
   * Puts everything into the database file and empties the log file, so that overwritten
   * words are in neither. False when somebody who reads beside us stood in the way,
   * or the disk did; the commits are safe then, and it is to be tried again soon.
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

const statements = (db: DatabaseSync) => ({
  names: db.prepare('SELECT name FROM ledgers'),
  ledger: db.prepare('SELECT id, log, words_until AS until FROM ledgers WHERE name = ?'),
  begin: db.prepare('INSERT INTO ledgers (name, log) VALUES (?, ?)'),
  rename: db.prepare('UPDATE ledgers SET log = ? WHERE name = ?'),
  setUntil: db.prepare('UPDATE ledgers SET words_until = ? WHERE id = ?'),
  head: db.prepare(
    'SELECT version, mac FROM entries WHERE ledger = ? ORDER BY version DESC LIMIT 1',
  ),
  entries: db.prepare(
    'SELECT version, mac, body FROM entries WHERE ledger = ? AND version > ? ORDER BY version',
  ),
  addEntry: db.prepare('INSERT INTO entries (ledger, version, mac, body) VALUES (?, ?, ?, ?)'),
  setEntry: db.prepare('UPDATE entries SET mac = ?, body = ? WHERE ledger = ? AND version = ?'),
  words: db.prepare(
    'SELECT slot, salt, text FROM words WHERE ledger = ? AND version > ? AND live ORDER BY id',
  ),
  addWords: db.prepare(
    'INSERT INTO words (ledger, version, slot, live, salt, text) VALUES (?, ?, ?, 1, ?, ?)',
  ),
  erase: db.prepare(
    `UPDATE words SET ${overwriteAssignments} WHERE ledger = ? AND slot = ? AND live`,
  ),
  eraseAfter: db.prepare(
    `UPDATE words SET ${overwriteAssignments} WHERE ledger = ? AND version > ? AND live`,
  ),
  sweep: db.prepare(`
    UPDATE words SET ${overwriteAssignments}
    WHERE live AND ledger IN (SELECT id FROM ledgers WHERE words_until <= ?)
  `),
});
