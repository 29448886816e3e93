/**
 * Snapshots of ledgers in the database file: at most one each, without words. They may be dropped
 * at any time; the port says who believes them.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { LedgerSnapshot } from '../port/store.ts';
import type { LedgerRecord } from './ledger-table.ts';

export class SnapshotTable {
  readonly #statements: ReturnType<typeof statements>;

  constructor(db: DatabaseSync) {
    this.#statements = statements(db);
  }

  /** Takes the place of the one before; does nothing for another log, and past the head. */
  put(ledger: LedgerRecord, { log, version, mac, body }: LedgerSnapshot): void {
    if (log !== ledger.log || version > ledger.version) return;
    this.#statements.put.run(ledger.id, log, version, mac, body);
  }

  /** Null when there is none of this log. */
  get(ledger: LedgerRecord): LedgerSnapshot | null {
    const row = this.#statements.get.get(ledger.id);
    if (!row || row.log !== ledger.log || Number(row.version) > ledger.version) return null;
    const { version, mac, body } = row;
    return { log: ledger.log, version: Number(version), mac: String(mac), body: String(body) };
  }

  drop(ledger: LedgerRecord): void {
    this.#statements.drop.run(ledger.id);
  }
}

const statements = (db: DatabaseSync) => ({
  put: db.prepare(`
    INSERT OR REPLACE INTO snapshots (ledger, log, version, mac, body) VALUES (?, ?, ?, ?, ?)
  `),
  get: db.prepare('SELECT log, version, mac, body FROM snapshots WHERE ledger = ?'),
  drop: db.prepare('DELETE FROM snapshots WHERE ledger = ?'),
});
