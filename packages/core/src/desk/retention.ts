/**
 * How long the desk keeps words (PRV-1): so long after they were written, threads and reports
 * after their last entry, and never while a person still waits for an answer. Also what people
 * erase of their own (PRV-4). Facts, counts and states stay. How long words of a meeting are
 * kept is the meeting's affair.
 */
import type { Slot } from '../kernel.ts';
import type { Millis } from '../vocabulary.ts';
import { ownBackChannelSlots, retainedBackChannel } from './back-channel.ts';
import { ownDebriefSlots, retainedDebriefs } from './debriefs.ts';
import { retainedFeedback } from './feedback-and-incidents.ts';
import { retainedReceipts } from './receipts.ts';
import { ownReportSlots, retainedReports } from './reports.ts';
import type { DeskDeadline, DeskEvolvers, DeskSystemRules } from './rule.ts';
import type { DeskState } from './state.ts';
import { ownEntrySlots, retainedThreads } from './thread-retention.ts';

/** Words that go together once their time is over. */
export interface RetainedWords {
  /** What all their slots begin with. */
  readonly slotPrefix: Slot;
  readonly since: Millis;
  readonly slots: () => readonly Slot[];
}

const allRetainedWords = (state: DeskState): RetainedWords[] =>
  [
    ...retainedThreads(state),
    ...retainedReports(state),
    ...retainedReceipts(state),
    ...retainedBackChannel(state),
    ...retainedDebriefs(state),
    ...retainedFeedback(state),
  ].filter(({ slotPrefix: of }) => !state.erased.has(of));

/** One deadline: when the first words are over. Whatever is over by then goes with them. */
export function deskRetentionDeadlines(state: DeskState): DeskDeadline[] {
  const all = allRetainedWords(state);
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
          of: over.map(({ slotPrefix: of }) => of),
          erases: over.flatMap(({ slots }) => slots()),
        };
      },
    },
  ];
}

export const retentionSystemRules: DeskSystemRules<'erase-mine' | 'erase-debrief'> = {
  'erase-mine'(state, { person, staff }) {
    const mine = [
      ...ownEntrySlots(state, person),
      ...ownReportSlots(state, person),
      ...ownBackChannelSlots(state, person),
      ...(staff === undefined ? [] : ownDebriefSlots(state, staff)),
    ].filter((slot) => !state.erased.has(slot));
    return mine.length === 0 ? [] : [{ type: 'DeskMineErased', person, of: mine, erases: mine }];
  },
  'erase-debrief'(state, { meeting, staff: person }) {
    const mine = ownDebriefSlots(state, person, meeting);
    return mine.length === 0 ? [] : [{ type: 'DeskMineErased', person, of: mine, erases: mine }];
  },
};

export const withErasedWords = (state: DeskState, of: readonly Slot[]): DeskState => ({
  ...state,
  erased: new Set([...state.erased, ...of]),
});

const eraseWords = (state: DeskState, { of }: { readonly of: readonly Slot[] }): DeskState =>
  withErasedWords(state, of);

export const retentionEvolvers: DeskEvolvers<'DeskWordsErased' | 'DeskMineErased'> = {
  DeskWordsErased: eraseWords,
  DeskMineErased: eraseWords,
};
