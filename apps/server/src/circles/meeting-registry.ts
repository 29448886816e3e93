/**
 * The meetings of one circle that run on this node, and which of them is the current one. A
 * meeting runs from when it is the next one, or its doors are near, until its words are purged. The
 * circle's ledger keeps which meetings are planned, and which have ended.
 */
import {
  attendeesOf,
  currentMeeting,
  currentMeetingChangesAt,
  isUnderWay,
  keepCommand,
  type MeetingId,
  mustReportMeetingAlerts,
  type PlannedMeeting,
} from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger, Ledgers, MeetingLedger } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import {
  type CircleEventEmitter,
  type CircleSubscriber,
  type CommittedEvent,
  emitMeetingLedger,
  type PresenceChangedEvent,
  type RestartedEvent,
} from '../projection/circle-events.ts';
import type { RunningMeetings } from '../projection/ledger-readers.ts';
import { DeadlineTimer } from '../scheduling/deadline-timer.ts';
import { followPlan, meetingLedger, openMeetingsAtHand } from './meeting-ledgers.ts';
import { isSameForRun, MeetingRuntime, type MeetingRuntimeParts } from './meeting-runtime.ts';

export interface MeetingRegistryParts extends Omit<MeetingRuntimeParts, 'now'> {
  readonly ledgers: Ledgers;
  readonly events: CircleEventEmitter;
  readonly reportError: ReportError;
}

/** After a fault, in ms. */
const checkRetryDelay = 5000;

type MeetingStep = Extract<CommittedEvent, { readonly ledger: 'meeting' }>['step'];

interface RunningMeeting {
  readonly runtime: MeetingRuntime;
  readonly stopEmitting: () => void;
  /** Lets go of its ledger. */
  readonly release: () => void;
}

export class MeetingRegistry implements RunningMeetings, CircleSubscriber {
  readonly subscriberName = 'meeting registry';
  readonly #circle: CircleLedger;
  readonly #parts: MeetingRegistryParts;
  readonly #running = new Map<MeetingId, RunningMeeting>();
  readonly #checkTimer: DeadlineTimer;
  #all: readonly MeetingLedger[] = [];
  /** Planned, and without a ledger of their own when that was looked up. */
  #withoutLedger: ReadonlySet<MeetingId> = new Set();
  #current: MeetingRuntime | null = null;
  #queue: Promise<void> = Promise.resolve();
  /** Works that wait in the queue or run. */
  #waiting = 0;
  /** The last reconciliation failed and is to be repeated. */
  #hasFailed = false;
  #closed = false;

  constructor(parts: MeetingRegistryParts) {
    this.#circle = parts.circle;
    this.#parts = parts;
    this.#checkTimer = new DeadlineTimer(
      () => parts.ledgers.store.now(),
      () => this.#requestCheck(),
    );
  }

  /** The meeting that is under way or comes next; null when there is none. */
  get current(): MeetingLedger | null {
    return this.#current?.ledger ?? null;
  }

  get all(): readonly MeetingLedger[] {
    return this.#all;
  }

  onCommitted(event: CommittedEvent): void {
    if (event.ledger === 'circle') this.#requestCheck();
    else if (event.ledger === 'meeting') this.#reconcileMeeting(event.source, event.step);
  }

  onRestarted({ ledger, source }: RestartedEvent): void {
    if (ledger === 'circle') this.#requestCheck();
    else if (ledger === 'meeting') this.#reconcileMeeting(source);
  }

  onPresenceChanged({ cause }: PresenceChangedEvent): void {
    // Which device writes makes no difference to a meeting.
    if (cause !== 'device') this.#current?.requestReconcile();
  }

  onMeetingSwitched(): void {
    this.#current?.requestReconcile();
  }

  /** Loads the meetings at hand, tells them the plan, and finds the current one. One run at a time. */
  reconcile(): Promise<void> {
    return this.#enqueue(() => this.#reconcile());
  }

  /** Runs this meeting too, though it has ended: one of its deadlines is due. */
  runMeeting(id: MeetingId): Promise<void> {
    return this.#enqueue(async () => {
      const planned = this.#circle.state.meetings.find(({ meeting }) => meeting === id);
      if (!planned || this.#closed) return;
      await this.#endIfOver(id, await this.#load(planned));
    });
  }

  /** Nothing is under way or left to do. */
  get isIdle(): boolean {
    return (
      !this.#hasFailed &&
      this.#waiting === 0 &&
      [...this.#running.values()].every(({ runtime }) => runtime.isIdle)
    );
  }

  async whenStopped(): Promise<void> {
    await this.#queue;
    for (const { runtime } of [...this.#running.values()]) await runtime.whenStopped();
  }

  /** See `MeetingRuntime.standDown`. Events are emitted all the same. */
  standDown(): void {
    this.#closed = true;
    this.#checkTimer.set(null);
    for (const { runtime } of this.#running.values()) runtime.standDown();
  }

  close(): void {
    this.standDown();
    for (const { stopEmitting, release } of this.#running.values()) {
      stopEmitting();
      release();
    }
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#waiting++;
    const run = this.#queue.then(work).finally(() => {
      this.#waiting--;
    });
    this.#queue = run.catch(() => undefined);
    return run;
  }

  async #reconcile(): Promise<void> {
    if (this.#closed) return;
    const { ledgers, events } = this.#parts;
    try {
      const { state } = this.#circle;
      for (const planned of await this.#openAtHand()) await this.#load(planned);
      for (const { runtime } of this.#running.values()) await this.#syncPlan(runtime.ledger);
      const planned = currentMeeting(state, ledgers.store.now(), (id) => {
        const known = this.#running.get(id);
        return known !== undefined && isUnderWay(known.runtime.ledger.state);
      });
      const current = planned && (await this.#load(planned));
      if (current !== this.#current) {
        this.#current = current;
        events.emit({ type: 'meeting-switched' });
      }
      for (const [id, { runtime }] of this.#running) await this.#endIfOver(id, runtime);
      this.#hasFailed = false;
    } catch (fault) {
      this.#hasFailed = true;
      throw fault;
    } finally {
      const now = ledgers.store.now();
      const next = currentMeetingChangesAt(this.#circle.state, now);
      if (!this.#closed) this.#checkTimer.set(this.#hasFailed ? now + checkRetryDelay : next);
    }
  }

  async #openAtHand(): Promise<readonly PlannedMeeting[]> {
    const { state } = this.#circle;
    const open = await openMeetingsAtHand(this.#parts.ledgers, state, (meeting) =>
      this.#withoutLedger.has(meeting),
    );
    // Who gives one a ledger has made it the next one, and the circle of this node finds that too.
    this.#withoutLedger = new Set(
      state.meetings.filter((each) => !open.includes(each)).map(({ meeting }) => meeting),
    );
    return open;
  }

  /** What has not begun follows the plan of the circle, and the plan what has begun (RHY-3). */
  async #syncPlan(meeting: MeetingLedger): Promise<void> {
    const planned = this.#plannedOf(meeting);
    if (!planned) return;
    await followPlan(meeting, this.#circle.state, planned);
    const keep = keepCommand(planned, meeting.state);
    if (keep) await this.#circle.handle(keep, systemContext);
  }

  #plannedOf({ state }: MeetingLedger): PlannedMeeting | undefined {
    return this.#circle.state.meetings.find(({ meeting }) => meeting === state.meeting);
  }

  #requestCheck(): void {
    this.reconcile().catch((error) => {
      this.#parts.reportError(error, 'reconcile meetings of circle');
    });
  }

  /** `step`: the commit that asks for it; most messages leave nothing to do. */
  #reconcileMeeting(source: CommittedEvent['source'], step?: MeetingStep): void {
    for (const { runtime } of this.#running.values()) {
      if (runtime.ledger !== source) continue;
      if (!step || !isSameForRun(step.before, step.after)) runtime.requestReconcile();
      if (runtime.isOver) this.#requestCheck();
    }
  }

  async #load(planned: PlannedMeeting): Promise<MeetingRuntime> {
    const known = this.#running.get(planned.meeting);
    if (known) return known.runtime;
    const { ledgers, events, ...parts } = this.#parts;
    const ledger = await meetingLedger(ledgers, this.#circle.state, planned);
    const release = ledgers.hold(ledger);
    const stopEmitting = emitMeetingLedger(events, ledger);
    const runtime = new MeetingRuntime(ledger, { ...parts, now: () => ledgers.store.now() });
    this.#running.set(planned.meeting, { runtime, stopEmitting, release });
    this.#all = [...this.#all, ledger];
    return runtime;
  }

  async #endIfOver(id: MeetingId, meeting: MeetingRuntime): Promise<void> {
    if (!meeting.isOver) return;
    const planned = this.#circle.state.meetings.find((each) => each.meeting === id);
    const { calledOff, outgoing } = meeting.ledger.state;
    if (calledOff) {
      // When it is on again, the plan says so to its ledger first.
      const isTold = outgoing.size === 0 && !mustReportMeetingAlerts(meeting.ledger.state);
      if (planned?.off && meeting !== this.#current && isTold) this.#remove(id);
    } else if (planned && !planned.ended) {
      const came = attendeesOf(meeting.ledger.state);
      await this.#circle.handle({ do: 'end-meeting', meeting: id, came }, systemContext);
    } else if (meeting !== this.#current && meeting.ledger.state.phase === 'purged') {
      this.#remove(id);
    }
  }

  #remove(id: MeetingId): void {
    const { runtime, stopEmitting, release } = this.#running.get(id) ?? {};
    runtime?.standDown();
    stopEmitting?.();
    release?.();
    this.#running.delete(id);
    this.#all = this.#all.filter((each) => each !== runtime?.ledger);
  }
}
