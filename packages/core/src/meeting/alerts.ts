/**
 * What of a meeting staff are alerted of (ALR-1): a circle on hold because no facilitator is there
 * (FAC-2), and no facilitator at the start (FAC-6).
 */
import { alertIdOf, differsFromTold, type ReportedCause } from '../house/index.ts';
import type { MeetingEvolvers } from './rule.ts';
import { isMeetingOver, type MeetingState } from './state.ts';

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

/** Every cause of now; when the meeting is over, those that the house was told before. */
export function meetingAlertReport(state: AlertState): ReportedCause[] {
  const causes = meetingCauses(state);
  if (!isMeetingOver(state)) return causes.map((cause) => ({ cause, status: 'open' }));
  return causes
    .filter((cause) => state.alertsTold.some((key) => key.startsWith(alertIdOf(cause))))
    .map((cause) => ({ cause, status: 'over' }));
}

/** Whether the house is yet to be told. */
export const mustReportMeetingAlerts = (state: AlertState): boolean =>
  differsFromTold(meetingAlertReport(state), state.alertsTold);

export const meetingAlertEvolvers: MeetingEvolvers<'AlertsTold'> = {
  AlertsTold: (state, { alerts }) => ({ ...state, alertsTold: alerts }),
};
