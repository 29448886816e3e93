/**
 * Carries out what a circle forgets, whether its time is over or a member asks (PRV-11): fires
 * the deadlines of the circle's ledger, and brings what was forgotten to the meetings and to the
 * desk. Any node may do it, and do it twice; what a stop leaves half-way is gone on with at the
 * next start.
 */
import { circle, type Millis } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger, DeskLedger, Ledgers } from '../ledger/ledgers.ts';
import { CoalescingTask, retryDelay } from '../scheduling/coalescing-task.ts';
import { DeadlineTimer } from '../scheduling/deadline-timer.ts';
import { readableMeetings } from './meeting-ledgers.ts';

export class Retention {
  readonly #circle: CircleLedger;
  readonly #desk: DeskLedger;
  readonly #ledgers: Ledgers;
  readonly #deadlineTimer: DeadlineTimer;
  readonly #task: CoalescingTask;
  readonly #now: () => Millis;

  constructor(parts: {
    readonly circle: CircleLedger;
    readonly desk: DeskLedger;
    readonly ledgers: Ledgers;
    readonly failed: (error: unknown) => void;
  }) {
    const { ledgers, failed } = parts;
    this.#circle = parts.circle;
    this.#desk = parts.desk;
    this.#ledgers = ledgers;
    this.#now = () => ledgers.store.now();
    this.#task = new CoalescingTask({ now: this.#now, failed, work: () => this.#reconcile() });
    this.#deadlineTimer = new DeadlineTimer(this.#now, () => this.requestReconcile());
  }

  /** Call it when the circle has changed. */
  requestReconcile(): void {
    this.#task.request();
  }

  /** Takes what the circle has forgotten out of its meetings and its desk; safe to do twice. */
  async carryOutForgetting(): Promise<void> {
    for (const person of this.#circle.state.leaving) {
      for (const meeting of await readableMeetings(this.#ledgers, this.#circle.state)) {
        await meeting.handle({ do: 'forget', person }, systemContext);
      }
      await this.#desk.handle({ do: 'forget', person }, systemContext);
      await this.#circle.handle({ do: 'forgotten-elsewhere', member: person }, systemContext);
    }
  }

  close(): void {
    this.#task.close();
    this.#deadlineTimer.set(null);
  }

  async #reconcile(): Promise<void> {
    const now = this.#now();
    for (const { at, command } of circle.deadlines(this.#circle.state)) {
      if (at <= now) await this.#circle.handle(command, systemContext);
    }
    await this.carryOutForgetting();
    if (this.#task.closed) return;
    const moments = circle.deadlines(this.#circle.state).map(({ at }) => at);
    const next = Math.min(...moments);
    this.#deadlineTimer.set(moments.length === 0 ? null : next <= now ? now + retryDelay : next);
  }
}
