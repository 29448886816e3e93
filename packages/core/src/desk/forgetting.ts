/**
 * Somebody was forgotten by the circle (PRV-11): what they wrote at the desk goes, with their
 * name wherever it stands, and with what was written to them alone. Nobody waits for an answer
 * any more. That something was asked, reported or decided stays, and so does the sentence of a
 * receipt, for its time: it is the facilitator's.
 */
import type { Slot } from '../kernel.ts';
import type { PersonId } from '../vocabulary.ts';
import { ownLines, ownNameLines } from './back-channel.ts';
import { withoutWords } from './keeping.ts';
import { namesInReceipts } from './receipts.ts';
import { ownReportWords } from './reports.ts';
import type { Evolvers, SystemRules } from './rule.ts';
import type { DeskState } from './state.ts';
import { namesInThreads, ownThreads, settled } from './threads.ts';

export const forgettingSystemRules: SystemRules<'forget'> = {
  forget(state, { person }) {
    const threads = ownThreads(state, person);
    const slots = [
      ...ownReportWords(state, person),
      ...ownLines(state, person),
      ...ownNameLines(state, person),
      ...namesInReceipts(state, person),
      ...namesInThreads(state, person),
    ].filter((slot) => !state.erased.has(slot));
    const of: Slot[] = [...threads.map((thread) => thread.of), ...slots];
    if (of.length === 0) return [];
    const erases = [...threads.flatMap((thread) => thread.slots()), ...slots];
    return [{ type: 'DeskForgotten', person, of, erases }];
  },
};

export const forgettingEvolvers: Evolvers<'DeskForgotten'> = {
  DeskForgotten: (state: DeskState, { person, of }: { person: PersonId; of: readonly Slot[] }) =>
    withoutWords(settled(state, person), of),
};
