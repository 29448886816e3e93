/**
 * What the ledgers hold after a run, read once through the store's own port and laid out for
 * the checker: raw, since whether it holds together is for the checker to find out.
 */
import type {
  Head,
  LedgerEntry,
  LedgerId,
  ProcessedCommand,
  SaltedWords,
  Store,
} from '@holdspace/server/storage';

export interface LedgerContents {
  readonly ledger: LedgerId;
  readonly log: string;
  readonly head: Head;
  readonly entries: readonly LedgerEntry[];
  readonly words: readonly SaltedWords[];
  /** Those that are not forgotten yet: a run is read before that. */
  readonly commands: readonly ProcessedCommand[];
}

/** Of all ledgers, or of those whose names are wanted. */
export async function readLedgers(
  store: Pick<Store, 'ledgers' | 'read'>,
  isWanted: (ledger: LedgerId) => boolean = () => true,
): Promise<LedgerContents[]> {
  const read: LedgerContents[] = [];
  for (const ledger of (await store.ledgers()).filter(isWanted)) {
    read.push({ ledger, ...(await store.read(ledger, 0)) });
  }
  return read;
}
