/**
 * What of the desk staff are alerted of (ALR-1): calls for help that nobody has seen for
 * `helpAlert`, appeals, and reports about a facilitator.
 */
import { differsFromTold, type ReportedCause } from '../house/index.ts';
import type { Millis } from '../vocabulary.ts';
import { isAlerted } from './help.ts';
import type { DeskEvolvers, DeskSystemRules } from './rule.ts';
import { awaitsAnswer, type DeskState, type ThreadFacts } from './state.ts';
import { isCareRequest, isUnseen } from './threads.ts';

/** When its person began to wait for the answer that they have not had yet. */
const awaitedSince = ({ by, entries, waits }: ThreadFacts): Millis => {
  const answered = entries.findLastIndex((each) => each.by !== by);
  return entries[answered + 1]?.at ?? waits;
};

function threadCause(thread: ThreadFacts): ReportedCause | null {
  const { id, kind, help, state, alerted } = thread;
  if (kind === 'appeal' && awaitsAnswer(thread)) {
    return { cause: { kind, thread: id, since: awaitedSince(thread) }, status: 'open' };
  }
  if (kind !== 'help' || isCareRequest(thread) || alerted === null || state === 'closed') {
    return null;
  }
  // Who has taken the alert keeps the call until it is closed (DSK-7).
  const status = isUnseen(thread) && isAlerted(thread) ? 'open' : 'seen';
  const cause = { kind: help === 'unsafe' ? help : 'help', thread: id, since: alerted } as const;
  return { cause, status };
}

/** Every cause of now. */
export const deskAlertReport = ({
  threads,
  reports,
}: Pick<DeskState, 'threads' | 'reports'>): ReportedCause[] => [
  ...threads.flatMap((thread) => threadCause(thread) ?? []),
  ...reports
    .filter(({ to, state }) => to === 'organisers' && state !== 'closed')
    .map(({ id, at }): ReportedCause => {
      return { cause: { kind: 'report', report: id, since: at }, status: 'open' };
    }),
];

/** Whether the house is yet to be told. */
export const mustReportDeskAlerts = (state: DeskState): boolean =>
  differsFromTold(deskAlertReport(state), state.alertsTold);

export const deskAlertSystemRules: DeskSystemRules<'confirm-alerts'> = {
  'confirm-alerts': ({ alertsTold }, { alerts }) =>
    alertsTold.join() === alerts.join() ? [] : [{ type: 'AlertsTold', alerts }],
};

export const deskAlertEvolvers: DeskEvolvers<'AlertsTold'> = {
  AlertsTold: (state, { alerts }) => ({ ...state, alertsTold: alerts }),
};
