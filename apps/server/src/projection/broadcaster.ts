/**
 * Sends the changes of one circle to its connections on this node. The changes of one turn of
 * the event loop go out together: the public ones as one packet for all, then what is private
 * to each; a snapshot where the epoch of a viewer has changed. It decides nothing and does not
 * know the transport.
 */
import {
  type AffectedViewers,
  type DeskListName,
  isInMeeting,
  type PersonId,
  type PublicChange,
  viewersAffectedByCircle,
  viewersAffectedByMeeting,
  viewersAffectedByPresence,
} from '@holdspace/core';
import type { Snapshot } from '@holdspace/protocol';
import type { ReportError } from '../ops/log.ts';
import { retryDelay } from '../scheduling/coalescing-task.ts';
import type { CircleSubscriber, CommittedEvent, PresenceChangedEvent } from './circle-events.ts';
import type { CircleReplica, MeetingReader } from './circle-replica.ts';
import type { PrivateState } from './private-diff.ts';
import { PrivateSender } from './private-sender.ts';
import type { ReceiptBarrier } from './receipt-barrier.ts';
import type { FlushWaiter } from './reply-after-flush.ts';
import type { OutgoingPackets, PacketDelivery, Subscriber, Subscription } from './subscription.ts';
import { lastPage, pageSize, type ResumePoint, ViewerProjection } from './viewer-projection.ts';

/** Milliseconds. */
const presenceInterval = 100;

export interface BroadcasterParts<Line> {
  readonly replica: CircleReplica;
  readonly delivery: PacketDelivery<Line>;
  readonly barrier: Pick<ReceiptBarrier, 'isPassed' | 'catchUp'>;
  readonly reportError: ReportError;
}

export class Broadcaster<Line> implements CircleSubscriber {
  readonly subscriberName = 'broadcaster';
  readonly #replica: CircleReplica;
  readonly #private: PrivateSender<Line>;
  readonly #delivery: PacketDelivery<Line>;
  readonly #barrier: BroadcasterParts<Line>['barrier'];
  readonly #reportError: ReportError;
  readonly #subscriptions = new Set<Subscription<Line>>();
  /** The people in the last `here` packet; null when not all connections got the same. */
  #lastPresence: readonly PersonId[] | null = [];
  #presenceTimer: NodeJS.Timeout | null = null;
  #isPresenceDirty = false;
  /** The people whose own view may have changed since the last flush. */
  #affected: Set<PersonId> | 'everyone' = new Set();
  /** A flush is scheduled, or waits at the barrier. */
  #flushScheduled = false;
  #closed = false;
  #flushWaiters: FlushWaiter[] = [];
  #slowModeTimer: NodeJS.Timeout | undefined;

  constructor({ replica, delivery, barrier, reportError }: BroadcasterParts<Line>) {
    this.#replica = replica;
    this.#private = new PrivateSender(delivery);
    this.#delivery = delivery;
    this.#barrier = barrier;
    this.#reportError = reportError;
  }

  get subscriptions(): ReadonlySet<Subscription<Line>> {
    return this.#subscriptions;
  }

  onCommitted({ ledger, step }: CommittedEvent): void {
    if (ledger === 'circle') this.#markChanged(viewersAffectedByCircle(step.commit.facts));
    else if (ledger === 'desk') this.#markChanged('everyone');
    else this.#markChanged(viewersAffectedByMeeting(step.before, step.after, step.commit.facts));
  }

  onRestarted(): void {
    this.#markChanged('everyone');
  }

  onMeetingSwitched(): void {
    this.#markChanged('everyone');
  }

  /** TRN-3, TRN-8: which page is in front is sent to nobody. */
  onPresenceChanged({ cause, person }: PresenceChangedEvent): void {
    if (cause === 'page') return;
    if (person === null || cause === 'device') this.#markChanged('everyone');
    else this.#markConnectionsChanged(person);
  }

  /** Sends the changes after `resumeFrom`, or a snapshot, at the end of this turn. */
  subscribe(subscriber: Subscriber<Line>, resumeFrom: ResumePoint | null): Subscription<Line> {
    const subscription = { ...subscriber, epoch: '', lastSent: null, resumeFrom, desk: null };
    this.#subscriptions.add(subscription);
    this.#isPresenceDirty = true;
    this.#markChanged([subscriber.person]);
    return subscription;
  }

  unsubscribe(subscription: Subscription<Line>): void {
    this.#subscriptions.delete(subscription);
  }

  /** Answers when everything that has changed until now has been sent. */
  flushed(): Promise<void> {
    return new Promise((resolve) => this.whenFlushed({ flushed: resolve }));
  }

  /** The same without a promise. */
  whenFlushed(waiter: FlushWaiter): void {
    if (this.#flushScheduled) this.#flushWaiters.push(waiter);
    else waiter.flushed();
  }

  /** See `PrivateSender.sendOlderDesk`. */
  loadOlderDesk(subscription: Subscription<Line>, list: DeskListName): boolean {
    return this.#private.sendOlderDesk(subscription, list);
  }

  earlierPage(person: PersonId, before: string) {
    return new ViewerProjection(this.#replica).earlierPage(person, before);
  }

  /** From now on no flush waits at the barrier. */
  close(): void {
    this.#closed = true;
  }

  get #meeting(): MeetingReader | null {
    return this.#replica.meetings.current;
  }

  /** Schedules a flush; the view of these people may have changed, besides the public changes. */
  #markChanged(viewers: AffectedViewers): void {
    if (viewers === 'everyone') this.#affected = viewers;
    else if (this.#affected !== 'everyone') for (const each of viewers) this.#affected.add(each);
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    setImmediate(() => this.#flush());
  }

  /**
   * Their own view shows which device writes, and facilitators see who is connected. Everyone
   * else gets `here` alone, except that a facilitator is visible from outside the meeting too.
   */
  #markConnectionsChanged(person: PersonId): void {
    this.#isPresenceDirty = true;
    this.#markChanged(viewersAffectedByPresence(this.#meeting?.state ?? null, person));
  }

  #flush(): void {
    // VOI-3: no connection gets a moderation act before its receipt.
    if (!this.#closed && !this.#barrier.isPassed) {
      this.#flushLater();
      return;
    }
    this.#flushScheduled = false;
    try {
      this.#sendAll();
    } catch (error) {
      // A bug that shows in one circle must not stop the others.
      this.#reportError(error, 'send changes of circle');
    }
    for (const each of this.#flushWaiters.splice(0)) each.flushed();
    this.#scheduleSlowModeUpdate();
  }

  /** Changes accumulate meanwhile. After a fault of the store it retries. */
  #flushLater(): void {
    this.#barrier.catchUp().then(
      () => this.#flush(),
      (error) => {
        this.#reportError(error, 'catch up ledgers behind receipt');
        setTimeout(() => this.#flush(), retryDelay).unref();
      },
    );
  }

  #sendAll(): void {
    const affected = this.#affected;
    const isPresenceDirty = this.#isPresenceDirty || affected === 'everyone';
    this.#affected = new Set();
    this.#isPresenceDirty = false;
    const projection = new ViewerProjection(this.#replica);
    const restarting = new Set<Subscription<Line>>();
    const continuing: (readonly [Subscription<Line>, PrivateState | null])[] = [];
    for (const each of this.#subscriptions) {
      if (affected !== 'everyone' && !affected.has(each.person)) continue;
      if (each.epoch !== projection.epoch(each.person)) restarting.add(each);
      else continuing.push([each, this.#private.stateFor(each, projection)]);
    }
    const list = this.#meeting?.changeLog.takeUnsent() ?? [];
    if (list.length > 0) {
      for (const [each, state] of continuing) this.#private.sendNewReceipts(each, state);
    }
    this.#sendChanges(restarting, list);
    // A person who joins is shown at once; one who reconnects may show a moment later.
    if (list.some((change) => 'person' in change || 'left' in change)) {
      this.#sendPresence(projection);
    } else if (isPresenceDirty) this.#sendPresenceThrottled(projection);
    const packets = new Map<number, OutgoingPackets['changes']>();
    for (const each of restarting) {
      if (!this.#resume(each, projection, packets)) this.#sendSnapshot(each, projection);
    }
    for (const [each, state] of continuing) this.#private.sendDiff(each, state);
  }

  /** At once, then at an interval: when many reconnect, each packet covers many of them. */
  #sendPresenceThrottled(projection: ViewerProjection): void {
    if (this.#presenceTimer) {
      // A connection that comes meanwhile gets the present list, and the others do not yet.
      this.#lastPresence = null;
      return;
    }
    this.#presenceTimer = setTimeout(() => {
      this.#presenceTimer = null;
      this.#sendPresence(new ViewerProjection(this.#replica));
    }, presenceInterval).unref();
    this.#sendPresence(projection);
  }

  #sendPresence(projection: ViewerProjection): void {
    const here = projection.connectedPeople();
    const last = this.#lastPresence;
    if (last?.length === here.length && here.every((person, i) => person === last[i])) return;
    this.#lastPresence = here;
    const lines = this.#linesInside(({ epoch }) => epoch !== '');
    this.#delivery.sendMany(lines, 'here', here);
  }

  /** In open mode with an interval, who may write changes with time alone. */
  #scheduleSlowModeUpdate(): void {
    clearTimeout(this.#slowModeTimer);
    const isSlow = this.#subscriptions.size > 0 && this.#meeting?.state.floor.slow;
    if (!isSlow) return;
    this.#slowModeTimer = setTimeout(() => this.#markChanged('everyone'), 1000).unref();
  }

  #sendChanges(except: ReadonlySet<Subscription<Line>>, list: readonly PublicChange[]): void {
    const meeting = this.#meeting;
    if (!meeting || list.length === 0) return;
    const lines = this.#linesInside((each) => !except.has(each));
    this.#delivery.sendMany(lines, 'changes', { at: meeting.changeLog.position, list });
  }

  #linesInside(isMeant: (subscription: Subscription<Line>) => boolean): Line[] {
    const state = this.#meeting?.state;
    if (!state) return [];
    const lines: Line[] = [];
    for (const each of this.#subscriptions) {
      if (isInMeeting(state, each.person) && isMeant(each)) lines.push(each.line);
    }
    return lines;
  }

  /** False when it needs a snapshot. Connections that missed the same share a packet. */
  #resume(
    subscription: Subscription<Line>,
    projection: ViewerProjection,
    packets: Map<number, OutgoingPackets['changes']>,
  ): boolean {
    const { person, line, resumeFrom } = subscription;
    const meeting = this.#meeting;
    subscription.resumeFrom = null;
    const list = resumeFrom && projection.missedChanges(person, resumeFrom);
    if (!resumeFrom || !list || !meeting) return false;
    const packet = packets.get(resumeFrom.at) ?? { at: meeting.changeLog.position, list };
    packets.set(resumeFrom.at, packet);
    subscription.epoch = projection.epoch(person);
    const state = this.#private.stateFor(subscription, projection);
    // VOI-3: the list can hold a redaction; its receipt goes before the changes, and once.
    const hasReceipts = list.length > 0 && this.#private.sendAllReceipts(subscription, state);
    this.#delivery.send(line, 'changes', packet);
    this.#delivery.send(line, 'here', projection.connectedPeople());
    this.#private.sendDiff(subscription, state, hasReceipts);
    return true;
  }

  #sendSnapshot(subscription: Subscription<Line>, projection: ViewerProjection): void {
    const { person, line } = subscription;
    const meeting = this.#meeting;
    const view = projection.view(person, pageSize + 1);
    subscription.desk = null;
    const state = this.#private.stateFor(subscription, projection);
    subscription.epoch = projection.epoch(person);
    if (!meeting || !view || !state) return;
    const { mine, desk } = state;
    const timeline = lastPage(view.timeline);
    subscription.lastSent = state;
    const snapshot: Snapshot = {
      log: meeting.log,
      // Outside the meeting, the number of changes inside is nobody's business.
      at: isInMeeting(meeting.state, person) ? meeting.changeLog.position : 0,
      more: timeline.length < view.timeline.length,
      view: { ...view, timeline, mine, ...(desk && { desk }) },
    };
    this.#delivery.send(line, 'snapshot', snapshot);
  }
}
