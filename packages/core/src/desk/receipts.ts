/**
 * Receipts of moderation: what was done, why and until when, for the person it was done to
 * (VOI-3), and all of them in order as the record (VOI-8). What a mute or a removal does is
 * decided in the meeting; the ledger's chain shows when somebody tampers with what is here.
 */
import type { Words } from '../kernel.ts';
import type { Receipt } from '../view.ts';
import type { PersonId, ReceiptId } from '../vocabulary.ts';
import type { Kept } from './keeping.ts';
import type { Evolvers, SystemRules } from './rule.ts';
import type { DeskState, ReceiptFacts } from './state.ts';

const noteSlot = (receipt: ReceiptId) => `receipt.${receipt}.note`;

export const receiptSystemRules: SystemRules<'file-receipt'> = {
  'file-receipt'(state, { do: _, note, ...facts }) {
    if (state.receipts.some(({ id }) => id === facts.receipt)) return [];
    return [{ type: 'ReceiptFiled', ...facts, words: { [noteSlot(facts.receipt)]: note } }];
  },
};

export const receiptEvolvers: Evolvers<'ReceiptFiled'> = {
  ReceiptFiled: (state, { type: _, receipt: id, ...facts }) => ({
    ...state,
    receipts: [...state.receipts, { id, ...facts }],
  }),
};

/** Without who acted. */
export const receiptShown =
  (words: Words) =>
  ({ person: _, by: _by, ...receipt }: ReceiptFacts): Receipt => ({
    ...receipt,
    note: words.get(noteSlot(receipt.id)) ?? '',
  });

/** One act of moderation as the organiser reads it. */
export interface RecordEntry extends Receipt {
  readonly by: PersonId;
  readonly to: PersonId;
}

/** Every act of moderation in this circle, in the order in which they were filed (VOI-8). */
export const recordOf = (state: DeskState, words: Words): RecordEntry[] =>
  state.receipts.map((receipt) => ({
    ...receiptShown(words)(receipt),
    by: receipt.by,
    to: receipt.person,
  }));

/** A sentence that is appealed against stays until the appeal is answered. */
export function receiptsKept({ receipts, threads }: DeskState): Kept[] {
  const open = threads.filter(({ state }) => state !== 'answered');
  const appealed = new Set(open.map(({ receipt }) => receipt));
  return receipts
    .filter(({ id }) => !appealed.has(id))
    .map(({ id, at }) => ({ of: noteSlot(id), since: at, slots: () => [noteSlot(id)] }));
}
