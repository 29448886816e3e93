/** Compares a store with a note of heads: which ledgers lost commits that were durable once. */
import { emptyHead, type Head, type LedgerId, type LogHead, type Store } from '../port/store.ts';

/** A ledger that does not hold the commit which the note names. */
export interface LedgerLoss {
  readonly ledger: LedgerId;
  /** Where it ended according to the note. */
  readonly noted: Head;
  /** Where it ends now; version 0: it is gone. */
  readonly now: Head;
}

/**
 * Sorted by name. Reads of a ledger no more than follows the noted version. `known` are the heads of
 * all ledgers of the note, where they were read already.
 */
export async function findLosses(
  store: Pick<Store, 'heads' | 'read'>,
  note: ReadonlyMap<LedgerId, Head>,
  known: ReadonlyMap<LedgerId, LogHead> | null = null,
): Promise<readonly LedgerLoss[]> {
  const heads = known ?? (await store.heads([...note.keys()]));
  const losses: LedgerLoss[] = [];
  for (const [ledger, noted] of note) {
    const now = heads.get(ledger) ?? emptyHead;
    if (now.version === noted.version && now.mac === noted.mac) continue;
    if (now.version > noted.version) {
      const { entries } = await store.read(ledger, noted.version - 1);
      if (entries[0]?.mac === noted.mac) continue;
    }
    losses.push({ ledger, noted, now: { version: now.version, mac: now.mac } });
  }
  return losses.sort((a, b) => (a.ledger < b.ledger ? -1 : 1));
}

/** One sentence for the operator. */
export function describeLoss({ ledger, noted, now }: LedgerLoss): string {
  if (now.version === 0) return `Ledger ${ledger} is gone; it had ${noted.version} commits.`;
  return now.version < noted.version
    ? `Ledger ${ledger} ends at commit ${now.version}; it had ${noted.version} commits.`
    : `Ledger ${ledger} holds another commit ${noted.version} than it did.`;
}
