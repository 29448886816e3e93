/**
 * The commands that had their effect, in the database file, beside the chain. A row never moves
 * and never changes its length: when its time is over it is overwritten where it is, and later
 * it is used again. Deleted rows would leave copies (docs/decisions/0007).
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Millis } from '@holdspace/core';
import type { ProcessedCommand } from '../port/store.ts';

const digits = (length: number) => (value: number) => String(value).padStart(length, '0');
const ledgerText = digits(12);
const versionText = digits(12);
const untilText = digits(15);
const freeLedger = ledgerText(0);
const digestLength = 22;

const overwriteAssignments = `
  ledger = '${freeLedger}', until = '${untilText(0)}', version = '${versionText(0)}',
  digest = '${'0'.repeat(digestLength)}'`;

export class CommandTable {
  readonly #statements: ReturnType<typeof statements>;
  /** Rows are overwritten, and the log file may still hold what they were. */
  #needsCheckpoint = false;

  constructor(db: DatabaseSync) {
    this.#statements = statements(db);
  }

  /** Frees the rows of this ledger whose time is over, and keeps the command. */
  insert(ledger: number, { digest, version, until }: ProcessedCommand, now: Millis): void {
    if (digest.length !== digestLength) throw new Error('A digest of a command has 22 characters.');
    const row = [ledgerText(ledger), untilText(until), versionText(version), digest] as const;
    this.#noteChanges(this.#statements.trim.run(row[0], untilText(now)));
    if (Number(this.#statements.reuse.run(...row).changes) === 0) this.#statements.add.run(...row);
  }

  /** Those of commits after this version whose time is not over. */
  list(ledger: number, after: number, now: Millis): ProcessedCommand[] {
    const found = this.#statements.of.all(ledgerText(ledger), untilText(now), versionText(after));
    return found.map(({ digest, version, until }) => ({
      digest: String(digest),
      version: Number(version),
      until: Number(until),
    }));
  }

  /** True when the log file has to be emptied for the bytes to be gone. */
  sweep(now: Millis): boolean {
    this.#noteChanges(this.#statements.sweep.run(untilText(now)));
    const left = this.#needsCheckpoint;
    this.#needsCheckpoint = false;
    return left;
  }

  #noteChanges({ changes }: { changes: number | bigint }): void {
    if (Number(changes) > 0) this.#needsCheckpoint = true;
  }
}

const statements = (db: DatabaseSync) => ({
  trim: db.prepare(`UPDATE commands SET ${overwriteAssignments} WHERE ledger = ? AND until <= ?`),
  reuse: db.prepare(`
    UPDATE commands SET ledger = ?, until = ?, version = ?, digest = ?
    WHERE id = (SELECT id FROM commands WHERE ledger = '${freeLedger}' LIMIT 1)
  `),
  add: db.prepare('INSERT INTO commands (ledger, until, version, digest) VALUES (?, ?, ?, ?)'),
  of: db.prepare(`
    SELECT digest, version, until FROM commands
    WHERE ledger = ? AND until > ? AND version > ? ORDER BY version
  `),
  sweep: db.prepare(`
    UPDATE commands SET ${overwriteAssignments} WHERE until <= ? AND ledger <> '${freeLedger}'
  `),
});
