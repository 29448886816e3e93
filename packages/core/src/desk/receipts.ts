/**
 * Receipts of moderation: what was done, why and until when, for the person it was done to
 * (VOI-3), and all of them in order as the record (VOI-8). What a mute or a removal does is
 * decided in the meeting; the ledger's chain shows tampering.
 */

import type { ModerationEntry, Receipt } from '../desk-items.ts';
import type { Slot, Words } from '../kernel.ts';
import type { PersonId, ReceiptId } from '../vocabulary.ts';
import type { DeskSystemCommand } from './commands.ts';
import type { DeskEvent } from './events.ts';
import type { RetainedWords } from './retention.ts';
import type { DeskEvolvers, DeskSystemRules } from './rule.ts';
import { awaitsAnswer, type DeskState, type ReceiptFacts } from './state.ts';

/** The sentence; what both were called; who asked first, and their sentence. */
const receiptParts = ['note', 'person', 'by', 'asked', 'asked.note'] as const;
const receiptPrefix = (receipt: ReceiptId) => `receipt.${receipt}`;
const receiptSlot = (receipt: ReceiptId, part: (typeof receiptParts)[number]) =>
  `${receiptPrefix(receipt)}.${part}`;

export type FileReceipt = Extract<DeskSystemCommand, { do: 'file-receipt' }>;

/** Filing the same receipt again changes nothing. */
function filing(
  state: DeskState,
  { do: _, note, names, asked, ...facts }: FileReceipt,
): readonly Extract<DeskEvent, { type: 'ReceiptFiled' }>[] {
  const { receipt } = facts;
  if (state.receipts.some(({ id }) => id === receipt)) return [];
  const words = {
    [receiptSlot(receipt, 'note')]: note,
    [receiptSlot(receipt, 'person')]: names.person,
    [receiptSlot(receipt, 'by')]: names.by,
    ...(asked && {
      [receiptSlot(receipt, 'asked')]: asked.name,
      [receiptSlot(receipt, 'asked.note')]: asked.note,
    }),
  };
  return [{ type: 'ReceiptFiled', ...facts, ...(asked && { asked: asked.by }), words }];
}

export const receiptSystemRules: DeskSystemRules<'file-receipt'> = { 'file-receipt': filing };

export const receiptEvolvers: DeskEvolvers<'ReceiptFiled'> = {
  ReceiptFiled: (state, { type: _, receipt: id, ...facts }) => ({
    ...state,
    receipts: [...state.receipts, { id, ...facts }],
  }),
};

/**
 * The state and the words of a desk after it files these receipts, oldest first. The result
 * equals what its ledger holds later, because the same rule and the same evolver make it.
 */
export function withFiled(
  state: DeskState,
  words: Words,
  commands: readonly FileReceipt[],
): { readonly state: DeskState; readonly words: Words } {
  if (commands.length === 0) return { state, words };
  let after = state;
  const all = new Map(words);
  for (const command of commands) {
    for (const { words: added = {}, ...fact } of filing(after, command)) {
      for (const [at, text] of Object.entries(added)) all.set(at, text);
      after = receiptEvolvers.ReceiptFiled(after, fact);
    }
  }
  return { state: after, words: all };
}

/** Without who acted. */
export const receiptViewOf =
  (words: Words) =>
  ({ person: _, by: _by, asked: _asked, ...receipt }: ReceiptFacts): Receipt => ({
    ...receipt,
    note: words.get(receiptSlot(receipt.id, 'note')) ?? '',
  });

/** Every act of moderation in this circle, in the order in which they were filed (VOI-8). */
export const moderationRecordOf = (state: DeskState, words: Words): ModerationEntry[] =>
  state.receipts.map((receipt) => {
    const { id, by, person: to, asked } = receipt;
    const said = (part: (typeof receiptParts)[number]) => words.get(receiptSlot(id, part)) ?? '';
    return {
      ...receiptViewOf(words)(receipt),
      ...{ by, byName: said('by'), to, toName: said('person') },
      ...(asked && { asked: { by: asked, name: said('asked'), note: said('asked.note') } }),
    };
  });

/** A sentence that is appealed against stays until the appeal is answered. */
export function retainedReceipts({ receipts, threads }: DeskState): RetainedWords[] {
  const open = threads.filter(awaitsAnswer);
  const appealed = new Set(open.map(({ receipt }) => receipt));
  return receipts
    .filter(({ id }) => !appealed.has(id))
    .map(({ id, at }) => ({
      slotPrefix: receiptPrefix(id),
      since: at,
      slots: () => receiptParts.map((part) => receiptSlot(id, part)),
    }));
}

/** Where this person's name stands in the record, whichever side of an act they were on. */
export const receiptNameSlots = ({ receipts, erased }: DeskState, who: PersonId): Slot[] =>
  receipts
    .filter(({ id }) => !erased.has(receiptPrefix(id)))
    .flatMap(({ id, person, by, asked }) => [
      ...(person === who ? [receiptSlot(id, 'person')] : []),
      ...(by === who ? [receiptSlot(id, 'by')] : []),
      ...(asked === who ? [receiptSlot(id, 'asked')] : []),
    ]);
