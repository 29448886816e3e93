/**
 * Has the house look at the cover of a circle (CVR-4): when its plan or its facilitators change, when
 * a meeting comes near, and when it begins. Idempotent; every node that runs the circle does it, and
 * the deadline of the circle wakes one for it.
 */
import {
  type CircleId,
  type CircleState,
  type Millis,
  meetingsForCover,
  nextCoverCheck,
  regularCarersOf,
} from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger, Ledgers } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import type { CommittedEvent, RestartedEvent } from '../projection/circle-events.ts';
import { CoalescingTask } from '../scheduling/coalescing-task.ts';
import { DeadlineTimer } from '../scheduling/deadline-timer.ts';
import type { Reconciler } from './circle-runtime-parts.ts';

/** Tells the house the plan of this circle and who leads it, and confirms its request, if any. */
export async function reviewCover(ledgers: Ledgers, id: CircleId): Promise<void> {
  const house = await ledgers.house();
  // Read before the circle: a request that comes meanwhile waits for another review.
  const review = house.state.cover.reviews.get(id) ?? null;
  const { state } = await ledgers.circle(id);
  const meetings = meetingsForCover(state, ledgers.store.now());
  const plan = { meetings, wanted: state.settings.carers, regular: regularCarersOf(state) };
  await house.handle({ do: 'review-cover', circle: id, review, ...plan }, systemContext);
}

const leaders = (state: CircleState): string => JSON.stringify(regularCarersOf(state));

export class CoverWatch implements Reconciler {
  readonly subscriberName = 'cover watch';
  readonly task: CoalescingTask;
  readonly #circle: CircleLedger;
  readonly #ledgers: Ledgers;
  readonly #timer: DeadlineTimer;

  constructor(circle: CircleLedger, ledgers: Ledgers, reportError: ReportError) {
    this.#circle = circle;
    this.#ledgers = ledgers;
    const now = (): Millis => ledgers.store.now();
    this.task = new CoalescingTask({
      ...{ now, reportError, operation: 'review cover of circle' },
      work: () => this.#review(),
    });
    this.#timer = new DeadlineTimer(now, () => this.task.request());
  }

  onCommitted({ ledger, step }: CommittedEvent): void {
    if (ledger !== 'circle') return;
    const { before, after } = step;
    const isChanged =
      before.meetings !== after.meetings ||
      (before.members !== after.members && leaders(before) !== leaders(after));
    if (isChanged) this.task.request();
  }

  onRestarted({ ledger }: RestartedEvent): void {
    if (ledger === 'circle') this.task.request();
  }

  close(): void {
    this.task.close();
    this.#timer.set(null);
  }

  async #review(): Promise<void> {
    const { circle } = this.#circle.state;
    if (circle === null) return;
    await reviewCover(this.#ledgers, circle);
    if (this.task.closed) return;
    this.#timer.set(nextCoverCheck(this.#circle.state, this.#ledgers.store.now()));
  }
}
