/** Sorts the desk by urgency; finished threads and reports come in lists of their own. */
import type { FacilitatorDesk, PersonId, Report, Thread } from '@holdspace/protocol';
import {
  isOpenCall,
  isThreadDone,
  isUnseenThread,
  waitingSince,
} from '../../app/support/thread-status.ts';

/** Not safe, a private talk, affected carers, appeals, notes; unseen ones first within each. */
const callUrgency = { unsafe: 0, word: 1, affected: 2 };
function threadUrgency(thread: Thread): number {
  const kinds = { help: thread.help ? callUrgency[thread.help] : 1, appeal: 3, note: 4 };
  return kinds[thread.kind] * 2 + (isUnseenThread(thread) ? 0 : 1);
}

export interface SortedDesk {
  readonly threads: readonly Thread[];
  readonly reports: readonly Report[];
  readonly doneThreads: readonly Thread[];
  readonly doneReports: readonly Report[];
}

/** Without the facilitator's own calls, which only others answer. */
export const withoutOwnThreads = (desk: FacilitatorDesk, me: PersonId): FacilitatorDesk => ({
  ...desk,
  threads: desk.threads.filter(({ by }) => by !== me),
});

export const sortDesk = ({ threads, reports }: FacilitatorDesk): SortedDesk => ({
  threads: threads
    .filter((each) => !isThreadDone(each))
    .toSorted((a, b) => threadUrgency(a) - threadUrgency(b) || waitingSince(a) - waitingSince(b)),
  reports: reports.filter(({ state }) => state !== 'closed'),
  doneThreads: threads.filter(isThreadDone),
  doneReports: reports.filter(({ state }) => state === 'closed'),
});

/** How many threads and reports nobody has seen; a call for help counts until it is closed (DSK-8). */
export const unseenCount = (desk: FacilitatorDesk | undefined): number =>
  desk === undefined
    ? 0
    : desk.threads.filter((each) => isUnseenThread(each) || isOpenCall(each)).length +
      desk.reports.filter(({ state }) => state === 'new').length;
