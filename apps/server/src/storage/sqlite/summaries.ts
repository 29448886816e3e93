/** What lists read of the database file: summaries of ledgers, and words by their slots. */
import type { Millis, Slot } from '@holdspace/core';
import {
  emptyHead,
  type LedgerId,
  type SaltedWords,
  type SavedSummary,
  type SummaryReading,
} from '../port/store.ts';
import type { DatabaseTables } from './database-tables.ts';
import type { LedgerRecord } from './ledger-table.ts';

const isReadable = ({ until }: LedgerRecord, now: Millis): boolean => until === null || until > now;

/** See `Store.saveSummaries`. */
export function putSummaries(
  { ledgers, commits, summaries }: DatabaseTables,
  group: readonly SavedSummary[],
): void {
  for (const { ledger: name, summary, slots } of group) {
    const ledger = ledgers.find(name);
    if (ledger) summaries.put(ledger, summary, commits.rowsOf(ledger, slots));
  }
}

/** See `Store.summaries`. */
export function readSummaries(
  { ledgers, commits, summaries }: DatabaseTables,
  names: readonly LedgerId[],
  now: Millis,
): Map<LedgerId, SummaryReading> {
  const read = (name: LedgerId): SummaryReading => {
    const ledger = ledgers.find(name);
    if (!ledger) return { head: { ...emptyHead, log: '' }, summary: null, words: [] };
    const { version, mac, log } = ledger;
    const kept = summaries.get(ledger);
    const words = kept && isReadable(ledger, now) ? commits.wordsIn(kept.rows) : [];
    return { head: { version, mac, log }, summary: kept?.snapshot ?? null, words };
  };
  return new Map(names.map((name) => [name, read(name)]));
}

/** See `Store.wordsOf`. */
export function readWordsOf(
  { commits }: DatabaseTables,
  ledger: LedgerRecord,
  slots: readonly Slot[],
  now: Millis,
): SaltedWords[] {
  return isReadable(ledger, now) ? commits.wordsIn(commits.rowsOf(ledger, slots)) : [];
}
