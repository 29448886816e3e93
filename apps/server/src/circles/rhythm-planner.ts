/**
 * Plans the meetings of a circle's rhythm ahead while the circle is awake (RHY-1): after each commit
 * that changes what is due, and when the next slot comes inside the horizon. A sleeping circle is
 * woken for that by its stored deadline. Idempotent; any node may do it.
 */
import { type Millis, planAheadDueAt } from '@holdspace/core';
import type { CircleLedger } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import type { CommittedEvent, RestartedEvent } from '../projection/circle-events.ts';
import { CoalescingTask, retryDelay } from '../scheduling/coalescing-task.ts';
import { DeadlineTimer } from '../scheduling/deadline-timer.ts';
import type { CirclePlanning } from './circle-planning.ts';
import type { Reconciler } from './circle-runtime-parts.ts';

export interface RhythmPlannerParts {
  readonly circle: CircleLedger;
  readonly planning: CirclePlanning;
  readonly now: () => Millis;
  readonly reportError: ReportError;
}

export class RhythmPlanner implements Reconciler {
  readonly subscriberName = 'rhythm planner';
  readonly task: CoalescingTask;
  readonly #parts: RhythmPlannerParts;
  readonly #timer: DeadlineTimer;

  constructor(parts: RhythmPlannerParts) {
    const { now, reportError } = parts;
    this.#parts = parts;
    this.task = new CoalescingTask({
      ...{ now, reportError, operation: 'plan meetings of circle' },
      work: () => this.#plan(),
    });
    this.#timer = new DeadlineTimer(now, () => this.task.request());
  }

  onCommitted({ ledger, step }: CommittedEvent): void {
    if (ledger !== 'circle') return;
    if (planAheadDueAt(step.before) !== planAheadDueAt(step.after)) this.task.request();
  }

  onRestarted({ ledger }: RestartedEvent): void {
    if (ledger === 'circle') this.task.request();
  }

  close(): void {
    this.task.close();
    this.#timer.set(null);
  }

  async #plan(): Promise<void> {
    const { circle, planning, now } = this.#parts;
    await planning.planAhead(circle);
    if (this.task.closed) return;
    const next = planAheadDueAt(circle.state);
    const at = now();
    this.#timer.set(next === null || next > at ? next : at + retryDelay);
  }
}
