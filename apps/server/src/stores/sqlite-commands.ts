/**
 * The commands that had their effect, in the database file, beside the chain. A row never moves
 * and never changes its length: when its time is over it is overwritten where it is, and later
 * it is used again. Deleted rows would leave copies (docs/decisions/0007).
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Millis } from '@holdspace/core';
import type { DoneCommand } from './port.ts';

const digits = (length: number) => (value: number) => String(value).padStart(length, '0');
const ledgerText = digits(12);
const versionText = digits(12);
const untilText = digits(15);
const free = ledgerText(0);
const digestLength = 22;

const overwritten = `
  ledger = '${free}', until = '${untilText(0)}', version = '${versionText(0)}',
  digest = '${'0'.repeat(digestLength)}'`;

export class CommandRows {
  readonly #sql: ReturnType<typeof statements>;
  /** Rows are overwritten, and the log file may still hold what they were. */
  #copiesLeft = false;

  constructor(db: DatabaseSync) {
    this.#sql = statements(db);
  }

  /** Frees the rows of this ledger whose time is over, and keeps the command. */
  keep(ledger: number, { digest, version, until }: DoneCommand, now: Millis): void {
    if (digest.length !== digestLength) throw new Error('A digest of a command has 22 characters.');
    const row = [ledgerText(ledger), untilText(until), versionText(version), digest] as const;
    this.#freed(this.#sql.trim.run(row[0], untilText(now)));
    if (Number(this.#sql.reuse.run(...row).changes) === 0) this.#sql.add.run(...row);
  }

  /** Those of commits after this version whose time is not over. */
  of(ledger: number, after: number, now: Millis): DoneCommand[] {
    const found = this.#sql.of.all(ledgerText(ledger), untilText(now), versionText(after));
    return found.map(({ digest, version, until }) => ({
      digest: String(digest),
      version: Number(version),
      until: Number(until),
    }));
  }

  /** True when the log file has to be emptied for the bytes to be gone. */
  sweep(now: Millis): boolean {
    this.#freed(this.#sql.sweep.run(untilText(now)));
    const left = this.#copiesLeft;
    this.#copiesLeft = false;
    return left;
  }

  #freed({ changes }: { changes: number | bigint }): void {
    if (Number(changes) > 0) this.#copiesLeft = true;
  }
}

const statements = (db: DatabaseSync) => ({
  trim: db.prepare(`UPDATE commands SET ${overwritten} WHERE ledger = ? AND until <= ?`),
  reuse: db.prepare(`
    UPDATE commands SET ledger = ?, until = ?, version = ?, digest = ?
    WHERE id = (SELECT id FROM commands WHERE ledger = '${free}' LIMIT 1)
  `),
  add: db.prepare('INSERT INTO commands (ledger, until, version, digest) VALUES (?, ?, ?, ?)'),
  of: db.prepare(`
    SELECT digest, version, until FROM commands
    WHERE ledger = ? AND until > ? AND version > ? ORDER BY version
  `),
  sweep: db.prepare(`
    UPDATE commands SET ${overwritten} WHERE until <= ? AND ledger <> '${free}'
  `),
});
