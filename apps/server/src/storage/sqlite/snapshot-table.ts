/**
 * Snapshots or summaries of ledgers in the database file: at most one of a kind each, without words.
 * They may be dropped at any time; the port says who believes them. The first line of `body` is the rows of the words
 * that an opening reads beside it; what an older version wrote has no such line.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { LedgerSnapshot } from '../port/store.ts';
import type { LedgerRecord } from './ledger-table.ts';

export interface KeptSnapshot {
  readonly snapshot: LedgerSnapshot;
  /** Rows of the table of commits whose words belong to it. */
  readonly rows: readonly number[];
}

/** Null for what is no list of rows. */
function rowsIn(line: string): readonly number[] | null {
  if (!/^\[[\d,]*\]$/.test(line)) return null;
  return JSON.parse(line) as readonly number[];
}

/** The names of their tables. */
type SnapshotKind = 'snapshots' | 'summaries';

export class SnapshotTable {
  readonly #db: DatabaseSync;
  readonly #name: SnapshotKind;
  #prepared: ReturnType<typeof statements> | null = null;

  constructor(db: DatabaseSync, name: SnapshotKind) {
    this.#db = db;
    this.#name = name;
  }

  /** A backup reads files of before there were summaries, and asks for none. */
  get #statements(): ReturnType<typeof statements> {
    this.#prepared ??= statements(this.#db, this.#name);
    return this.#prepared;
  }

  /** Takes the place of the one before; does nothing for another log, and past the head. */
  put(
    ledger: LedgerRecord,
    { log, version, mac, body }: LedgerSnapshot,
    rows: readonly number[],
  ): void {
    if (log !== ledger.log || version > ledger.version) return;
    this.#statements.put.run(ledger.id, log, version, mac, `${JSON.stringify(rows)}\n${body}`);
  }

  /** Null when there is none of this log. */
  get(ledger: LedgerRecord): KeptSnapshot | null {
    const row = this.#statements.get.get(ledger.id);
    if (!row || row.log !== ledger.log || Number(row.version) > ledger.version) return null;
    const text = String(row.body);
    const end = text.indexOf('\n');
    const rows = rowsIn(text.slice(0, Math.max(end, 0)));
    if (!rows) return null;
    const { version, mac } = row;
    const head = { log: ledger.log, version: Number(version), mac: String(mac) };
    return { snapshot: { ...head, body: text.slice(end + 1) }, rows };
  }

  drop(ledger: LedgerRecord): void {
    this.#statements.drop.run(ledger.id);
  }
}

const statements = (db: DatabaseSync, table: SnapshotKind) => ({
  put: db.prepare(`
    INSERT OR REPLACE INTO ${table} (ledger, log, version, mac, body) VALUES (?, ?, ?, ?, ?)
  `),
  get: db.prepare(`SELECT log, version, mac, body FROM ${table} WHERE ledger = ?`),
  drop: db.prepare(`DELETE FROM ${table} WHERE ledger = ?`),
});
