/**
 * The circle forgets a person (PRV-11): the desk erases what they wrote, their name, and what was
 * written to them alone. Their threads wait for no answer. The facts that something was asked,
 * reported or decided stay; the sentence of a receipt stays until it expires, because a facilitator
 * wrote it.
 */
import type { Slot } from '../kernel.ts';
import type { PersonId } from '../vocabulary.ts';
import { ownBackChannelNameSlots, ownBackChannelSlots } from './back-channel.ts';
import { receiptNameSlots } from './receipts.ts';
import { forgottenReportSlots } from './reports.ts';
import { withErasedWords } from './retention.ts';
import type { DeskEvolvers, DeskSystemRules } from './rule.ts';
import type { DeskState } from './state.ts';
import { answererNameSlots, ownThreadWords, withThreadsClosed } from './thread-retention.ts';

export const forgettingSystemRules: DeskSystemRules<'forget'> = {
  forget(state, { person }) {
    const threads = ownThreadWords(state, person);
    const slots = [
      ...forgottenReportSlots(state, person),
      ...ownBackChannelSlots(state, person),
      ...ownBackChannelNameSlots(state, person),
      ...receiptNameSlots(state, person),
      ...answererNameSlots(state, person),
    ].filter((slot) => !state.erased.has(slot));
    const of: Slot[] = [...threads.map((thread) => thread.slotPrefix), ...slots];
    if (of.length === 0) return [];
    const erases = [...threads.flatMap((thread) => thread.slots()), ...slots];
    return [{ type: 'DeskForgotten', person, of, erases }];
  },
};

export const forgettingEvolvers: DeskEvolvers<'DeskForgotten'> = {
  DeskForgotten: (state: DeskState, { person, of }: { person: PersonId; of: readonly Slot[] }) =>
    withErasedWords(withThreadsClosed(state, person), of),
};
