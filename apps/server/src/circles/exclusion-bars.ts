/**
 * Applies the exclusions of the organisation to one circle (VOI-12): bars the members whose
 * browser an exclusion binds, in the circle and in its current meeting, and unbars those whose
 * exclusion was lifted. Idempotent; any node may do it.
 */
import {
  barCommand,
  type CircleId,
  type Millis,
  meetingBarCommands,
  type PersonId,
  unbarCommands,
} from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger, MeetingLedger } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import type {
  CircleSubscriber,
  CommittedEvent,
  PresenceChangedEvent,
} from '../projection/circle-events.ts';
import { CoalescingTask } from '../scheduling/coalescing-task.ts';
import type { ExclusionSource, Exclusions } from './exclusions.ts';

/** A member and the browser that they connect from. */
export interface BrowserUse {
  readonly person: PersonId;
  readonly browser: string | null;
}

/** Connections to one circle, also by person. */
export interface ConnectedBrowsers extends Iterable<BrowserUse> {
  ofPerson(person: PersonId): Iterable<BrowserUse>;
}

export interface ExclusionBarsParts {
  readonly circle: CircleLedger;
  readonly meetings: { readonly current: MeetingLedger | null };
  readonly exclusions: ExclusionSource;
  /** The members who are connected to this node. */
  readonly connected: ConnectedBrowsers;
  readonly now: () => Millis;
  readonly reportError: ReportError;
}

export class ExclusionBars implements CircleSubscriber {
  readonly subscriberName = 'exclusion bars';
  readonly #parts: ExclusionBarsParts;
  readonly #task: CoalescingTask;
  /** People who connected since the last run, or everybody: what was true for them may not be now. */
  #unchecked: Set<PersonId> | 'everyone' = new Set();

  constructor(parts: ExclusionBarsParts) {
    this.#parts = parts;
    const { now, reportError } = parts;
    this.#task = new CoalescingTask({
      ...{ now, reportError, operation: 'apply exclusions to circle' },
      work: () => this.#check(),
    });
  }

  get isIdle(): boolean {
    return this.#task.isIdle;
  }

  whenStopped(): Promise<void> {
    return this.#task.whenStopped();
  }

  /** Call it when the exclusions of the organisation have changed. */
  requestReconcile(): void {
    this.#unchecked = 'everyone';
    this.#task.request();
  }

  onCommitted({ ledger, step }: CommittedEvent): void {
    if (ledger === 'circle' && step.before.members !== step.after.members) this.requestReconcile();
  }

  onRestarted(): void {
    this.requestReconcile();
  }

  onMeetingSwitched(): void {
    this.requestReconcile();
  }

  /** Who connects costs a look at their own connections, and at nobody else's. */
  onPresenceChanged({ cause, person }: PresenceChangedEvent): void {
    if (cause !== 'connected' || person === null) return;
    if (this.#unchecked !== 'everyone') this.#unchecked.add(person);
    this.#task.request();
  }

  /**
   * Before a device connects. Answers when their standing shows the exclusion. The caller has read
   * the house to its head, so the exclusions that this node knows are all.
   */
  async barIfExcluded(use: BrowserUse): Promise<void> {
    const { circle, exclusions } = this.#parts;
    await barExcluded(circle, exclusions.latest ?? (await exclusions.current()), use);
  }

  close(): void {
    this.#task.close();
  }

  /** Bars and unbars as the exclusions say. Resolves when all is durable. */
  async reconcile(): Promise<void> {
    const { circle, meetings, connected, exclusions } = this.#parts;
    const current = await exclusions.current();
    await unbarLifted(circle, current);
    for (const each of [...connected]) await barExcluded(circle, current, each);
    if (meetings.current) await reconcileMeetingBars(circle, meetings.current);
  }

  /** A commit that a check leads to asks for the next run, over all, by `onCommitted`. */
  async #check(): Promise<void> {
    const unchecked = this.#unchecked;
    this.#unchecked = new Set();
    try {
      if (unchecked === 'everyone') await this.reconcile();
      else await this.#checkPeople(unchecked);
    } catch (fault) {
      // The task runs again, and must not miss anybody.
      this.#unchecked = 'everyone';
      throw fault;
    }
  }

  async #checkPeople(people: ReadonlySet<PersonId>): Promise<void> {
    const { circle, connected, exclusions } = this.#parts;
    const current = await exclusions.current();
    for (const person of people) {
      for (const each of [...connected.ofPerson(person)]) await barExcluded(circle, current, each);
    }
  }
}

/** Bars this member if an exclusion that was decided elsewhere binds their browser. */
export async function barExcluded(
  circle: CircleLedger,
  exclusions: Exclusions,
  { person, browser }: BrowserUse,
): Promise<void> {
  const id = circle.state.circle;
  const ref = id === null || browser === null ? null : exclusions.barFor(id, browser);
  const command = barCommand(circle.state, person, ref);
  if (command) await circle.handle(command, systemContext);
}

async function unbarLifted(circle: CircleLedger, exclusions: Exclusions): Promise<void> {
  const id = circle.state.circle as CircleId;
  for (const command of unbarCommands(circle.state, exclusions.barsFor(id))) {
    await circle.handle(command, systemContext);
  }
}

/** Bars in the meeting exactly the people that the circle has barred. */
async function reconcileMeetingBars(circle: CircleLedger, meeting: MeetingLedger): Promise<void> {
  for (const command of meetingBarCommands(circle.state, meeting.state)) {
    await meeting.handle(command, systemContext);
  }
}
