/** What each side of the desk shows; other people do not see that anything happened (DSK-6). */

import { backChannelOf } from '../desk/back-channel.ts';
import { type FeedbackEntry, feedbackOf } from '../desk/feedback-and-incidents.ts';
import { unseenAlerts } from '../desk/help.ts';
import { moderationRecordOf, receiptViewOf } from '../desk/receipts.ts';
import { handlerViewOf, isReportHandler, reporterViewOf } from '../desk/reports.ts';
import type { DeskState, ThreadFacts } from '../desk/state.ts';
import { isOpen, threadReader, threadViewOf } from '../desk/threads.ts';
import type { FacilitatorDesk, ModerationEntry, Receipt, Report, Thread } from '../desk-items.ts';
import { oncePerState, type Words } from '../kernel.ts';
import { mustAgreeAtDesk, type Standing } from '../standing.ts';
import type { PersonId, ThreadId } from '../vocabulary.ts';

export interface DeskView {
  /** One's own, oldest first. */
  readonly receipts: readonly Receipt[];
  readonly threads: readonly Thread[];
  readonly reports: readonly Report[];
  /** To stand-ins: a call for help of another person is unseen. False for everyone else. */
  readonly helpWaits: boolean;
  /** Facilitators only. */
  readonly desk?: FacilitatorDesk;
}

/** Grouped once for all people: a desk can hold much, and each person little of it. */
const ownItems = oncePerState(({ receipts, threads, reports }: DeskState) => ({
  receipts: Map.groupBy(receipts, ({ person }) => person),
  threads: Map.groupBy(threads, ({ by }) => by),
  reports: Map.groupBy(reports, ({ by }) => by),
}));

/** What the view of a person at the desk depends on. */
export type DeskViewer = Pick<Standing, 'person' | 'role' | 'standIn' | 'agreements'>;

/** What this person may see of the desk. Erased words read as ''. */
export function deskViewOf(state: DeskState, words: Words, viewer: DeskViewer): DeskView {
  const { person: who, role, standIn } = viewer;
  const own = ownItems(state);
  const shown = threadViewOf(state, words);
  const alerts = unseenAlerts(state).filter(({ by }) => by !== who);
  const view = {
    receipts: (own.receipts.get(who) ?? []).map(receiptViewOf(words)),
    threads: (own.threads.get(who) ?? []).map(shown),
    reports: (own.reports.get(who) ?? []).map(reporterViewOf(words)),
    helpWaits: standIn === true && role !== 'facilitator' && alerts.length > 0,
  };
  if (role !== 'facilitator') return view;
  const by = { state, who, side: 'facilitator' } as const;
  const threads = sortByUrgency(state.threads.filter(threadReader(by)));
  if (mustAgreeAtDesk(viewer)) {
    // AGR-2: nothing further is read before they agree, but a call for help never waits for that.
    const calls = threads.filter((each) => each.kind === 'help' && isOpen(each)).map(shown);
    const none = { reports: [], backChannel: [], record: [] };
    return { ...view, desk: { threads: calls, ...none, alerts: alerts.map(({ id }) => id) } };
  }
  return {
    ...view,
    desk: {
      threads: threads.map(shown),
      reports: state.reports.filter(isReportHandler(by)).map(handlerViewOf(words)),
      backChannel: backChannelOf(state, words),
      alerts: alerts.map(({ id }) => id),
      // A stand-in does not see who acted when the act was about themselves (VOI-3).
      record: moderationRecordOf(state, words).filter(({ to }) => to !== who),
    },
  };
}

const urgencyByHelpKind = { unsafe: 0, word: 1, affected: 2 } as const;
const urgency = (thread: ThreadFacts): number =>
  thread.kind === 'help' && isOpen(thread) ? urgencyByHelpKind[thread.help ?? 'word'] : 3;

/** Open calls for help before everything else, who is not safe first (DSK-7); else as they were opened. */
export const sortByUrgency = (threads: readonly ThreadFacts[]): ThreadFacts[] =>
  threads.toSorted((a, b) => urgency(a) - urgency(b));

/** The organiser's side: what must not stay among facilitators, and what nobody attended to. */
export interface OrganiserDesk {
  /** About facilitators. */
  readonly reports: readonly Report[];
  readonly appeals: readonly Thread[];
  /** Calls for help that the alarm was raised for, and facilitators who were affected. */
  readonly help: readonly Thread[];
  /** Those of them that still nobody has seen. */
  readonly alerts: readonly ThreadId[];
  readonly incidents: DeskState['incidents'];
  readonly feedback: readonly FeedbackEntry[];
  readonly record: readonly ModerationEntry[];
}

/** For organisers of the house alone; the caller has made sure of that. */
export function organiserDeskOf(
  state: DeskState,
  words: Words,
  organiser: PersonId,
): OrganiserDesk {
  const by = { state, who: organiser, side: 'organiser' } as const;
  const threads = sortByUrgency(state.threads.filter(threadReader(by))).map(
    threadViewOf(state, words),
  );
  return {
    reports: state.reports.filter(isReportHandler(by)).map(handlerViewOf(words)),
    appeals: threads.filter(({ kind }) => kind === 'appeal'),
    help: threads.filter(({ kind }) => kind === 'help'),
    alerts: unseenAlerts(state).map(({ id }) => id),
    incidents: state.incidents,
    feedback: feedbackOf(state, words),
    record: moderationRecordOf(state, words),
  };
}

/** For somebody on call: the calls for help alone that they are alerted for (STF-6). */
export function onCallDeskOf(
  state: DeskState,
  words: Words,
  alerted: readonly ThreadId[],
): OrganiserDesk {
  const calls = state.threads.filter(({ id, kind }) => kind === 'help' && alerted.includes(id));
  return {
    ...{ reports: [], appeals: [], incidents: [], feedback: [], record: [] },
    help: sortByUrgency(calls).map(threadViewOf(state, words)),
    alerts: unseenAlerts(state).flatMap(({ id }) => (alerted.includes(id) ? [id] : [])),
  };
}

/** What of it is open to them beside that: an answer in a thread of their own (DSK-7). */
export const threadPermissions = ({
  threads,
}: Pick<DeskView, 'threads'>): { readonly answer?: true } =>
  threads.length > 0 ? { answer: true } : {};
