/**
 * The one path of events of a circle that runs on this node. Its ledgers and its presence
 * registry emit; broadcaster, timers, outbox and the other parts subscribe. Every subscriber
 * gets every event, in the order of the ledgers. A meeting's change log already has the commit
 * of an event, because the ledger replica folds it in first.
 */
import type { PersonId } from '@holdspace/core';
import type { CircleLedger, DeskLedger, MeetingLedger } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';

/** The part of a ledger runtime that emits. */
interface EmittingLedger<Step> {
  onCommit(listener: (step: Step) => void): () => void;
  onRestart(listener: () => void): () => void;
}

type CommitStepOf<Ledger> = Ledger extends EmittingLedger<infer Step> ? Step : never;

interface CommittedTo<Name, Ledger> {
  readonly type: 'committed';
  readonly ledger: Name;
  readonly source: Ledger;
  readonly step: CommitStepOf<Ledger>;
}

/** A commit is durable and applied to the replica of its ledger. */
export type CommittedEvent =
  | CommittedTo<'circle', CircleLedger>
  | CommittedTo<'desk', DeskLedger>
  | CommittedTo<'meeting', MeetingLedger>;

/** A replica was reset, because the store holds another log. All commits of that log follow. */
export interface RestartedEvent {
  readonly type: 'restarted';
  readonly ledger: CommittedEvent['ledger'];
  readonly source: CommittedEvent['source'];
}

/**
 * `page`: a page came to the front or left it. `device`: a person chose the device that writes.
 * `nodes`: other nodes published, or cannot be read. `settled`: the time to reconnect after a
 * start is over (RND-17).
 */
export interface PresenceChangedEvent {
  readonly type: 'presence-changed';
  readonly cause: 'connected' | 'disconnected' | 'page' | 'device' | 'nodes' | 'settled';
  /** Null: it concerns everyone. */
  readonly person: PersonId | null;
}

/** Another meeting is the current one, or none is. */
export interface MeetingSwitchedEvent {
  readonly type: 'meeting-switched';
}

export type CircleRuntimeEvent =
  | CommittedEvent
  | RestartedEvent
  | PresenceChangedEvent
  | MeetingSwitchedEvent;

/** A part of the circle that handles some of the events. Handlers return at once. */
export interface CircleSubscriber {
  /** For error reports. */
  readonly subscriberName: string;
  onCommitted?(event: CommittedEvent): void;
  onRestarted?(event: RestartedEvent): void;
  onPresenceChanged?(event: PresenceChangedEvent): void;
  onMeetingSwitched?(event: MeetingSwitchedEvent): void;
}

export class CircleEventEmitter {
  readonly #reportError: ReportError;
  readonly #subscribers: CircleSubscriber[] = [];
  /** Events that a subscriber emitted during the delivery of another. */
  readonly #queue: CircleRuntimeEvent[] = [];
  #isDelivering = false;

  constructor(reportError: ReportError) {
    this.#reportError = reportError;
  }

  /** The subscribers get each event in the order of the list, after all earlier subscribers. */
  subscribe(...subscribers: readonly CircleSubscriber[]): void {
    this.#subscribers.push(...subscribers);
  }

  /** Delivers at once, or after the event that is being delivered. Never throws. */
  emit(event: CircleRuntimeEvent): void {
    this.#queue.push(event);
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#deliver(next);
    this.#isDelivering = false;
  }

  /** From now on nobody gets an event. */
  close(): void {
    this.#subscribers.length = 0;
    this.#queue.length = 0;
  }

  #deliver(event: CircleRuntimeEvent): void {
    for (const subscriber of this.#subscribers) {
      try {
        deliverTo(subscriber, event);
      } catch (error) {
        // A bug in one subscriber must not harm the others, and not the commit.
        this.#reportError(error, `deliver ${event.type} to ${subscriber.subscriberName}`);
      }
    }
  }
}

function deliverTo(subscriber: CircleSubscriber, event: CircleRuntimeEvent): void {
  switch (event.type) {
    case 'committed':
      subscriber.onCommitted?.(event);
      break;
    case 'restarted':
      subscriber.onRestarted?.(event);
      break;
    case 'presence-changed':
      subscriber.onPresenceChanged?.(event);
      break;
    case 'meeting-switched':
      subscriber.onMeetingSwitched?.(event);
      break;
    default:
      event satisfies never;
  }
}

type Emitter = Pick<CircleEventEmitter, 'emit'>;

/** Emits the commits and restarts of the circle's ledger. Returns `stop`, as the next two do. */
export const emitCircleLedger = (events: Emitter, source: CircleLedger): (() => void) =>
  both(
    source.onCommit((step) => events.emit({ type: 'committed', ledger: 'circle', source, step })),
    source.onRestart(() => events.emit({ type: 'restarted', ledger: 'circle', source })),
  );

export const emitDeskLedger = (events: Emitter, source: DeskLedger): (() => void) =>
  both(
    source.onCommit((step) => events.emit({ type: 'committed', ledger: 'desk', source, step })),
    source.onRestart(() => events.emit({ type: 'restarted', ledger: 'desk', source })),
  );

export const emitMeetingLedger = (events: Emitter, source: MeetingLedger): (() => void) =>
  both(
    source.onCommit((step) => events.emit({ type: 'committed', ledger: 'meeting', source, step })),
    source.onRestart(() => events.emit({ type: 'restarted', ledger: 'meeting', source })),
  );

const both = (first: () => void, second: () => void) => () => {
  first();
  second();
};
