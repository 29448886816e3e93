/**
 * Tells the meetings of a circle which version of the agreements binds it, and who in them has yet
 * to agree (AGR-2). Idempotent; every node that runs the circle does it, so it survives the death of
 * the node that made the change.
 */
import { type Millis, meetingAgreementCommands } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger, Ledgers, MeetingLedger } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import type { CommittedEvent } from '../projection/circle-events.ts';
import { CoalescingTask } from '../scheduling/coalescing-task.ts';
import type { Reconciler } from './circle-runtime-parts.ts';
import { meetingLedger, openMeetingsAtHand } from './meeting-ledgers.ts';

export interface AgreementSyncParts {
  readonly circle: CircleLedger;
  readonly meetings: { readonly all: readonly MeetingLedger[] };
  readonly now: () => Millis;
  readonly reportError: ReportError;
}

export class AgreementSync implements Reconciler {
  readonly subscriberName = 'agreement sync';
  readonly task: CoalescingTask;

  constructor({ circle, meetings, now, reportError }: AgreementSyncParts) {
    this.task = new CoalescingTask({
      ...{ now, reportError, operation: 'tell meetings of agreements' },
      work: () => tellMeetings(circle, meetings.all),
    });
  }

  onCommitted({ ledger, step }: CommittedEvent): void {
    if (ledger !== 'circle' || step.after.agreements.binding === 1) return;
    const { before, after } = step;
    if (before.agreements !== after.agreements || before.members !== after.members) {
      this.task.request();
    }
  }

  onRestarted(): void {
    this.task.request();
  }

  onMeetingSwitched(): void {
    this.task.request();
  }

  close(): void {
    this.task.close();
  }
}

async function tellMeetings(
  circle: CircleLedger,
  meetings: readonly MeetingLedger[],
): Promise<void> {
  for (const meeting of meetings) {
    for (const command of meetingAgreementCommands(circle.state, meeting.state)) {
      await meeting.handle(command, systemContext);
    }
  }
}

/**
 * The same for the meetings of the circle that may be under way, also on a node that does not run it.
 * An organiser's change is answered after it: what is said after the answer is said under the
 * version that the answer is about, on every node.
 */
export async function tellOpenMeetings(ledgers: Ledgers, circle: CircleLedger): Promise<void> {
  const open = await openMeetingsAtHand(ledgers, circle.state);
  const known = open.map((planned) => meetingLedger(ledgers, circle.state, planned));
  await tellMeetings(circle, await Promise.all(known));
}
