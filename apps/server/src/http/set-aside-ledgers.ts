/** What stays closed because the end of its ledger is missing (LED-19). */
import { LedgerSetAside } from '../storage/heads/head-checked-store.ts';

/** Null for what is set aside, so that a list goes on without it. */
export const nullIfSetAside = <T>(promise: Promise<T>): Promise<T | null> =>
  promise.catch((cause: unknown) => {
    if (cause instanceof LedgerSetAside) return null;
    throw cause;
  });
