/**
 * Runs the desk of a circle on this node: gives its ledger the circle's settings, handles its
 * deadlines (help that nobody has answered), and completes commands with what only the server
 * knows. It does not know connections.
 */
import {
  type DeskCommand,
  type DeskRequest,
  type DeskStanding,
  desk,
  deskRequestOf,
  isRefusal,
  messageIndexOf,
  type PersonId,
  pendingReceipts,
  type ReceiptId,
  type Refusal,
} from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CommandContext, CommandResult } from '../ledger/ledger-runtime.ts';
import type { DeskLedger } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import type {
  CircleSubscriber,
  CommittedEvent,
  RestartedEvent,
} from '../projection/circle-events.ts';
import type { CircleReplica } from '../projection/circle-replica.ts';
import { CoalescingTask, retryDelay } from '../scheduling/coalescing-task.ts';
import { DeadlineTimer } from '../scheduling/deadline-timer.ts';
import type { FeedbackBox } from './feedback-box.ts';

export interface DeskRuntimeParts {
  readonly ledger: DeskLedger;
  readonly replica: CircleReplica;
  readonly feedback: FeedbackBox;
  /** Whether people's quotas apply (DSK-9). */
  readonly limits: boolean;
  readonly reportError: ReportError;
}

const noDeadline = Number.POSITIVE_INFINITY;

export class DeskRuntime implements CircleSubscriber {
  readonly subscriberName = 'desk';
  readonly #ledger: DeskLedger;
  readonly #replica: CircleReplica;
  readonly #feedback: FeedbackBox;
  readonly #limits: boolean;
  readonly #deadlineTimer: DeadlineTimer;
  readonly #task: CoalescingTask;

  constructor({ ledger, replica, feedback, limits, reportError }: DeskRuntimeParts) {
    this.#ledger = ledger;
    this.#replica = replica;
    this.#feedback = feedback;
    this.#limits = limits;
    const now = () => replica.now();
    this.#task = new CoalescingTask({
      ...{ now, reportError, operation: 'reconcile desk' },
      work: () => this.#reconcile(),
    });
    this.#deadlineTimer = new DeadlineTimer(now, () => this.requestReconcile());
  }

  get isIdle(): boolean {
    return this.#task.isIdle;
  }

  whenStopped(): Promise<void> {
    return this.#task.whenStopped();
  }

  onCommitted({ ledger, step }: CommittedEvent): void {
    if (ledger === 'desk') this.requestReconcile();
    else if (ledger === 'circle' && step.before.settings !== step.after.settings) {
      this.requestReconcile();
    }
  }

  onRestarted({ ledger }: RestartedEvent): void {
    if (ledger !== 'meeting') this.requestReconcile();
  }

  /** Passes on the circle's settings and collects feedback, then handles the due deadlines. */
  requestReconcile(): void {
    this.#task.request();
  }

  async handle(
    command: DeskCommand,
    context: Omit<CommandContext<DeskStanding>, 'standing' | 'actor'> & {
      readonly actor: PersonId;
    },
  ): Promise<CommandResult> {
    if (command.do === 'report' && 'message' in command.target) {
      const reading = this.#readQuoted(command.target.message);
      if (reading !== null) await reading;
    }
    const request = this.#completeCommand(command, context.actor);
    if (isRefusal(request)) return request;
    const standing = () => this.#replica.deskStandingOf(context.actor);
    if (command.do === 'appeal') await this.#filePending(command.receipt);
    const limited = this.#limits ? request : { ...request, unlimited: true as const };
    if (request.do !== 'feedback') return this.#ledger.handle(limited, { ...context, standing });
    const result = await this.#ledger.handle(limited, { ...context, id: null, standing });
    if (isRefusal(result)) return result;
    const { id, actor: by } = context;
    await this.#feedback.add(id === null ? null : { by, id }, request);
    this.requestReconcile();
    return result;
  }

  /** Whether a command has had its effect at the desk. */
  async hasProcessed(by: PersonId, id: string): Promise<boolean> {
    return (await this.#ledger.hasProcessed(by, id)) || (await this.#feedback.has({ by, id }));
  }

  /** Leaves the deadlines to the other nodes. */
  standDown(): void {
    this.#task.close();
    this.#deadlineTimer.set(null);
  }

  /** VOI-7: an appeal can come before the meeting has delivered its receipt to the desk. */
  async #filePending(receipt: ReceiptId): Promise<void> {
    const pending = pendingReceipts(this.#replica.meetings.all);
    const command = pending.find((each) => each.receipt === receipt);
    if (command) await this.#ledger.handle(command, systemContext);
  }

  /** TXT-4: the words of a message that is reported, where they are not in memory; else null. */
  #readQuoted(message: string): Promise<void> | null {
    const meeting = this.#replica.meetings.current;
    const at = meeting ? messageIndexOf(meeting.state, message) : -1;
    if (!meeting || at < 0 || at >= meeting.earlier.wordsFrom) return null;
    return meeting.earlier.readWordsFrom(at);
  }

  #completeCommand(command: DeskCommand, actor: PersonId): DeskRequest | Refusal {
    const replica = this.#replica;
    return deskRequestOf(command, {
      actor,
      meeting: replica.meetings.current,
      lastMeeting: replica.lastMeeting,
      deskStandingOf: (person) => replica.deskStandingOf(person),
    });
  }

  async #reconcile(): Promise<void> {
    const { helpAlert, helpPlain, deskRetention } = this.#replica.circle.state.settings;
    await this.#ledger.handle({ do: 'open', helpAlert, helpPlain, deskRetention }, systemContext);
    await this.#feedback.collect();
    const now = this.#replica.now();
    for (const { at, command } of desk.deadlines(this.#ledger.state)) {
      if (at <= now) await this.#ledger.handle(command, systemContext);
    }
    if (!this.#task.closed) this.#scheduleNextDeadline();
  }

  #scheduleNextDeadline(): void {
    const times = desk.deadlines(this.#ledger.state).map(({ at }) => at);
    const next = Math.min(...times, this.#feedback.nextCollection ?? noDeadline);
    const now = this.#replica.now();
    this.#deadlineTimer.set(next === noDeadline ? null : next <= now ? now + retryDelay : next);
  }
}
