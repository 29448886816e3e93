/**
 * Sends the changes of one circle to its connections on this node. The changes of one turn of
 * the event loop go out together: the public ones as one packet for all, then what is private
 * to each; a snapshot where the epoch of a viewer has changed. It decides nothing and does not
 * know the transport.
 */
import {
  type AffectedViewers,
  type DeskListName,
  type PersonId,
  type PrivateState,
  type PublicChange,
  viewersAffectedByCircle,
  viewersAffectedByMeeting,
  viewersAffectedByPresence,
} from '@holdspace/core';
import type { EarlierPage } from '@holdspace/protocol';
import type { ReportError } from '../ops/log.ts';
import { retryDelay } from '../scheduling/coalescing-task.ts';
import type { CircleSubscriber, CommittedEvent, PresenceChangedEvent } from './circle-events.ts';
import type { CircleReplica } from './circle-replica.ts';
import type { MeetingReader } from './ledger-readers.ts';
import { PresenceSender } from './presence-sender.ts';
import { PrivateSender } from './private-sender.ts';
import type { ReceiptBarrier } from './receipt-barrier.ts';
import type { FlushWaiter } from './reply-after-flush.ts';
import type { PacketDelivery, Subscriber, Subscription } from './subscription.ts';
import { type ReadonlySubscriptions, SubscriptionSet } from './subscription-set.ts';
import { ViewStarter } from './view-starter.ts';
import { type ResumePoint, ViewerProjection } from './viewer-projection.ts';

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
  readonly #subscriptions = new SubscriptionSet<Line>();
  readonly #presence: PresenceSender<Line>;
  readonly #starter: ViewStarter<Line>;
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
    this.#starter = new ViewStarter(this.#private, delivery);
    this.#presence = new PresenceSender(delivery, () => {
      const projection = new ViewerProjection(this.#replica);
      this.#presence.send(this.#audience(projection), projection);
    });
    this.#delivery = delivery;
    this.#barrier = barrier;
    this.#reportError = reportError;
  }

  get subscriptions(): ReadonlySubscriptions<Line> {
    return this.#subscriptions;
  }

  onCommitted({ ledger, step }: CommittedEvent): void {
    const current = this.#meeting?.state ?? null;
    if (ledger === 'circle') this.#markChanged(viewersAffectedByCircle(step.commit.facts, current));
    else if (ledger === 'desk') this.#markChanged('everyone');
    else this.#markChanged(viewersAffectedByMeeting(step.before, step.after, step.commit.facts));
  }

  onRestarted(): void {
    this.#presence.touch(null);
    this.#markChanged('everyone');
  }

  onMeetingSwitched(): void {
    this.#presence.touch(null);
    this.#markChanged('everyone');
  }

  /** TRN-3, TRN-8: which page is in front is sent to nobody. */
  onPresenceChanged({ cause, person }: PresenceChangedEvent): void {
    if (cause === 'page') return;
    if (cause !== 'device') this.#presence.touch(person);
    if (person === null || cause === 'device') this.#markChanged('everyone');
    else this.#markConnectionsChanged(person);
  }

  /** Sends the changes after `resumeFrom`, or a snapshot, at the end of this turn. */
  subscribe(subscriber: Subscriber<Line>, resumeFrom: ResumePoint | null): Subscription<Line> {
    const subscription = { ...subscriber, epoch: '', lastSent: null, resumeFrom, desk: null };
    this.#subscriptions.add(subscription);
    this.#presence.touch(subscriber.person);
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

  /** The page before that message; reads its words first when they are not in memory. */
  async earlierPage(person: PersonId, before: string): Promise<EarlierPage> {
    for (;;) {
      const page = new ViewerProjection(this.#replica).earlierPage(person, before);
      if (page) return page;
      await this.#meeting?.earlier.readBlock();
    }
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
    this.#markChanged(viewersAffectedByPresence(this.#meeting?.state ?? null, person));
  }

  #flush(): void {
    // VOI-3: no connection gets a moderation act before its receipt.
    if (!this.#closed && !this.#barrier.isPassed) {
      this.#flushAfter(this.#barrier.catchUp(), 'catch up ledgers behind receipt');
      return;
    }
    this.#flushScheduled = false;
    try {
      const missing = this.#sendAll();
      if (missing !== null) {
        this.#flushScheduled = true;
        this.#flushAfter(missing, 'read earlier words of meeting');
        return;
      }
    } catch (error) {
      // A bug that shows in one circle must not stop the others.
      this.#reportError(error, 'send changes of circle');
    }
    for (const each of this.#flushWaiters.splice(0)) each.flushed();
    this.#scheduleSlowModeUpdate();
  }

  /** Changes accumulate meanwhile. After a fault of the store it retries. */
  #flushAfter(ready: Promise<void>, operation: string): void {
    ready.then(
      () => this.#flush(),
      (error) => {
        this.#reportError(error, operation);
        setTimeout(() => this.#flush(), retryDelay).unref();
      },
    );
  }

  /** Sends nothing while words for a snapshot are not in memory: answers with their reading. */
  #sendAll(): Promise<void> | null {
    const affected = this.#affected;
    const projection = new ViewerProjection(this.#replica);
    const restarting = new Set<Subscription<Line>>();
    const continuing: (readonly [Subscription<Line>, PrivateState | null])[] = [];
    for (const each of this.#subscriptions.ofPeople(affected)) {
      if (each.epoch !== projection.epoch(each.person)) restarting.add(each);
      else continuing.push([each, this.#private.stateFor(each, projection)]);
    }
    const earlier = this.#meeting?.earlier;
    if (earlier && [...restarting].some(({ person }) => !projection.hasWordsOfSnapshot(person))) {
      return earlier.readBlock();
    }
    this.#affected = new Set();
    const list = this.#meeting?.changeLog.takeUnsent() ?? [];
    if (list.length > 0) {
      for (const [each, state] of continuing) this.#private.sendNewReceipts(each, state);
    }
    const audience = this.#audience(projection);
    this.#sendChanges(audience, restarting, list);
    this.#presence.sendAfter(list, audience, projection);
    for (const each of restarting) {
      this.#starter.start(each, projection);
      this.#presence.markListSent();
    }
    for (const [each, state] of continuing) this.#private.sendDiff(each, state);
    return null;
  }

  /** In open mode with an interval, who may write changes with time alone. */
  #scheduleSlowModeUpdate(): void {
    clearTimeout(this.#slowModeTimer);
    const isSlow = this.#subscriptions.size > 0 && this.#meeting?.state.floor.slow;
    if (!isSlow) return;
    this.#slowModeTimer = setTimeout(() => this.#markChanged('everyone'), 1000).unref();
  }

  #sendChanges(
    audience: readonly Subscription<Line>[],
    except: ReadonlySet<Subscription<Line>>,
    list: readonly PublicChange[],
  ): void {
    const meeting = this.#meeting;
    if (!meeting || list.length === 0) return;
    const lines: Line[] = [];
    for (const each of audience) if (!except.has(each)) lines.push(each.line);
    this.#delivery.sendMany(lines, 'changes', { at: meeting.changeLog.position, list });
  }

  /** The connections that hold a view of people who receive what happens in the meeting. */
  #audience(projection: ViewerProjection): readonly Subscription<Line>[] {
    const audience: Subscription<Line>[] = [];
    for (const each of this.#subscriptions) {
      if (each.epoch !== '' && projection.isInside(each.person)) audience.push(each);
    }
    return audience;
  }
}
