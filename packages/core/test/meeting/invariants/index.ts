/** All laws there are. */
import { floorInvariants } from './floor.ts';
import type { Invariants } from './invariant.ts';
import { leadInvariants } from './lead.ts';
import { ledgerInvariants } from './ledgers.ts';
import { modeInvariants } from './modes.ts';
import { receiptInvariants } from './receipts.ts';
import { speechInvariants } from './speech.ts';

export const invariants: Invariants = {
  ...floorInvariants,
  ...modeInvariants,
  ...leadInvariants,
  ...ledgerInvariants,
  ...speechInvariants,
  ...receiptInvariants,
};
