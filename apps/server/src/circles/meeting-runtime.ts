/**
 * Runs one meeting on this node: handles its deadlines, reports presence to it, and delivers its
 * outbox to the other ledgers. Each step is idempotent and is retried after a fault. It does not
 * know connections.
 */
import {
  followsFromPresence,
  followsReceipt,
  isDeferrable,
  isMeetingEnded,
  knownNoteDelay,
  type MeetingOutboxCommand,
  type MeetingState,
  type MeetingSystemCommand,
  type Millis,
  meetingDeadlines,
  meetingOutbox,
  type PersonId,
  type Presence,
  peopleWithPresence,
  presenceReport,
} from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CommandResult } from '../ledger/ledger-runtime.ts';
import type { CircleLedger, DeskLedger, MeetingLedger } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import { CoalescingTask, retryDelay } from '../scheduling/coalescing-task.ts';
import { DeadlineTimer } from '../scheduling/deadline-timer.ts';
import type { PresenceRegistry } from './presence-registry.ts';

export interface MeetingRuntimeParts {
  /** The ledgers that its outbox goes to. */
  readonly circle: CircleLedger;
  readonly desk: DeskLedger;
  readonly presence: PresenceRegistry;
  readonly now: () => Millis;
  readonly reportError: ReportError;
  /** People may be on their way back, since this node has restarted (RND-17). */
  readonly isAfterRestart: boolean;
}

/**
 * Whether a run finds the same in both states. Whatever else it reads, presence and the clock, asks
 * for a run of its own when it changes.
 */
export const isSameForRun = (before: MeetingState, after: MeetingState): boolean =>
  before.outgoing === after.outgoing &&
  before.turn === after.turn &&
  peopleWithPresence(before) === peopleWithPresence(after) &&
  meetingDeadlines(before) === meetingDeadlines(after);

const noDeadline: Millis = Number.POSITIVE_INFINITY;

export class MeetingRuntime {
  readonly ledger: MeetingLedger;
  readonly #parts: MeetingRuntimeParts;
  readonly #present = (person: PersonId): Presence => this.#parts.presence.presenceOf(person);
  /** As the meeting was told last. */
  #reportedPresence = '';
  readonly #deadlineTimer: DeadlineTimer;
  readonly #settleTimer: DeadlineTimer;
  /** Set while notes for the circle wait for more of them. */
  readonly #noteTimer: DeadlineTimer;
  #notesDueAt: Millis | null = null;
  readonly #task: CoalescingTask;
  /** Floor deadlines wait until then (RND-17); 0 when nobody was in at the start. */
  #settledAt: Millis = 0;

  constructor(ledger: MeetingLedger, parts: MeetingRuntimeParts) {
    this.ledger = ledger;
    this.#parts = parts;
    const { now, presence, reportError } = parts;
    this.#task = new CoalescingTask({
      ...{ now, reportError, operation: 'reconcile meeting' },
      work: () => this.#reconcile(),
    });
    this.#deadlineTimer = new DeadlineTimer(now, () => this.requestReconcile());
    this.#noteTimer = new DeadlineTimer(now, () => this.requestReconcile());
    this.#settleTimer = new DeadlineTimer(now, () => {
      presence.clearUnknown();
      this.requestReconcile();
    });
    const isWaiting = parts.isAfterRestart && !isMeetingEnded(ledger.state);
    const expected = isWaiting ? this.#expectedPeople() : [];
    if (expected.length > 0) {
      presence.markUnknown(expected);
      this.#settledAt = now() + ledger.state.settings.settle;
      this.#settleTimer.set(this.#settledAt);
    }
    this.requestReconcile();
  }

  get isOver(): boolean {
    return isMeetingEnded(this.ledger.state);
  }

  /** Nothing is under way, everything due is done, and nobody is waited for (RND-17). */
  get isIdle(): boolean {
    return this.#task.isIdle && !this.#settleTimer.isSet && !this.#noteTimer.isSet;
  }

  whenStopped(): Promise<void> {
    return this.#task.whenStopped();
  }

  /** Runs the outbox, then presence, then the deadlines that are due. */
  requestReconcile(): void {
    this.#task.request();
  }

  /** Leaves all that to the other nodes. */
  standDown(): void {
    this.#task.close();
    this.#deadlineTimer.set(null);
    this.#settleTimer.set(null);
    this.#noteTimer.set(null);
  }

  /** Commands of one step are decided in this order and appended together. */
  async #reconcile(): Promise<void> {
    const outbox = meetingOutbox(this.ledger.state, this.ledger.words);
    if (outbox.length > 0 && this.#isDue(outbox)) {
      await this.#deliverAll(outbox.filter((each) => !followsReceipt(each)));
      await this.#deliverAll(outbox.filter(followsReceipt));
    }
    await this.#reportPresence();
    const now = this.#parts.now();
    const due = meetingDeadlines(this.ledger.state).filter((each) => this.#dueAt(each) <= now);
    await Promise.all(due.map(({ command }) => this.#handleSystemCommand(command)));
    if (!this.#task.closed) this.#scheduleNextDeadline();
  }

  /** False while all of it can wait for more. */
  #isDue(outbox: readonly MeetingOutboxCommand[]): boolean {
    const now = this.#parts.now();
    this.#notesDueAt ??= now + knownNoteDelay;
    if (outbox.every(isDeferrable) && now < this.#notesDueAt) {
      this.#noteTimer.set(this.#notesDueAt);
      return false;
    }
    this.#notesDueAt = null;
    this.#noteTimer.set(null);
    return true;
  }

  async #deliverAll(outbox: readonly MeetingOutboxCommand[]): Promise<void> {
    await Promise.all(outbox.map((each) => this.#deliver(each)));
  }

  async #deliver(item: MeetingOutboxCommand): Promise<void> {
    const { desk, circle } = this.#parts;
    if (item.to === 'desk') await desk.handle(item.command, systemContext);
    else await circle.handle(item.command, systemContext);
    await this.#handleSystemCommand({ do: 'confirm', what: item.what });
  }

  async #reportPresence(): Promise<void> {
    const { state } = this.ledger;
    const report = presenceReport(state, this.#present);
    if (report === this.#reportedPresence) return;
    if (followsFromPresence(state, { now: this.#parts.now(), present: this.#present })) {
      await this.#handleSystemCommand({ do: 'presence-changed' });
    }
    this.#reportedPresence = report;
  }

  #handleSystemCommand(command: MeetingSystemCommand): Promise<CommandResult> {
    return this.ledger.handle(command, { ...systemContext, present: this.#present });
  }

  #dueAt({ at, floor }: { readonly at: Millis; readonly floor: boolean }): Millis {
    return floor ? Math.max(at, this.#settledAt) : at;
  }

  #scheduleNextDeadline(): void {
    let next = noDeadline;
    for (const each of meetingDeadlines(this.ledger.state))
      next = Math.min(next, this.#dueAt(each));
    const now = this.#parts.now();
    // A deadline that stays due after it was handled would fire without end.
    this.#deadlineTimer.set(next === noDeadline ? null : next <= now ? now + retryDelay : next);
  }

  /** The people whose presence goes to the meeting: those who are in or wait to be let in. */
  #expectedPeople(): readonly PersonId[] {
    return peopleWithPresence(this.ledger.state);
  }
}
