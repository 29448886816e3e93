/**
 * Carries out the retention of a circle (PRV-11): handles the deadlines of its ledger, and
 * removes forgotten members from its meetings and its desk. Idempotent; any node may do it, and
 * the next start continues what a stop interrupted.
 */
import { circle, type Millis } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import type { CommittedEvent, RestartedEvent } from '../projection/circle-events.ts';
import { CoalescingTask, retryDelay } from '../scheduling/coalescing-task.ts';
import { DeadlineTimer } from '../scheduling/deadline-timer.ts';
import type { Reconciler } from './circle-runtime-parts.ts';
import { carryOutForgetting, type ForgettingParts } from './forgetting.ts';

export class Retention implements Reconciler {
  readonly subscriberName = 'retention';
  readonly task: CoalescingTask;
  readonly #parts: ForgettingParts;
  readonly #circle: CircleLedger;
  readonly #deadlineTimer: DeadlineTimer;
  readonly #now: () => Millis;

  constructor(parts: ForgettingParts & { readonly reportError: ReportError }) {
    const { ledgers, reportError } = parts;
    this.#parts = parts;
    this.#circle = parts.circle;
    this.#now = () => ledgers.store.now();
    this.task = new CoalescingTask({
      ...{ now: this.#now, reportError, operation: 'reconcile retention of circle' },
      work: () => this.#reconcile(),
    });
    this.#deadlineTimer = new DeadlineTimer(this.#now, () => this.task.request());
  }

  onCommitted({ ledger }: CommittedEvent): void {
    if (ledger === 'circle') this.task.request();
  }

  onRestarted({ ledger }: RestartedEvent): void {
    if (ledger === 'circle') this.task.request();
  }

  close(): void {
    this.task.close();
    this.#deadlineTimer.set(null);
  }

  async #reconcile(): Promise<void> {
    const now = this.#now();
    for (const { at, command } of circle.deadlines(this.#circle.state)) {
      if (at <= now) await this.#circle.handle(command, systemContext);
    }
    await carryOutForgetting(this.#parts);
    if (this.task.closed) return;
    const times = circle.deadlines(this.#circle.state).map(({ at }) => at);
    const next = Math.min(...times);
    this.#deadlineTimer.set(times.length === 0 ? null : next <= now ? now + retryDelay : next);
  }
}
