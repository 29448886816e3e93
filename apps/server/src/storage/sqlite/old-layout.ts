/**
 * Reading of layout 1: files of format 1 and 2, with commits and words in tables of their own, each
 * with indexes. Such a file is moved to the layout of today by its owner (move-layout.ts); until
 * then a backup reads it as it is.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Millis } from '@holdspace/core';
import type {
  AsideText,
  Head,
  LedgerEntry,
  LedgerId,
  LedgerReading,
  LogHead,
  ProcessedCommand,
  SaltedWords,
} from '../port/store.ts';
import { emptyHead } from '../port/store.ts';
import { AsideTable } from './aside-table.ts';

export interface OldLedger {
  readonly id: number;
  readonly name: LedgerId;
  readonly log: string;
  readonly until: Millis | null;
}

/** Everything that one commit left; `entry` is null where the commit itself is missing. */
export interface OldCommit {
  readonly version: number;
  readonly entry: LedgerEntry | null;
  readonly words: readonly SaltedWords[];
}

export class OldLayout {
  readonly #statements: ReturnType<typeof statements>;
  /** Format 1 has neither. */
  readonly #commands: ReturnType<typeof commandStatement> | null;
  readonly #aside: AsideTable | null;

  constructor(db: DatabaseSync) {
    this.#statements = statements(db);
    const has = (table: string) =>
      db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(table) !== undefined;
    this.#commands = has('commands') ? commandStatement(db) : null;
    this.#aside = has('aside') ? new AsideTable(db) : null;
  }

  /** In the order of their ids. */
  ledgers(): OldLedger[] {
    return this.#statements.ledgers.all() as unknown as OldLedger[];
  }

  find(name: LedgerId): OldLedger | undefined {
    return this.#statements.ledger.get(name) as unknown as OldLedger | undefined;
  }

  head(ledger: OldLedger | undefined): LogHead {
    const found = ledger && this.#statements.head.get(ledger.id);
    const head = (found as unknown as Head | undefined) ?? emptyHead;
    return { ...head, log: ledger?.log ?? '' };
  }

  /** Without commands, which no backup holds. */
  read(name: LedgerId, after: number, now: Millis, upTo: number | null): LedgerReading {
    const ledger = this.find(name);
    const { log, version, mac } = this.head(ledger);
    const last = upTo ?? version;
    const all = ledger ? [...this.commits(ledger, after)] : [];
    const commits = all.filter((each) => each.version <= last);
    const past = ledger !== undefined && ledger.until !== null && ledger.until <= now;
    return {
      log,
      head: { version, mac },
      entries: commits.flatMap(({ entry }) => (entry ? [entry] : [])),
      words: past ? [] : commits.flatMap(({ words }) => words),
      commands: [],
    };
  }

  /** What follows a version, in order. */
  *commits({ id }: OldLedger, after: number): Generator<OldCommit> {
    const entries = this.#statements.entries.iterate(id, after)[Symbol.iterator]();
    const words = this.#statements.words.iterate(id, after)[Symbol.iterator]();
    let entry = entries.next().value;
    let said = words.next().value;
    while (entry || said) {
      const version = Math.min(
        Number(entry?.version ?? Infinity),
        Number(said?.version ?? Infinity),
      );
      const commit = { version, entry: null as LedgerEntry | null, words: [] as SaltedWords[] };
      if (entry && Number(entry.version) === version) {
        commit.entry = { version, mac: String(entry.mac), body: String(entry.body) };
        entry = entries.next().value;
      }
      for (; said && Number(said.version) === version; said = words.next().value) {
        const { slot, salt, text } = said;
        commit.words.push({ slot: String(slot), salt: String(salt), text: String(text) });
      }
      yield commit;
    }
  }

  /** Of all its commits, whether their time is over or not. */
  commands({ id }: OldLedger): ProcessedCommand[] {
    const rows = this.#commands?.all(String(id).padStart(12, '0')) ?? [];
    return rows.map(({ digest, version, until }) => ({
      digest: String(digest),
      version: Number(version),
      until: Number(until),
    }));
  }

  aside(ledger: OldLedger | undefined): AsideText[] {
    return ledger ? (this.#aside?.list(ledger.id) ?? []) : [];
  }
}

const statements = (db: DatabaseSync) => ({
  ledgers: db.prepare('SELECT id, name, log, words_until AS until FROM ledgers ORDER BY id'),
  ledger: db.prepare('SELECT id, name, log, words_until AS until FROM ledgers WHERE name = ?'),
  head: db.prepare(
    'SELECT version, mac FROM entries WHERE ledger = ? ORDER BY version DESC LIMIT 1',
  ),
  entries: db.prepare(
    'SELECT version, mac, body FROM entries WHERE ledger = ? AND version > ? ORDER BY version',
  ),
  words: db.prepare(`
    SELECT version, slot, salt, text FROM words
    WHERE ledger = ? AND version > ? AND live ORDER BY version, id
  `),
});

const commandStatement = (db: DatabaseSync) =>
  db.prepare('SELECT digest, version, until FROM commands WHERE ledger = ?');
