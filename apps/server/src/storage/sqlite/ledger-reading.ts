/** Readings of one ledger of the database file, each within one transaction. */
import type { Millis } from '@holdspace/core';
import { emptyHead, type LedgerOpening, type LedgerReading, StoreFault } from '../port/store.ts';
import type { LedgerRows } from './commit-table.ts';
import type { DatabaseTables } from './database-tables.ts';
import type { LedgerRecord } from './ledger-table.ts';

export interface ReadingSource {
  readonly tables: DatabaseTables;
  /** Of the file, for sentences to the operator. */
  readonly folder: string;
}

export const noReading: LedgerReading = {
  ...{ log: '', head: emptyHead, entries: [], words: [], commands: [] },
};

/** See `Store.read`; `upTo` null: to its end. */
export function readLedger(
  source: ReadingSource,
  ledger: LedgerRecord,
  { after, upTo }: { readonly after: number; readonly upTo: number | null },
  now: Millis,
): LedgerReading {
  const last = Math.min(upTo ?? ledger.version, ledger.version);
  const rows = source.tables.commits.read(ledger, after, last);
  return toReading(source, ledger, rows, { after, upTo: last }, now);
}

/** What follows its snapshot, and the words that were saved with it; see `Store.open`. */
export function openLedger(
  source: ReadingSource,
  ledger: LedgerRecord,
  now: Millis,
): LedgerOpening {
  const { commits, snapshots } = source.tables;
  const kept = snapshots.get(ledger);
  const { version: after = 0 } = kept?.snapshot ?? {};
  const upTo = ledger.version;
  const rows = commits.read(ledger, after, upTo);
  const words = [...(kept ? commits.wordsIn(kept.rows) : []), ...rows.words];
  const reading = toReading(source, ledger, { ...rows, words }, { after, upTo }, now);
  return { ...reading, snapshot: kept?.snapshot ?? null };
}

/** Throws a StoreFault when the last commit is not there, which no chain would show. */
function toReading(
  { tables, folder }: ReadingSource,
  { log, until, version, mac }: LedgerRecord,
  rows: LedgerRows,
  { after, upTo }: { readonly after: number; readonly upTo: number },
  now: Millis,
): LedgerReading {
  // A ledger that was read from its beginning keeps the places of its words.
  tables.ledgers.trim();
  if (after < version && upTo === version && rows.entries.at(-1)?.mac !== mac) {
    throw new StoreFault(
      `The database in ${folder} is damaged (a ledger does not end with its commit ` +
        `${version}). Import a backup into an empty folder.`,
    );
  }
  return {
    log,
    head: { version, mac },
    entries: rows.entries,
    words: until !== null && until <= now ? [] : rows.words,
    commands: tables.commands.list(rows.commands, now),
  };
}
