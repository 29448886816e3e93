/** The desk in the order in which it should be looked at; what is done with comes apart. */
import type { Desk, Report, Thread } from '@holdspace/protocol';

export const isNew = ({ state }: Thread): boolean => state === 'sent' || state === 'unseen';
const isDone = ({ state }: Thread): boolean => state === 'answered';

/** Not safe, a quiet word, appeals, notes; among alike what nobody has seen, then the oldest. */
function urgency(thread: Thread): number {
  const kinds = { help: thread.help === 'unsafe' ? 0 : 1, appeal: 2, note: 3 };
  return kinds[thread.kind] * 2 + (isNew(thread) ? 0 : 1);
}

export interface Sorted {
  readonly threads: readonly Thread[];
  readonly reports: readonly Report[];
  readonly doneThreads: readonly Thread[];
  readonly doneReports: readonly Report[];
}

export const sorted = ({ threads, reports }: Desk): Sorted => ({
  threads: threads
    .filter((each) => !isDone(each))
    .toSorted((a, b) => urgency(a) - urgency(b) || sinceOf(a) - sinceOf(b)),
  reports: reports.filter(({ state }) => state !== 'closed'),
  doneThreads: threads.filter(isDone),
  doneReports: reports.filter(({ state }) => state === 'closed'),
});

/** How many wait to be seen by anybody. */
export const unseen = (desk: Desk | undefined): number =>
  desk === undefined
    ? 0
    : desk.threads.filter(isNew).length +
      desk.reports.filter(({ state }) => state === 'new').length;

/** Since when it waits: the first words of the writer that nobody has answered. */
export function sinceOf({ by, entries }: Thread): number {
  const answered = entries.findLastIndex((entry) => entry.by !== by);
  return (entries[answered + 1] ?? entries.at(-1))?.at ?? 0;
}
