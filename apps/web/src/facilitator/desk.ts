/** The desk in the order in which it should be looked at; what is done with comes apart. */
import type { Desk, PersonId, Report, Thread } from '@holdspace/protocol';
import { isDone, isNew, isOpenCall, sinceOf } from '../support/threads.ts';

/** Not safe, a quiet word, carers, appeals, notes; among alike what nobody has seen, then the oldest. */
const calls = { unsafe: 0, word: 1, affected: 2 };
function urgency(thread: Thread): number {
  const kinds = { help: thread.help ? calls[thread.help] : 1, appeal: 3, note: 4 };
  return kinds[thread.kind] * 2 + (isNew(thread) ? 0 : 1);
}

export interface Sorted {
  readonly threads: readonly Thread[];
  readonly reports: readonly Report[];
  readonly doneThreads: readonly Thread[];
  readonly doneReports: readonly Report[];
}

/** Without one's own calls: they are somebody else's to answer. */
export const othersOn = (desk: Desk, me: PersonId): Desk => ({
  ...desk,
  threads: desk.threads.filter(({ by }) => by !== me),
});

export const sorted = ({ threads, reports }: Desk): Sorted => ({
  threads: threads
    .filter((each) => !isDone(each))
    .toSorted((a, b) => urgency(a) - urgency(b) || sinceOf(a) - sinceOf(b)),
  reports: reports.filter(({ state }) => state !== 'closed'),
  doneThreads: threads.filter(isDone),
  doneReports: reports.filter(({ state }) => state === 'closed'),
});

/** How many wait to be seen by anybody; a call for help counts until it is closed (DSK-8). */
export const unseen = (desk: Desk | undefined): number =>
  desk === undefined
    ? 0
    : desk.threads.filter((each) => isNew(each) || isOpenCall(each)).length +
      desk.reports.filter(({ state }) => state === 'new').length;
