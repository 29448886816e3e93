/**
 * Desks that an older version wrote hold in their commits who asked for each of them, of
 * anonymous feedback too. They are rewritten without it, once, under the same key and with
 * their words (PRV-11). Ledgers of meetings and circles name the same people in their facts.
 */
import type { EventShape } from '@holdspace/core';
import { BrokenChain, type CommitCodec } from '../chain/commit-codec.ts';
import type { Head, LedgerEntry, LedgerId, LedgerReading, Store } from '../port/store.ts';
import { emptyHead } from '../port/store.ts';

/** Facts of a desk leave out who gave feedback; those of other ledgers name who did what. */
export const hidesAuthors = (ledger: LedgerId): boolean => ledger.startsWith('desk:');

/**
 * Whether this ledger was rewritten. One that does not hold together stays as it is. The server
 * does it when it opens a desk; a desk of an older version has a deadline that the store does not
 * know, so each is opened once after the update, though nobody comes.
 */
export async function removeAuthors(
  store: Store,
  sealer: CommitCodec,
  ledger: LedgerId,
): Promise<boolean> {
  if (!hidesAuthors(ledger)) return false;
  const { log, head, entries, words } = await store.read(ledger, 0);
  if (!entries.some((entry) => sealer.containsCommand(entry))) return false;
  if (!isIntact(sealer, ledger, { entries, words })) return false;
  const anew: LedgerEntry[] = [];
  let previous: Head = emptyHead;
  for (const entry of entries) {
    previous = sealer.withoutCommand(ledger, previous, entry);
    anew.push(previous as LedgerEntry);
  }
  await store.replaceEntries(ledger, { ...head, log }, anew);
  return true;
}

/** The server that opens the ledger reports what is wrong with it. */
function isIntact(
  sealer: CommitCodec,
  ledger: LedgerId,
  { entries, words }: Pick<LedgerReading, 'entries' | 'words'>,
): boolean {
  try {
    sealer.verifyWords(ledger, words, sealer.decode<EventShape>(ledger, emptyHead, entries));
    return true;
  } catch (cause) {
    if (cause instanceof BrokenChain) return false;
    throw cause;
  }
}
