/**
 * The tables of the database file, and what this process keeps of them in memory: it is believed
 * while no other connection writes and no transaction fails.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { LogHead } from '../port/store.ts';
import { AsideTable } from './aside-table.ts';
import { CommandTable } from './command-table.ts';
import { CommitTable } from './commit-table.ts';
import { type LedgerRecord, LedgerTable } from './ledger-table.ts';
import { SnapshotTable } from './snapshot-table.ts';

export class DatabaseTables {
  readonly ledgers: LedgerTable;
  readonly commits: CommitTable;
  readonly commands: CommandTable;
  readonly aside: AsideTable;
  readonly snapshots: SnapshotTable;
  readonly summaries: SnapshotTable;
  /** Words are overwritten, but the WAL file may still contain older copies of their pages. */
  needsCheckpoint = false;
  readonly #readDataVersion: () => unknown;
  /** Changes when another connection writes; null: nothing is known of the file. */
  #dataVersion: unknown = null;

  constructor(db: DatabaseSync) {
    this.ledgers = new LedgerTable(db);
    this.commits = new CommitTable(db);
    this.commands = new CommandTable(db);
    this.aside = new AsideTable(db);
    this.snapshots = new SnapshotTable(db, 'snapshots');
    this.summaries = new SnapshotTable(db, 'summaries');
    const dataVersion = db.prepare('PRAGMA data_version');
    this.#readDataVersion = () => dataVersion.get()?.data_version;
  }

  /** At the beginning of a transaction: reads what others wrote since the last one. */
  refresh(): void {
    const found = this.#readDataVersion();
    if (found === this.#dataVersion) return;
    if (this.#dataVersion === null) this.ledgers.reset();
    else this.ledgers.refresh();
    this.commands.refresh();
    this.#dataVersion = found;
  }

  /** Answers the count that it is given: rows that were overwritten. */
  countErased(rows: number): number {
    if (rows > 0) this.needsCheckpoint = true;
    return rows;
  }

  /** After a transaction that failed. */
  forget(): void {
    this.#dataVersion = null;
  }
}

export const endsAt = (ledger: LedgerRecord, { version, mac, log }: LogHead): boolean =>
  ledger.version === version && ledger.mac === mac && ledger.log === log;
