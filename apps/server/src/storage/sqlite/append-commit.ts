/** What one append writes into the tables, and the erasure of a ledger whose words are past. */
import type { Millis } from '@holdspace/core';
import type { AppendRequest, AppendResult } from '../port/store.ts';
import { emptyHead } from '../port/store.ts';
import type { DatabaseTables } from './database-tables.ts';
import type { LedgerRecord } from './ledger-table.ts';
import { SlotIndex } from './slot-index.ts';

/** Inside a transaction. Writes nothing when it is a conflict. */
export function appendCommit(
  tables: DatabaseTables,
  append: AppendRequest,
  now: Millis,
): AppendResult {
  const { ledgers, commits, commands, aside } = tables;
  const { previous, entry, words } = append;
  const known = ledgers.find(append.ledger);
  const { version, mac, log } = known ?? { ...emptyHead, log: '' };
  const continues = version === previous.version && mac === previous.mac;
  if (!continues || (append.log !== null && append.log !== log)) {
    return { conflict: { version, mac } };
  }
  const ledger = known ?? ledgers.create(append.ledger, new SlotIndex());
  if (append.wordsUntil !== null) {
    if (ledger.until !== null && ledger.until <= now) eraseLedger(tables, ledger);
    ledgers.setUntil(ledger, append.wordsUntil);
  }
  for (const slot of append.erases) tables.countErased(commits.erase(ledger, slot));
  const first = ledgers.lastRow + 1;
  const command = append.command ? commands.insert(first, append.command, now) : null;
  for (let n = 0; n < Math.max(words.length, 1); n++) {
    const said = words[n] ?? null;
    if (said) tables.countErased(commits.erase(ledger, said.slot));
    const whole = n === 0 ? { entry, command } : { entry: null, command: null };
    const row = first + n;
    commits.add(ledger, { row, version: entry.version, ...whole, words: said });
    ledgers.advance(ledger, row, entry);
  }
  if (append.takes.length > 0) tables.countErased(aside.remove(ledger.id, append.takes));
  ledgers.setDeadline(ledger, append.nextDeadline);
  return { ok: true, log: ledger.log };
}

/** Overwrites all words of the ledger; answers how many slots had such. */
export function eraseLedger(tables: DatabaseTables, ledger: LedgerRecord): number {
  const erased = tables.countErased(tables.commits.eraseAll(ledger));
  tables.ledgers.setSwept(ledger);
  return erased;
}
