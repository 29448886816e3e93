/**
 * Texts that wait outside the chain, in the database file: rows of one length from a pool, taken
 * at random, so that neither a place nor a length in the file tells when one was written. They
 * are overwritten where they are and used again (docs/decisions/0007, 0018).
 */
import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { asideBytes, padded, unpadded } from './aside-text.ts';
import type { Aside } from './port.ts';

/** The pool grows by so many rows when fewer than half of that are free. */
const grows = 16;
const ledgerText = (ledger: number) => String(ledger).padStart(12, '0');
const free = ledgerText(0);
const idLength = 22;
const noId = '0'.repeat(idLength);
const nothing = ' '.repeat(asideBytes);

export class AsideRows {
  readonly #sql: ReturnType<typeof statements>;

  constructor(db: DatabaseSync) {
    this.#sql = statements(db);
  }

  /** The same id twice is once. */
  put(ledger: number, { id, text }: Aside): void {
    if (this.#sql.has.get(ledgerText(ledger), id)) return;
    let rows = this.#sql.free.all();
    if (rows.length < grows / 2) {
      for (let n = 0; n < grows; n++) this.#sql.add.run(free, noId, nothing);
      rows = this.#sql.free.all();
    }
    const row = rows[randomInt(rows.length)];
    this.#sql.set.run(ledgerText(ledger), id, padded(text), Number(row?.row));
  }

  /** By id, which says nothing of their order. */
  of(ledger: number): Aside[] {
    return this.#sql.of
      .all(ledgerText(ledger))
      .map(({ id, text }) => ({ id: String(id), text: unpadded(String(text)) }));
  }

  /** Overwrites them; answers how many there were. */
  take(ledger: number, ids: readonly string[]): number {
    const taken = ids.map((id) => this.#sql.clear.run(free, noId, nothing, ledgerText(ledger), id));
    return taken.reduce((sum, { changes }) => sum + Number(changes), 0);
  }
}

const statements = (db: DatabaseSync) => ({
  has: db.prepare('SELECT 1 FROM aside WHERE ledger = ? AND id = ?'),
  free: db.prepare(`SELECT row FROM aside WHERE ledger = '${free}'`),
  add: db.prepare('INSERT INTO aside (ledger, id, text) VALUES (?, ?, ?)'),
  set: db.prepare('UPDATE aside SET ledger = ?, id = ?, text = ? WHERE row = ?'),
  of: db.prepare('SELECT id, text FROM aside WHERE ledger = ? ORDER BY id'),
  clear: db.prepare('UPDATE aside SET ledger = ?, id = ?, text = ? WHERE ledger = ? AND id = ?'),
});
