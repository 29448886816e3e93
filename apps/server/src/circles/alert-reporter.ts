/**
 * Reports to the house what staff must be alerted of in this circle (ALR-1): causes at the desk and
 * in meetings, and how they went on. A report that was not confirmed is told again, by any node, so
 * a crash between two ledgers loses nothing. Telling it twice has no second effect.
 */
import {
  type CircleId,
  commandsForReport,
  deskAlertReport,
  differsFromTold,
  type Millis,
  meetingAlertReport,
  mustReportDeskAlerts,
  mustReportMeetingAlerts,
  type ReportedCause,
  reportKeys,
  type StaffAlert,
} from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CommandResult } from '../ledger/ledger-runtime.ts';
import type { CircleLedger, DeskLedger, Ledgers, MeetingLedger } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import type { CommittedEvent, RestartedEvent } from '../projection/circle-events.ts';
import type { PresenceReader } from '../projection/ledger-readers.ts';
import { CoalescingTask } from '../scheduling/coalescing-task.ts';
import type { Reconciler } from './circle-runtime-parts.ts';

export interface AlertReporterParts {
  readonly circle: CircleLedger;
  readonly desk: DeskLedger;
  readonly meetings: { readonly all: readonly MeetingLedger[] };
  /** A meeting decides by who is there, at each command. */
  readonly presence: PresenceReader;
  readonly ledgers: Ledgers;
  readonly reportError: ReportError;
}

/** A ledger whose state holds causes of alerts. */
interface CauseLedger {
  /** Whether an alert of this circle has its cause there. */
  readonly isSourceOf: (alert: StaffAlert) => boolean;
  readonly report: () => readonly ReportedCause[];
  readonly told: () => readonly string[];
  readonly catchUp: () => Promise<void>;
  readonly confirm: (alerts: readonly string[]) => Promise<CommandResult>;
}

export class AlertReporter implements Reconciler {
  readonly subscriberName = 'alert reporter';
  readonly task: CoalescingTask;
  readonly #parts: AlertReporterParts;

  constructor(parts: AlertReporterParts) {
    const { ledgers, reportError } = parts;
    const now = (): Millis => ledgers.store.now();
    this.#parts = parts;
    this.task = new CoalescingTask({
      ...{ now, reportError, operation: 'report alerts of circle' },
      work: () => this.#report(),
    });
  }

  onCommitted({ ledger, step }: CommittedEvent): void {
    const mustReport =
      (ledger === 'desk' && mustReportDeskAlerts(step.after)) ||
      (ledger === 'meeting' && mustReportMeetingAlerts(step.after));
    if (mustReport) this.task.request();
  }

  onRestarted({ ledger }: RestartedEvent): void {
    if (ledger !== 'circle') this.task.request();
  }

  close(): void {
    this.task.close();
  }

  async #report(): Promise<void> {
    const { circle, desk, meetings, presence } = this.#parts;
    const id = circle.state.circle;
    if (id === null) return;
    const sources = meetings.all.map((meeting) => meetingSource(meeting, presence));
    for (const source of [deskSource(desk), ...sources]) {
      await this.#tell(id, source);
    }
  }

  async #tell(circle: CircleId, source: CauseLedger): Promise<void> {
    const { ledgers } = this.#parts;
    const house = await ledgers.house();
    const commands = () => {
      const known = [...house.state.alerts.values()].filter(
        (alert) => alert.circle === circle && source.isSourceOf(alert),
      );
      return commandsForReport(circle, source.report(), known, source.told());
    };
    if (commands().length === 0 && !differsFromTold(source.report(), source.told())) return;
    // A replica that is behind would settle what another node has raised.
    if (ledgers.store.shared) await source.catchUp();
    const keys = reportKeys(source.report());
    for (const command of commands()) await house.handle(command, systemContext);
    await source.confirm(keys);
  }
}

const deskSource = (desk: DeskLedger): CauseLedger => ({
  isSourceOf: ({ thread, report }) => thread !== undefined || report !== undefined,
  report: () => deskAlertReport(desk.state),
  told: () => desk.state.alertsTold,
  catchUp: () => desk.catchUp(),
  confirm: (alerts) => desk.handle({ do: 'confirm-alerts', alerts }, systemContext),
});

const meetingSource = (meeting: MeetingLedger, presence: PresenceReader): CauseLedger => ({
  isSourceOf: (alert) =>
    alert.meeting === meeting.state.meeting && (alert.kind === 'hold' || alert.kind === 'no-show'),
  report: () => meetingAlertReport(meeting.state),
  told: () => meeting.state.alertsTold,
  catchUp: () => meeting.catchUp(),
  confirm: (alerts) =>
    meeting.handle(
      { do: 'confirm-alerts', alerts },
      { ...systemContext, present: (person) => presence.presenceOf(person) },
    ),
});
