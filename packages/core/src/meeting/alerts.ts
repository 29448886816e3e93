/**
 * What of a meeting staff are alerted of (ALR-1): a circle on hold because no facilitator is there
 * (FAC-2), and no facilitator at the start (FAC-6).
 */
import { differsFromTold, type ReportedCause, toldCauses } from '../house/index.ts';
import type { MeetingEvolvers } from './rule.ts';
import { isMeetingEnded, isMeetingOver, type MeetingState } from './state.ts';

type AlertState = Pick<
  MeetingState,
  'meeting' | 'phase' | 'floor' | 'unattended' | 'noShowSince' | 'alertsTold'
>;

/** Without what became of them. */
function meetingCauses({
  meeting,
  floor,
  unattended,
  noShowSince,
  ...state
}: AlertState): ReportedCause['cause'][] {
  const isHeld = floor.mode === 'hold' || isMeetingOver(state);
  return [
    ...(unattended !== null && unattended.over !== null && isHeld
      ? [{ kind: 'hold', meeting, since: unattended.since } as const]
      : []),
    ...(noShowSince === null ? [] : [{ kind: 'no-show', meeting, since: noShowSince } as const]),
  ];
}

/**
 * Every cause of now; of a meeting that is over those with which it ended. Once its aftercare is
 * over too, a cause that nobody was told of is past: it stands in ledgers of before alerts.
 */
export function meetingAlertReport(state: AlertState): ReportedCause[] {
  const status = isMeetingOver(state) ? 'over' : 'open';
  const report = meetingCauses(state).map((cause): ReportedCause => ({ cause, status }));
  return isMeetingEnded(state) ? toldCauses(report, state.alertsTold) : report;
}

/** Whether the house is yet to be told. */
export const mustReportMeetingAlerts = (state: AlertState): boolean =>
  differsFromTold(meetingAlertReport(state), state.alertsTold);

export const meetingAlertEvolvers: MeetingEvolvers<'AlertsTold'> = {
  AlertsTold: (state, { alerts }) => ({ ...state, alertsTold: alerts }),
};
