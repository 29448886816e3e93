/**
 * Runs one circle on this node. It puts the parts together, in the order in which they get the
 * events of the circle, and is the entry point for connections and commands. The parts get data and
 * the emitter; none calls back into the circle.
 */
import type {
  CircleId,
  ClientCommand,
  DeskListName,
  MeetingId,
  Millis,
  PersonId,
  SessionId,
} from '@holdspace/core';
import type { CommandAnswer, EarlierPage } from '@holdspace/protocol';
import { type CommandReply, replyWith } from '../ledger/command-reply.ts';
import type { CircleLedger, DeskLedger } from '../ledger/ledgers.ts';
import { Broadcaster } from '../projection/broadcaster.ts';
import {
  CircleEventEmitter,
  emitCircleLedger,
  emitDeskLedger,
} from '../projection/circle-events.ts';
import { CircleReplica } from '../projection/circle-replica.ts';
import { ReceiptBarrier } from '../projection/receipt-barrier.ts';
import { ReplyAfterFlush } from '../projection/reply-after-flush.ts';
import type { PacketDelivery, Subscriber, Subscription } from '../projection/subscription.ts';
import type { ReadonlySubscriptions } from '../projection/subscription-set.ts';
import type { ResumePoint } from '../projection/viewer-projection.ts';
import { CircleActivity } from './circle-activity.ts';
import { circleReconcilers } from './circle-reconcilers.ts';
import type { CircleLoading, Reconciler } from './circle-runtime-parts.ts';
import { CommandRouter, type CommandSender } from './command-router.ts';
import { DeskRuntime } from './desk-runtime.ts';
import { type BrowserUse, ExclusionBars } from './exclusion-bars.ts';
import { FeedbackBox } from './feedback-box.ts';
import { MeetingRegistry } from './meeting-registry.ts';
import { PersonalData } from './personal-data.ts';
import { PresenceRegistry } from './presence-registry.ts';
import { PresenceSync } from './presence-sync.ts';
import { SessionCloser } from './session-closer.ts';
import { StoredDeadlines } from './stored-deadlines.ts';

export class CircleRuntime<Line> {
  readonly replica: CircleReplica;
  /** Whether the circle is in use, and may fall asleep. */
  readonly activity: CircleActivity;
  readonly #ledger: CircleLedger;
  readonly #desk: DeskLedger;
  readonly #isShared: boolean;
  readonly #events: CircleEventEmitter;
  readonly #presence: PresenceRegistry;
  readonly #presenceSync: PresenceSync | null;
  readonly #meetings: MeetingRegistry;
  readonly #broadcaster: Broadcaster<Line>;
  readonly #deskRuntime: DeskRuntime;
  readonly #router: CommandRouter;
  readonly #bars: ExclusionBars;
  readonly #reconcilers: readonly Reconciler[];
  readonly #delivery: PacketDelivery<Line>;
  readonly #stopEmitting: readonly (() => void)[];
  readonly #releases: readonly (() => void)[];

  private constructor(circle: CircleLedger, desk: DeskLedger, parts: CircleLoading<Line>) {
    const { isAfterRestart, releases } = parts;
    const { ledgers, delivery, exclusions, planning, presenceSync, limits, reportError } = parts;
    const { store } = ledgers;
    const now = () => store.now();
    this.#delivery = delivery;
    this.#ledger = circle;
    this.#desk = desk;
    this.#isShared = store.shared !== null;
    const isShared = this.#isShared;

    const events = new CircleEventEmitter(reportError);
    const presence = new PresenceRegistry(now, events);
    const meetings = new MeetingRegistry({
      ...{ ledgers, events, circle, desk, presence, reportError, isAfterRestart },
    });
    const replica = new CircleReplica({ circle, desk, meetings, presence, clock: store });
    const barrier = new ReceiptBarrier({ desk, meetings, isShared });
    const broadcaster = new Broadcaster<Line>({ replica, delivery, barrier, reportError });
    const { subscriptions } = broadcaster;
    const closer = new SessionCloser({ replica, subscriptions, delivery });
    const sync = presenceSync && new PresenceSync(circle.id, presence, presenceSync);
    const feedback = new FeedbackBox(desk, ledgers);
    const deskRuntime = new DeskRuntime({ ledger: desk, replica, feedback, limits, reportError });
    const bars = new ExclusionBars({
      ...{ circle, meetings, exclusions, now, reportError },
      connected: subscriptions,
    });
    const reconcilers = circleReconcilers({
      ...{ circle, desk, meetings, presence, ledgers, planning, reportError },
    });
    const personalData = new PersonalData({ ledgers, circle, desk, replica, barrier });

    // Each event reaches them in this order; the change log has it before the first of them.
    events.subscribe(barrier, broadcaster, ...(sync ? [sync] : []), closer);
    events.subscribe(deskRuntime, meetings, bars, ...reconcilers);

    this.activity = new CircleActivity({
      now,
      background: [meetings, deskRuntime, bars, ...reconcilers.map(({ task }) => task)],
      deadlines: new StoredDeadlines({ store, circle, desk, meetings, feedback, presence }),
      connections: subscriptions,
      runMeeting: (id) => meetings.runMeeting(id),
    });
    this.replica = replica;
    this.#events = events;
    this.#presence = presence;
    this.#presenceSync = sync;
    this.#meetings = meetings;
    this.#broadcaster = broadcaster;
    this.#deskRuntime = deskRuntime;
    this.#bars = bars;
    this.#reconcilers = reconcilers;
    this.#router = new CommandRouter({
      ...{
        ledgers,
        circle,
        meetings,
        desk: deskRuntime,
        personalData,
        presence,
        replica,
        isShared,
      },
    });
    this.#stopEmitting = [emitCircleLedger(events, circle), emitDeskLedger(events, desk)];
    this.#releases = releases;
  }

  /** Loads the circle and its meetings at hand, so that their deadlines run. */
  static async load<Line>(
    ledger: CircleLedger,
    desk: DeskLedger,
    parts: CircleLoading<Line>,
  ): Promise<CircleRuntime<Line>> {
    const circle = new CircleRuntime(ledger, desk, parts);
    try {
      await circle.#presenceSync?.start();
      await circle.#meetings.reconcile();
      // Who comes now must not meet an exclusion that was lifted while the circle slept (VOI-12).
      await circle.#bars.reconcile();
      circle.#deskRuntime.requestReconcile();
      for (const { task } of circle.#reconcilers) task.request();
    } catch (error) {
      circle.close();
      throw error;
    }
    return circle;
  }

  /** Whether this session is active and belongs to this person; reads the ledger each time. */
  hasLiveSession({ person, session }: Pick<CommandSender, 'person' | 'session'>): boolean {
    return this.replica.hasLiveSession(person, session);
  }

  /** See `CircleReplica.isForgotten`. */
  isForgotten(person: PersonId): boolean {
    return this.replica.isForgotten(person);
  }

  /** The time at which this session expires, in epoch ms. */
  sessionEnd(session: SessionId): Millis {
    return this.replica.sessionEnd(session);
  }

  get subscriptions(): ReadonlySubscriptions<Line> {
    return this.#broadcaster.subscriptions;
  }

  get openMeetings(): number {
    return this.#meetings.all.length;
  }

  /** For the trace of commands; null where there is none. */
  get ids(): { readonly circle: CircleId | null; readonly meeting: MeetingId | null } {
    const { circle, meetings } = this.replica;
    return { circle: circle.state.circle, meeting: meetings.current?.state.meeting ?? null };
  }

  /** Before a device connects: answers when their standing shows an exclusion (VOI-12). */
  barIfExcluded(use: BrowserUse): Promise<void> {
    return this.activity.during(() => this.#bars.barIfExcluded(use));
  }

  /** Call it when the exclusions of the organisation have changed (VOI-12). */
  requestBarCheck(): void {
    this.#bars.requestReconcile();
  }

  /** A device has connected. It gets what it missed since `resumeFrom`, or a snapshot. */
  subscribe(
    subscriber: Subscriber<Line>,
    resumeFrom: ResumePoint | null,
    hidden = false,
  ): Subscription<Line> {
    this.activity.touch();
    // It fell asleep after the device was admitted: the client connects again, and wakes it.
    if (this.activity.isClosed) this.#delivery.close(subscriber.line);
    this.#presence.connect(subscriber.person, subscriber.device, hidden);
    return this.#broadcaster.subscribe(subscriber, resumeFrom);
  }

  /** Whether the page of this device is behind others. It is sent to nobody (TRN-3, TRN-8). */
  setHidden({ person, device }: Subscription<Line>, hidden: boolean): void {
    this.#presence.setHidden(person, device, hidden);
  }

  unsubscribe(subscription: Subscription<Line>): void {
    this.activity.touch();
    this.#broadcaster.unsubscribe(subscription);
    this.#presence.disconnect(subscription.person, subscription.device);
  }

  /**
   * Answers when the effect is durable and sent to the connections of this node. Rejects when
   * the outcome is not known. `isExpired`: see `CommandRouter.route`.
   */
  handle(
    sender: CommandSender,
    id: string,
    command: ClientCommand,
    isExpired: () => boolean,
    caller: CommandReply<CommandAnswer>,
  ): void {
    const reply = this.activity.begin(caller);
    if (!reply) return;
    if (this.hasLiveSession(sender)) {
      const afterFlush = new ReplyAfterFlush(this.#broadcaster, reply);
      this.#router.route(sender, id, command, isExpired, afterFlush);
      return;
    }
    // WIRE-2: a command that was processed before the session ended is not refused.
    const answer = this.hasProcessed(sender.person, id).then(
      (isProcessed): CommandAnswer => (isProcessed ? { ok: true } : { refused: 'not-here' }),
    );
    replyWith(answer, reply);
  }

  /** See `CommandRouter.hasProcessed`. */
  hasProcessed(person: PersonId, id: string): Promise<boolean> {
    return this.activity.during(() => this.#router.hasProcessed(person, id));
  }

  /** Answers when everything that was durable at the call, on any node, has been sent. */
  caughtUp(): Promise<void> {
    return this.activity.during(() => this.#caughtUp());
  }

  async #caughtUp(): Promise<void> {
    if (this.#isShared) {
      const ledgers = [this.#ledger, this.#desk, this.#meetings.current];
      await Promise.all(ledgers.map((each) => each?.catchUp()));
    }
    await this.#broadcaster.flushed();
  }

  /** Leaves deadlines to the other nodes; people who move there do not seem away meanwhile. */
  standDown(): void {
    this.#presenceSync?.freeze();
    this.#bars.close();
    this.#deskRuntime.standDown();
    this.#meetings.standDown();
    for (const each of this.#reconcilers) each.close();
  }

  /** See `Broadcaster.loadOlderDesk`. */
  loadOlderDesk(subscription: Subscription<Line>, list: DeskListName): boolean {
    return this.#broadcaster.loadOlderDesk(subscription, list);
  }

  /** The page of the timeline before this message, for this person. */
  earlierPage(person: PersonId, before: string): Promise<EarlierPage> {
    return this.#broadcaster.earlierPage(person, before);
  }

  close(): void {
    this.activity.close();
    for (const stop of this.#stopEmitting) stop();
    this.#events.close();
    this.#broadcaster.close();
    this.#presenceSync?.close();
    this.#bars.close();
    this.#deskRuntime.standDown();
    this.#meetings.close();
    for (const each of this.#reconcilers) each.close();
    for (const release of this.#releases) release();
  }
}
