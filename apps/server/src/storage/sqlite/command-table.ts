/**
 * The commands that had their effect, in the database file, beside the chain. Their rows are a
 * ring: a row never moves and never changes its length, and once its time is over it is overwritten
 * where it is, by the next command or by a sweep (docs/decisions/0007). Commits name their row, and
 * a row names its commit, since it may belong to another one by now.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Millis } from '@holdspace/core';
import type { ProcessedCommand } from '../port/store.ts';
import type { CommandedCommit } from './commit-table.ts';

const digits = (value: number) => String(value).padStart(15, '0');
const digestLength = 22;

export class CommandTable {
  readonly #statements: ReturnType<typeof statements>;
  /** Of row 1, 2, 3, …: until when it is kept, and its row in the table of commits; 0: none. */
  #untils: Millis[] = [];
  #commits: number[] = [];
  /** The row, less 1, that is used next once its time is over. */
  #next = 0;

  constructor(db: DatabaseSync) {
    this.#statements = statements(db);
  }

  /** Reads the ring from the file. */
  refresh(): void {
    const rows = this.#statements.all.all();
    this.#untils = rows.map(({ until }) => Number(until));
    this.#commits = rows.map(({ row }) => Number(row));
    const newest = this.#commits.reduce(
      (most, row, at, all) => (row > (all[most] ?? 0) ? at : most),
      0,
    );
    this.#next = newest + 1;
  }

  /** Keeps the command that led to the commit in this row of its table; answers its own row. */
  insert(commit: number, { digest, until }: ProcessedCommand, now: Millis): number {
    if (digest.length !== digestLength) throw new Error('A digest of a command has 22 characters.');
    const size = this.#untils.length;
    if (this.#next >= size) this.#next = 0;
    const free = (this.#untils[this.#next] ?? now + 1) <= now;
    const at = free ? this.#next++ : size;
    const values = [digits(until), digits(commit), digest] as const;
    if (free) this.#statements.reuse.run(...values, at + 1);
    else this.#statements.add.run(at + 1, ...values);
    this.#untils[at] = until;
    this.#commits[at] = commit;
    return at + 1;
  }

  /** The commands of these commits whose time is not over. */
  list(commits: readonly CommandedCommit[], now: Millis): ProcessedCommand[] {
    return commits
      .filter(({ row, command }) => {
        return this.#commits[command - 1] === row && (this.#untils[command - 1] ?? 0) > now;
      })
      .map(({ version, command }) => ({
        digest: String(this.#statements.digest.get(command)?.digest),
        version,
        until: this.#untils[command - 1] ?? 0,
      }));
  }

  /** Overwrites those whose time is over; answers how many. */
  sweep(now: Millis): number {
    const { changes } = this.#statements.sweep.run(digits(now));
    if (Number(changes) > 0) this.refresh();
    return Number(changes);
  }
}

const statements = (db: DatabaseSync) => ({
  all: db.prepare('SELECT until, row FROM commands ORDER BY id'),
  digest: db.prepare('SELECT digest FROM commands WHERE id = ?'),
  reuse: db.prepare('UPDATE commands SET until = ?, row = ?, digest = ? WHERE id = ?'),
  add: db.prepare('INSERT INTO commands (id, until, row, digest) VALUES (?, ?, ?, ?)'),
  sweep: db.prepare(`
    UPDATE commands
    SET until = '${digits(0)}', row = '${digits(0)}', digest = '${'0'.repeat(digestLength)}'
    WHERE until <= ? AND until <> '${digits(0)}'
  `),
});
