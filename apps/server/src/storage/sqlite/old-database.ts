/**
 * A file of layout 1, opened to be read: what a backup needs of it (old-layout.ts). It is of one
 * moment for each question, and nothing can be written to it.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Millis } from '@holdspace/core';
import type {
  AsideText,
  LedgerDeadline,
  LedgerId,
  LedgerOpening,
  LedgerReading,
  LogHead,
  ProcessedCommand,
} from '../port/store.ts';
import { StoreFault } from '../port/store.ts';
import { OldLayout } from './old-layout.ts';
import type { LedgerFile } from './sqlite-database.ts';
import { toSqliteFault } from './sqlite-faults.ts';

export class OldDatabase implements LedgerFile {
  readonly #folder: string;
  readonly #db: DatabaseSync;
  readonly #layout: OldLayout;

  constructor(folder: string, db: DatabaseSync) {
    this.#folder = folder;
    this.#db = db;
    this.#layout = new OldLayout(db);
  }

  read(name: LedgerId, after: number, now: Millis, upTo: number | null = null): LedgerReading {
    return this.#transaction(() => this.#layout.read(name, after, now, upTo));
  }
  /** No backup holds them. */
  commands(): ProcessedCommand[] {
    return [];
  }
  open(name: LedgerId, now: Millis): LedgerOpening {
    return { ...this.read(name, 0, now), snapshot: null };
  }
  heads(names: readonly LedgerId[]): Map<LedgerId, LogHead> {
    const head = (name: LedgerId) => this.#layout.head(this.#layout.find(name));
    return this.#transaction(() => new Map(names.map((name) => [name, head(name)])));
  }
  aside(name: LedgerId): AsideText[] {
    return this.#transaction(() => this.#layout.aside(this.#layout.find(name)));
  }
  ledgers(): LedgerId[] {
    return this.#transaction(() => this.#layout.ledgers().map(({ name }) => name)).sort();
  }
  /** Of none it is known. */
  deadlines(_until: Millis, limit: number): LedgerDeadline[] {
    return this.ledgers()
      .slice(0, limit)
      .map((ledger) => ({ ledger, at: 0 }));
  }
  check(): void {
    this.ledgers();
  }
  checkpoint(): boolean {
    return true;
  }
  close(): void {
    this.#db.close();
  }

  append(): never {
    return this.#refuse();
  }
  saveSnapshot(): never {
    return this.#refuse();
  }
  saveSummaries(): never {
    return this.#refuse();
  }
  summaries(): never {
    return this.#refuse();
  }
  wordsOf(): never {
    return this.#refuse();
  }
  setDeadline(): never {
    return this.#refuse();
  }
  setAside(): never {
    return this.#refuse();
  }
  renew(): never {
    return this.#refuse();
  }
  replace(): never {
    return this.#refuse();
  }
  sweep(): never {
    return this.#refuse();
  }

  #refuse(): never {
    throw new StoreFault(
      `The data in ${this.#folder} are only read here; start Holdspace to write.`,
    );
  }

  #transaction<T>(work: () => T): T {
    try {
      this.#db.exec('BEGIN');
      try {
        return work();
      } finally {
        this.#db.exec('COMMIT');
      }
    } catch (cause) {
      throw toSqliteFault(cause, this.#folder);
    }
  }
}
