/**
 * A meeting alive on this node: rings its deadlines, tells it who went away and came back,
 * carries its consequences to the other ledgers, and numbers its public changes. What can
 * fail is tried again; everything is safe to try twice. It does not know who is watching.
 */
import type {
  AffectedViewers,
  MeetingOutboxCommand,
  MeetingSystemCommand,
  Millis,
  PersonId,
  Presence,
} from '@holdspace/core';
import {
  followsReceipt,
  meetingDeadlines,
  meetingOutbox,
  peopleWithPresence,
  relevantPresence,
  viewersAffectedByMeeting,
} from '@holdspace/core';
import type { CommandContext, CommandResult } from '../ledger/ledger-runtime.ts';
import type { MeetingLedger } from '../ledger/ledgers.ts';
import type { ChangeLog } from '../projection/change-log.ts';
import { CoalescingTask, retryDelay } from '../scheduling/coalescing-task.ts';
import { DeadlineTimer } from '../scheduling/deadline-timer.ts';
import type { PresenceRegistry } from './presence-registry.ts';

type MeetingContext = Parameters<MeetingLedger['handle']>[1];

export interface MeetingRuntimeDependencies {
  readonly now: () => Millis;
  readonly presence: PresenceRegistry;
  /** Hands a consequence to the ledger it is for; safe to ask twice. */
  readonly deliver: (outgoing: MeetingOutboxCommand) => Promise<unknown>;
  /** Something has changed here: for these, beside what all are told; for everybody when absent. */
  readonly onChanged: (who?: AffectedViewers) => void;
  readonly failed: (error: unknown) => void;
}

const noDeadline: Millis = Number.POSITIVE_INFINITY;

export class MeetingRuntime {
  readonly ledger: MeetingLedger;
  readonly changeLog: ChangeLog;
  readonly #dependencies: MeetingRuntimeDependencies;
  /** What the meeting was told last of each person who is in. */
  readonly #reportedPresence = new Map<PersonId, Presence>();
  readonly #deadlineTimer: DeadlineTimer;
  readonly #settleTimer: DeadlineTimer;
  readonly #task: CoalescingTask;
  readonly #stopListening: () => void;
  /** Floor deadlines wait until then (RND-17); 0 when nobody was in at the start. */
  #settledAt: Millis = 0;

  constructor(ledger: MeetingLedger, log: ChangeLog, around: MeetingRuntimeDependencies) {
    this.ledger = ledger;
    this.changeLog = log;
    this.#dependencies = around;
    const { now, presence, failed } = around;
    this.#task = new CoalescingTask({ now, failed, work: () => this.#reconcile() });
    this.#deadlineTimer = new DeadlineTimer(now, () => this.requestReconcile());
    this.#settleTimer = new DeadlineTimer(now, () => {
      presence.clearUnknown();
      around.onChanged();
      this.requestReconcile();
    });
    const there = this.#expectedPeople();
    if (there.length > 0) {
      presence.markUnknown(there);
      for (const person of there) this.#reportedPresence.set(person, 'unknown');
      this.#settledAt = now() + ledger.state.settings.settle;
      this.#settleTimer.set(this.#settledAt);
    }
    const stops = [
      ledger.onRestart(() => around.onChanged()),
      ledger.onCommit(({ before, after, commit }) => {
        around.onChanged(viewersAffectedByMeeting(before, after, commit.facts));
        this.requestReconcile();
      }),
    ];
    this.#stopListening = () => {
      for (const stop of stops) stop();
    };
    this.requestReconcile();
  }

  handle(
    command: Parameters<MeetingLedger['handle']>[0],
    asking: MeetingContext,
  ): Promise<CommandResult> {
    return this.ledger.handle(command, asking);
  }

  /** Sees to what is due, who is there and what has to leave, one thing after another. */
  requestReconcile(): void {
    this.#task.request();
  }

  /** From now on other nodes see to all that; what changes here is told all the same. */
  standDown(): void {
    this.#task.close();
    for (const alarm of [this.#deadlineTimer, this.#settleTimer]) alarm.set(null);
  }

  close(): void {
    this.standDown();
    this.#stopListening();
  }

  /** What is asked side by side is decided in this order, and written together. */
  async #reconcile(): Promise<void> {
    const outgoing = meetingOutbox(this.ledger.state, this.ledger.words);
    await this.#carryAll(outgoing.filter((each) => !followsReceipt(each)));
    await this.#carryAll(outgoing.filter(followsReceipt));
    await this.#reportPresence();
    const due = this.#currentDeadlines().filter(({ when }) => when <= this.#dependencies.now());
    await Promise.all(due.map(({ command }) => this.#handleSystemCommand(command)));
    if (!this.#task.closed) this.#scheduleNextDeadline();
  }

  async #carryAll(outgoing: readonly MeetingOutboxCommand[]): Promise<void> {
    await Promise.all(outgoing.map((each) => this.#deliver(each)));
  }

  async #deliver(outgoing: MeetingOutboxCommand): Promise<void> {
    await this.#dependencies.deliver(outgoing);
    await this.#handleSystemCommand({ do: 'confirm', what: outgoing.what });
  }

  async #reportPresence(): Promise<void> {
    const people = new Set(this.#expectedPeople());
    const asked: Promise<void>[] = [];
    for (const person of people) {
      const presence = this.#presenceOf(person);
      if (presence === (this.#reportedPresence.get(person) ?? 'here')) continue;
      const answer = this.#handleSystemCommand({ do: 'presence-changed', person });
      asked.push(answer.then(() => void this.#reportedPresence.set(person, presence)));
    }
    await Promise.all(asked);
    for (const person of this.#reportedPresence.keys())
      if (!people.has(person)) this.#reportedPresence.delete(person);
  }

  /** TRN-3: which page is in front is asked after for the one who is offered alone. */
  #presenceOf(person: PersonId): Presence {
    const presence = this.#dependencies.presence.presenceOf(person);
    return relevantPresence(this.ledger.state, person, presence);
  }

  #handleSystemCommand(command: MeetingSystemCommand): Promise<CommandResult> {
    const asking: CommandContext<never> = {
      actor: 'system',
      id: null,
      standing: () => null,
      present: (person) => this.#dependencies.presence.presenceOf(person),
      writes: true,
    };
    return this.ledger.handle(command, asking as MeetingContext);
  }

  #currentDeadlines() {
    return meetingDeadlines(this.ledger.state).map(({ at, floor, command }) => ({
      when: floor ? Math.max(at, this.#settledAt) : at,
      command,
    }));
  }

  #scheduleNextDeadline(): void {
    const next = this.#currentDeadlines().reduce(
      (soonest, { when }) => Math.min(soonest, when),
      noDeadline,
    );
    const now = this.#dependencies.now();
    // What was due a moment ago and still is would ring without end.
    this.#deadlineTimer.set(next === noDeadline ? null : next <= now ? now + retryDelay : next);
  }

  /** Those whose presence the meeting is told of: everybody who is in, or waits to be. */
  #expectedPeople(): PersonId[] {
    return peopleWithPresence(this.ledger.state);
  }
}
