/**
 * The parts that do in other ledgers, and at a time that comes by itself, what follows from the
 * commits of one circle. They are told of each event in this order.
 */
import type { CircleLedger, DeskLedger, Ledgers } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import { AgreementSync } from './agreement-sync.ts';
import { AlertReporter } from './alert-reporter.ts';
import { CircleOutbox } from './circle-outbox.ts';
import type { CirclePlanning } from './circle-planning.ts';
import type { Reconciler } from './circle-runtime-parts.ts';
import { CoverWatch } from './cover-watch.ts';
import type { MeetingRegistry } from './meeting-registry.ts';
import type { PresenceRegistry } from './presence-registry.ts';
import { Retention } from './retention.ts';
import { RhythmPlanner } from './rhythm-planner.ts';

export interface CircleReconcilersParts {
  readonly circle: CircleLedger;
  readonly desk: DeskLedger;
  readonly meetings: MeetingRegistry;
  readonly presence: PresenceRegistry;
  readonly ledgers: Ledgers;
  readonly planning: CirclePlanning;
  readonly reportError: ReportError;
}

export function circleReconcilers(parts: CircleReconcilersParts): readonly Reconciler[] {
  const { circle, ledgers, reportError } = parts;
  const now = () => ledgers.store.now();
  return [
    new AgreementSync({ ...parts, now }),
    new CircleOutbox(circle, ledgers, reportError),
    new Retention(parts),
    new RhythmPlanner({ ...parts, now }),
    new AlertReporter(parts),
    new CoverWatch(circle, ledgers, reportError),
  ];
}
