/**
 * Texts that wait outside the chain, in the database file: rows of one length from a pool, taken
 * at random, so that neither a position nor a length in the file reveals when one was written. They
 * are overwritten where they are and used again (docs/decisions/0007, 0018).
 */
import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { paddedBytes, padText, unpadText } from '../port/aside-padding.ts';
import type { AsideText } from '../port/store.ts';

/** The pool grows by so many rows when fewer than half of that are free. */
const growBy = 16;
const ledgerText = (ledger: number) => String(ledger).padStart(12, '0');
const freeLedger = ledgerText(0);
const idLength = 22;
const noId = '0'.repeat(idLength);
const emptyText = ' '.repeat(paddedBytes);

export class AsideTable {
  readonly #statements: ReturnType<typeof statements>;

  constructor(db: DatabaseSync) {
    this.#statements = statements(db);
  }

  /** The same id twice is once. */
  put(ledger: number, { id, text }: AsideText): void {
    if (this.#statements.has.get(ledgerText(ledger), id)) return;
    let rows = this.#statements.free.all();
    if (rows.length < growBy / 2) {
      for (let n = 0; n < growBy; n++) this.#statements.add.run(freeLedger, noId, emptyText);
      rows = this.#statements.free.all();
    }
    const row = rows[randomInt(rows.length)];
    this.#statements.set.run(ledgerText(ledger), id, padText(text), Number(row?.row));
  }

  /** By id, which says nothing of their order. */
  list(ledger: number): AsideText[] {
    return this.#statements.of
      .all(ledgerText(ledger))
      .map(({ id, text }) => ({ id: String(id), text: unpadText(String(text)) }));
  }

  /** Overwrites them; answers how many there were. */
  remove(ledger: number, ids: readonly string[]): number {
    const taken = ids.map((id) =>
      this.#statements.clear.run(freeLedger, noId, emptyText, ledgerText(ledger), id),
    );
    return taken.reduce((sum, { changes }) => sum + Number(changes), 0);
  }
}

const statements = (db: DatabaseSync) => ({
  has: db.prepare('SELECT 1 FROM aside WHERE ledger = ? AND id = ?'),
  free: db.prepare(`SELECT row FROM aside WHERE ledger = '${freeLedger}'`),
  add: db.prepare('INSERT INTO aside (ledger, id, text) VALUES (?, ?, ?)'),
  set: db.prepare('UPDATE aside SET ledger = ?, id = ?, text = ? WHERE row = ?'),
  of: db.prepare('SELECT id, text FROM aside WHERE ledger = ? ORDER BY id'),
  clear: db.prepare('UPDATE aside SET ledger = ?, id = ?, text = ? WHERE ledger = ? AND id = ?'),
});
