/**
 * How long the desk keeps words (PRV-1): so long after they were written, threads and reports
 * after their last entry, and never while somebody still waits for an answer. Also what people
 * erase of their own (PRV-4). Facts, counts and states stay. How long words of a meeting are
 * kept is the meeting's affair.
 */
import type { Slot } from '../kernel.ts';
import type { Millis } from '../vocabulary.ts';
import { feedbackKept } from './after.ts';
import { backChannelKept, ownLines } from './back-channel.ts';
import { receiptsKept } from './receipts.ts';
import { ownReports, reportsKept } from './reports.ts';
import type { DeskDeadline, Evolvers, SystemRules } from './rule.ts';
import type { DeskState } from './state.ts';
import { ownEntries, threadsKept } from './threads.ts';

/** Words that go together once their time is over. */
export interface Kept {
  /** What all their slots begin with. */
  readonly of: Slot;
  readonly since: Millis;
  readonly slots: () => readonly Slot[];
}

const kept = (state: DeskState): Kept[] =>
  [
    ...threadsKept(state),
    ...reportsKept(state),
    ...receiptsKept(state),
    ...backChannelKept(state),
    ...feedbackKept(state),
  ].filter(({ of }) => !state.erased.has(of));

/** One deadline: when the first words are over. Whatever is over by then goes with them. */
export function keepingDeadlines(state: DeskState): DeskDeadline[] {
  const all = kept(state);
  if (all.length === 0) return [];
  const first = all.reduce((least, { since }) => Math.min(least, since), Number.POSITIVE_INFINITY);
  return [
    {
      at: first + state.deskRetention,
      command: { do: 'due', what: 'words-over' },
      event(now) {
        const over = all.filter(({ since }) => since + state.deskRetention <= now);
        return {
          type: 'DeskWordsErased',
          of: over.map(({ of }) => of),
          erases: over.flatMap(({ slots }) => slots()),
        };
      },
    },
  ];
}

export const keepingSystemRules: SystemRules<'erase-mine'> = {
  'erase-mine'(state, { person }) {
    const mine = [
      ...ownEntries(state, person),
      ...ownReports(state, person),
      ...ownLines(state, person),
    ].filter((slot) => !state.erased.has(slot));
    return mine.length === 0 ? [] : [{ type: 'DeskMineErased', person, of: mine, erases: mine }];
  },
};

export const withoutWords = (state: DeskState, of: readonly Slot[]): DeskState => ({
  ...state,
  erased: new Set([...state.erased, ...of]),
});

const without = (state: DeskState, { of }: { readonly of: readonly Slot[] }): DeskState =>
  withoutWords(state, of);

export const keepingEvolvers: Evolvers<'DeskWordsErased' | 'DeskMineErased'> = {
  DeskWordsErased: without,
  DeskMineErased: without,
};
