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
  Append,
  Appended,
  Aside,
  End,
  Entry,
  Head,
  LedgerId,
  Reading,
  SealedWords,
} from './port.ts';
import { emptyHead, StoreFault } from './port.ts';
import { AsideRows } from './sqlite-aside.ts';
import { CommandRows } from './sqlite-commands.ts';
import { told } from './sqlite-faults.ts';
import { type Access, format, type Opening, openFile } from './sqlite-opening.ts';

const overwritten = `
  live = 0,
  salt = CAST(zeroblob(octet_length(salt)) AS TEXT),
  text = CAST(zeroblob(octet_length(text)) AS TEXT)`;

/** In the file's `application_id`: entries were written anew, and older copies may lie in it. */
const holdsCopies = 1;

interface LedgerRow {
  readonly id: number;
  readonly log: string;
  readonly until: Millis | null;
}

export class SqliteFile {
  readonly #folder: string;
  readonly #access: Access;
  readonly #db: DatabaseSync;
  readonly #lock: DatabaseSync | null;
  readonly #sql: ReturnType<typeof statements>;
  /** Null for a reader: a backup holds no commands, and an old file has no place for them. */
  readonly #commands: CommandRows | null;
  /** Null where an old file has no place for them. */
  readonly #aside: AsideRows | null;
  /** Words are overwritten, and older copies of their pages may still lie in the log file. */
  #copiesLeft = false;

  constructor(opening: Opening) {
    this.#folder = opening.folder;
    this.#access = opening.access;
    [this.#db, this.#lock] = this.#attempt(() => openFile(opening));
    this.#sql = this.#attempt(() => statements(this.#db));
    this.#commands = this.#attempt(() =>
      opening.access === 'reader' ? null : new CommandRows(this.#db),
    );
    this.#aside = this.#attempt(() => (hasAside(this.#db) ? new AsideRows(this.#db) : null));
    // What a stop left behind between an erasure and its cleaning up ends here.
    this.#copiesLeft = opening.access === 'owner';
    this.clean();
    if (opening.access !== 'owner') return;
    const { application_id: mark } = this.#db.prepare('PRAGMA application_id').get() ?? {};
    if (mark === holdsCopies) this.#writeAnew();
  }

  /** All of them in one transaction, each judged by itself, in order. */
  append(group: readonly { append: Append; now: Millis }[]): Appended[] {
    const answers = this.#transaction('IMMEDIATE', () =>
      group.map(({ append, now }) => this.#append(append, now)),
    );
    this.clean();
    return answers;
  }

  read(name: LedgerId, after: number, now: Millis): Reading {
    return this.#transaction('DEFERRED', () => {
      const ledger = this.#ledger(name);
      if (!ledger) return { log: '', head: emptyHead, entries: [], words: [], commands: [] };
      const { id, log, until } = ledger;
      return {
        log,
        head: this.#head(id),
        entries: this.#sql.entries.all(id, after) as unknown as Entry[],
        words:
          until !== null && until <= now
            ? []
            : (this.#sql.words.all(id, after) as unknown as SealedWords[]),
        commands: this.#commands?.of(id, after, now) ?? [],
      };
    });
  }

  setAside(name: LedgerId, aside: Aside): void {
    this.#transaction('IMMEDIATE', () => {
      const ledger = this.#ledger(name);
      if (!ledger) throw new StoreFault(`There is no ledger ${name}.`);
      this.#aside?.put(ledger.id, aside);
    });
  }

  aside(name: LedgerId): Aside[] {
    return this.#transaction('DEFERRED', () => {
      const ledger = this.#ledger(name);
      return ledger ? (this.#aside?.of(ledger.id) ?? []) : [];
    });
  }

  heads(names: readonly LedgerId[]): Map<LedgerId, End> {
    return this.#transaction(
      'DEFERRED',
      () => new Map(names.map((name) => [name, this.#end(name)])),
    );
  }

  renew(name: LedgerId, { version, mac, log }: End): void {
    this.#transaction('IMMEDIATE', () => {
      const end = this.#end(name);
      if (end.log === '' || end.log !== log || end.version !== version || end.mac !== mac) return;
      this.#sql.rename.run(newLog(), name);
      // Words of commits that are gone are sealed by nothing any more.
      const id = this.#ledger(name)?.id ?? null;
      this.#erased(this.#sql.eraseAfter.run(id, version));
    });
    this.clean();
  }

  replace(name: LedgerId, { version, mac, log }: End, entries: readonly Entry[]): void {
    const replaced = this.#transaction('IMMEDIATE', () => {
      const [ledger, end] = [this.#ledger(name), this.#end(name)];
      if (!ledger || end.log !== log || end.version !== version || end.mac !== mac) return false;
      for (const each of entries) {
        this.#sql.setEntry.run(each.mac, each.body, ledger.id, each.version);
      }
      this.#sql.rename.run(newLog(), name);
      this.#db.exec(`PRAGMA application_id = ${holdsCopies}`);
      return true;
    });
    if (replaced) this.#writeAnew();
  }

  /**
   * A row that grew shorter can have been moved: only a file that is written anew has no copy.
   * The file says so until that is done, because a stop can come in between.
   */
  #writeAnew(): void {
    this.#attempt(() => this.#db.exec('VACUUM; PRAGMA application_id = 0'));
    this.#copiesLeft = true;
    this.clean();
  }

  ledgers(): LedgerId[] {
    return this.#attempt(() => this.#sql.names.all().map(({ name }) => name as LedgerId)).sort();
  }

  sweep(now: Millis): number {
    const swept = this.#transaction('IMMEDIATE', () => {
      if (this.#commands?.sweep(now)) this.#copiesLeft = true;
      return this.#erased(this.#sql.sweep.run(now));
    });
    this.clean();
    return swept;
  }

  /** Writes, because a disk that is full can still be read. */
  check(): void {
    if (this.#access === 'reader') this.ledgers();
    else this.#attempt(() => this.#db.exec(`PRAGMA user_version = ${format}`));
  }

  /**
   * Puts everything into the database file and empties the log file, so that overwritten
   * words are in neither. False when somebody who reads beside us stood in the way,
   * or the disk did; the commits are safe then, and it is to be tried again soon.
   */
  clean(): boolean {
    if (!this.#copiesLeft) return true;
    try {
      this.#db.exec('PRAGMA busy_timeout = 250');
      const { busy } = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as {
        busy: number;
      };
      this.#copiesLeft = busy !== 0;
    } catch {
      this.#copiesLeft = true;
    } finally {
      this.#db.exec('PRAGMA busy_timeout = 5000');
    }
    return !this.#copiesLeft;
  }

  close(): void {
    this.#copiesLeft = false;
    this.#db.close();
    this.#lock?.close();
  }

  #append(append: Append, now: Millis): Appended {
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
    const { id, log, until } = known ?? this.#begin(append.ledger);
    this.#sql.addEntry.run(id, entry.version, entry.mac, entry.body);
    if (append.wordsUntil !== null) {
      if (until !== null && until <= now) this.#erased(this.#sql.sweep.run(now));
      this.#sql.setUntil.run(append.wordsUntil, id);
    }
    for (const slot of append.erases) this.#erased(this.#sql.erase.run(id, slot));
    for (const { slot, salt, text } of append.words) {
      this.#erased(this.#sql.erase.run(id, slot));
      this.#sql.addWords.run(id, entry.version, slot, salt, text);
    }
    if (append.takes.length > 0) {
      this.#erased({ changes: this.#aside?.take(id, append.takes) ?? 0 });
    }
    if (append.command) this.#commands?.keep(id, append.command, now);
    return { ok: true, log };
  }

  #begin(name: LedgerId): LedgerRow {
    const log = newLog();
    return { id: Number(this.#sql.begin.run(name, log).lastInsertRowid), log, until: null };
  }

  #ledger(name: LedgerId): LedgerRow | undefined {
    return this.#sql.ledger.get(name) as unknown as LedgerRow | undefined;
  }

  #end(name: LedgerId): End {
    const ledger = this.#ledger(name);
    return { ...this.#head(ledger?.id), log: ledger?.log ?? '' };
  }

  #head(ledger: number | undefined): Head {
    if (ledger === undefined) return emptyHead;
    return (this.#sql.head.get(ledger) as unknown as Head | undefined) ?? emptyHead;
  }

  #erased({ changes }: { changes: number | bigint }): number {
    if (Number(changes) > 0) this.#copiesLeft = true;
    return Number(changes);
  }

  #transaction<T>(kind: 'IMMEDIATE' | 'DEFERRED', work: () => T): T {
    return this.#attempt(() => {
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

  #attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw told(cause, this.#folder);
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
  erase: db.prepare(`UPDATE words SET ${overwritten} WHERE ledger = ? AND slot = ? AND live`),
  eraseAfter: db.prepare(
    `UPDATE words SET ${overwritten} WHERE ledger = ? AND version > ? AND live`,
  ),
  sweep: db.prepare(`
    UPDATE words SET ${overwritten}
    WHERE live AND ledger IN (SELECT id FROM ledgers WHERE words_until <= ?)
  `),
});
