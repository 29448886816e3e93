/**
 * How a desk or a meeting reports its causes to the house. A report says how each cause is now, so
 * telling it twice, or late, has no second effect. The ledger of the causes remembers the last
 * report that the house has confirmed; while it differs from the state, a node is needed.
 */

import type { CircleId } from '../vocabulary.ts';
import type { AlertCommand } from './alert-events.ts';
import { type AlertCause, alertIdOf, compareHarm, type StaffAlert } from './alerts.ts';

/** One cause of a circle. `seen` and `over`: see `AlertOutcome`; `open`: an alert is needed. */
export interface ReportedCause {
  readonly cause: Omit<AlertCause, 'circle'>;
  readonly status: 'open' | 'seen' | 'over';
}

/** What a ledger remembers of a report. */
export const reportKeys = (report: readonly ReportedCause[]): string[] =>
  report.map(({ cause, status }) => `${alertIdOf(cause)} ${cause.kind} ${status}`);

/** Whether the house has heard of this cause. */
const wasTold = (cause: ReportedCause['cause'], told: readonly string[]): boolean =>
  told.some((key) => key.startsWith(alertIdOf(cause)));

/** The causes that the house has heard of. */
export const toldCauses = (
  report: readonly ReportedCause[],
  told: readonly string[],
): ReportedCause[] => report.filter(({ cause }) => wasTold(cause, told));

/** Whether the house has confirmed something else. */
export const differsFromTold = (
  report: readonly ReportedCause[],
  told: readonly string[],
): boolean => {
  const keys = reportKeys(report);
  return keys.length !== told.length || keys.some((key) => !told.includes(key));
};

type ReportCommand = Extract<AlertCommand, { do: 'raise-alert' | 'settle-alert' }>;

/**
 * What the house is to be asked for. `known`: its alerts with causes of this ledger; one that the
 * report does not name is met. `told`: the last report. A cause that was over before anybody was
 * told is an alert all the same.
 */
export function commandsForReport(
  circle: CircleId,
  report: readonly ReportedCause[],
  known: readonly StaffAlert[],
  told: readonly string[],
): ReportCommand[] {
  const reported = new Map(report.map((each) => [alertIdOf(each.cause), each]));
  const settled = known
    .filter(({ id, state }) => state !== 'settled' && !reported.has(id))
    .map(({ id: alert }): ReportCommand => ({ do: 'settle-alert', alert, how: 'met' }));
  const moved = [...reported].flatMap(([id, { cause, status }]): ReportCommand[] => {
    const alert = known.find((each) => each.id === id);
    if (alert?.state === 'settled') return [];
    if (status === 'open') {
      const isKnown = alert && compareHarm(cause.kind, alert.kind) >= 0;
      return isKnown ? [] : [{ do: 'raise-alert', cause: { ...cause, circle } }];
    }
    const settle: ReportCommand = { do: 'settle-alert', alert: id, how: status };
    if (!alert) {
      const isMissed = status === 'over' && !wasTold(cause, told);
      return isMissed ? [{ do: 'raise-alert', cause: { ...cause, circle } }, settle] : [];
    }
    return (status === 'seen' ? alert.state === 'taken' : alert.over) ? [] : [settle];
  });
  return [...settled, ...moved];
}
