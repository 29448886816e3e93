/**
 * The desk of a circle, alive on this node: it keeps the circle's settings for the help line,
 * rings when nobody has seen a call for help, and is told what only the server knows about
 * what people ask of it. It does not know who is watching.
 */
import type {
  CircleSettings,
  DeskCommand,
  DeskRequest,
  DeskStanding,
  FileReceipt,
  MeetingId,
  MeetingState,
  Millis,
  PersonId,
  ReceiptId,
  Refusal,
  Standing,
  Words,
} from '@holdspace/core';
import { desk, deskRequestOf, deskStandingOf, isRefusal } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CommandContext, CommandResult } from '../ledger/ledger-runtime.ts';
import type { DeskLedger } from '../ledger/ledgers.ts';
import { CoalescingTask, retryDelay } from '../scheduling/coalescing-task.ts';
import { DeadlineTimer } from '../scheduling/deadline-timer.ts';
import type { FeedbackBox } from './feedback-box.ts';

export interface DeskRuntimeDependencies {
  readonly now: () => Millis;
  readonly feedback: FeedbackBox;
  readonly settings: () => Pick<CircleSettings, 'helpAlert' | 'helpPlain' | 'deskRetention'>;
  /** The meeting that is now; null when there is none. */
  readonly meeting: () => MeetingState | null;
  /** The words of that meeting; empty when there is none. */
  readonly words: () => Words;
  /** Receipts that a meeting has decided and this desk has not filed yet. */
  readonly pending: () => readonly FileReceipt[];
  /** The meeting that has begun, or was last; what is said afterwards is about it. */
  readonly lastMeeting: () => MeetingId | null;
  /** Whether people's quotas hold (DSK-9). */
  readonly limits: boolean;
  /** Null for strangers. */
  readonly standing: (person: PersonId) => Standing | null;
  readonly onChanged: () => void;
  readonly failed: (error: unknown) => void;
}

const noDeadline = Number.POSITIVE_INFINITY;

export class DeskRuntime {
  readonly ledger: DeskLedger;
  readonly #dependencies: DeskRuntimeDependencies;
  readonly #deadlineTimer: DeadlineTimer;
  readonly #task: CoalescingTask;
  readonly #stopListening: () => void;

  constructor(ledger: DeskLedger, around: DeskRuntimeDependencies) {
    this.ledger = ledger;
    this.#dependencies = around;
    const { now, failed } = around;
    this.#task = new CoalescingTask({ now, failed, work: () => this.#reconcile() });
    this.#deadlineTimer = new DeadlineTimer(now, () => this.requestReconcile());
    this.#stopListening = ledger.onCommit(() => {
      around.onChanged();
      this.requestReconcile();
    });
    this.requestReconcile();
  }

  /** Sees to what is due; call it when the circle's settings may have changed. */
  requestReconcile(): void {
    this.#task.request();
  }

  async handle(
    command: DeskCommand,
    asking: Omit<CommandContext<DeskStanding>, 'standing' | 'actor'> & { readonly actor: PersonId },
  ): Promise<CommandResult> {
    const ask = this.#completeCommand(command, asking.actor);
    if (isRefusal(ask)) return ask;
    const standing = () => this.standingAtDesk(asking.actor);
    if (command.do === 'appeal') await this.#file(command.receipt);
    const bounded = this.#dependencies.limits ? ask : { ...ask, unlimited: true as const };
    if (ask.do !== 'feedback') return this.ledger.handle(bounded, { ...asking, standing });
    const answer = await this.ledger.handle(bounded, { ...asking, id: null, standing });
    if (isRefusal(answer)) return answer;
    const { id, actor: by } = asking;
    await this.#dependencies.feedback.add(id === null ? null : { by, id }, ask);
    this.requestReconcile();
    return answer;
  }

  /** See `deskStandingOf` in core; null for people who are not members. */
  standingAtDesk(person: PersonId): Standing | null {
    const { standing: standingIn, meeting, now } = this.#dependencies;
    const standing = standingIn(person);
    return standing && deskStandingOf(standing, meeting(), this.ledger.state, now());
  }

  /** From now on other nodes see to all that; what changes here is told all the same. */
  standDown(): void {
    this.#task.close();
    this.#deadlineTimer.set(null);
  }

  close(): void {
    this.standDown();
    this.#stopListening();
  }

  /** VOI-7: an appeal can come before the meeting has brought its receipt here. */
  async #file(receipt: ReceiptId): Promise<void> {
    const pending = this.#dependencies.pending().find((each) => each.receipt === receipt);
    if (pending) await this.ledger.handle(pending, systemContext);
  }

  #completeCommand(command: DeskCommand, actor: PersonId): DeskRequest | Refusal {
    const { meeting, words, lastMeeting } = this.#dependencies;
    const state = meeting();
    return deskRequestOf(command, {
      actor,
      meeting: state && { state, words: words() },
      lastMeeting: lastMeeting(),
      deskStandingOf: (person) => this.standingAtDesk(person),
    });
  }

  async #reconcile(): Promise<void> {
    const { now, settings } = this.#dependencies;
    const { helpAlert, helpPlain, deskRetention } = settings();
    await this.ledger.handle({ do: 'open', helpAlert, helpPlain, deskRetention }, systemContext);
    await this.#dependencies.feedback.collect();
    for (const { at, command } of desk.deadlines(this.ledger.state)) {
      if (at <= now()) await this.ledger.handle(command, systemContext);
    }
    if (this.#task.closed) return;
    const moments = desk.deadlines(this.ledger.state).map(({ at }) => at);
    const next = Math.min(...moments, this.#dependencies.feedback.nextCollection ?? noDeadline);
    const overdue = next <= now();
    this.#deadlineTimer.set(next === noDeadline ? null : overdue ? now() + retryDelay : next);
  }
}
