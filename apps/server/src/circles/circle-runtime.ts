/**
 * A circle alive on this node: its ledger and desk, its meetings, who is connected and who
 * is watching. Commands come in here and are given to the ledger they are for; what follows
 * goes to the audience. It does not know sockets, and authority is the ledger's alone.
 */
import type {
  AffectedViewers,
  ClientCommand,
  DeskListName,
  Millis,
  PersonId,
  SessionId,
  Standing,
} from '@holdspace/core';
import {
  activeSession,
  deskViewOf,
  deskWithPending,
  intentionOf,
  isFor,
  isRestrictedInMeeting,
  pendingReceipts,
  personalExportOf,
  standingOf,
  viewersAffectedByCircle,
} from '@holdspace/core';
import type { CommandAnswer } from '@holdspace/protocol';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger, DeskLedger, Ledgers, MeetingLedger } from '../ledger/ledgers.ts';
import { Broadcaster, type PacketDelivery, type Subscription } from '../projection/broadcaster.ts';
import type { ChangeLog } from '../projection/change-log.ts';
import { ReceiptBarrier } from '../projection/receipt-barrier.ts';
import type { ResumePoint } from '../projection/viewer-projection.ts';
import { CoalescingTask } from '../scheduling/coalescing-task.ts';
import { deliverCircleOutbox } from './circle-outbox.ts';
import { DeskRuntime } from './desk-runtime.ts';
import {
  type BrowserUse,
  barExcluded,
  reconcileBars,
  reconcileMeetingBars,
} from './exclusion-bars.ts';
import type { ExclusionSource } from './exclusions.ts';
import { FeedbackBox } from './feedback-box.ts';
import { readableMeetings } from './meeting-ledgers.ts';
import { MeetingRegistry } from './meeting-registry.ts';
import { PresenceRegistry } from './presence-registry.ts';
import { PresenceSync, type PresenceSyncOptions } from './presence-sync.ts';
import { Retention } from './retention.ts';

export interface CircleRuntimeDependencies<Line> {
  readonly ledgers: Ledgers;
  readonly delivery: PacketDelivery<Line>;
  readonly changeLogOf: (ledger: MeetingLedger) => ChangeLog;
  readonly failed: (error: unknown) => void;
  readonly exclusions: ExclusionSource;
  /** How nodes tell each other who is connected; null where there is one node. */
  readonly presenceSync: PresenceSyncOptions | null;
  /** The session behind this connection has ended: it is closed (KEY-2). */
  readonly closeSocket: (line: Line) => void;
  /** Whether people's quotas hold; off for rehearsals and load tests. */
  readonly limits: boolean;
}

/**
 * Milliseconds. A new return code renews the session of its own browser, whose new cookie comes
 * with the answer: it should be there before the browser connects again.
 */
const graceAfterNewCode = 300;
/** Milliseconds. Who is forgotten on their own word hears that it is done, also by asking again. */
const graceAfterForgetting = 10_000;

export class CircleRuntime<Line> {
  readonly #ledger: CircleLedger;
  readonly #desk: DeskRuntime;
  readonly #feedback: FeedbackBox;
  readonly #dependencies: CircleRuntimeDependencies<Line>;
  readonly #presence: PresenceRegistry;
  readonly #presenceSync: PresenceSync | null;
  readonly #broadcaster: Broadcaster<Line>;
  readonly #barrier: ReceiptBarrier;
  readonly #meetings: MeetingRegistry;
  readonly #barTask: CoalescingTask;
  readonly #retention: Retention;
  readonly #stopListening: () => void;
  #closeScheduled: NodeJS.Immediate | null = null;

  private constructor(
    ledger: CircleLedger,
    desk: DeskLedger,
    around: CircleRuntimeDependencies<Line>,
  ) {
    this.#ledger = ledger;
    this.#dependencies = around;
    const now = () => around.ledgers.store.now();
    const { failed, presenceSync: rolls } = around;
    this.#presence = new PresenceRegistry(now);
    this.#presenceSync =
      rolls && new PresenceSync(ledger.id, this.#presence, rolls, () => this.#presenceChanged());
    const standing = (person: PersonId) => this.standing(person);
    const changed = (who?: AffectedViewers) => this.#broadcaster.markChanged(who);
    this.#barrier = new ReceiptBarrier({
      ...{ circle: ledger, desk, meetings: () => this.#meetings.ledgers },
      isShared: around.ledgers.store.shared !== null,
    });
    this.#broadcaster = new Broadcaster<Line>(
      {
        now,
        presence: this.#presence,
        meeting: () => this.#meetings.current,
        failed,
        standing,
        desk: (person, own) => this.#deskView(person, own),
        intention: (person) => this.#intentionOf(person),
      },
      around.delivery,
      this.#barrier,
    );
    this.#meetings = new MeetingRegistry(ledger, {
      ...{ ledgers: around.ledgers, changeLogOf: around.changeLogOf, presence: this.#presence },
      deliver: async (outgoing) =>
        outgoing.to === 'desk'
          ? this.#desk.ledger.handle(outgoing.command, systemContext)
          : ledger.handle(outgoing.command, systemContext),
      onCurrentChanged: () => this.#presenceChanged(),
      deliverOutbox: () => deliverCircleOutbox(around.ledgers, ledger),
      ...{ onChanged: changed, failed },
    });
    this.#feedback = new FeedbackBox(desk, around.ledgers);
    this.#desk = new DeskRuntime(desk, {
      feedback: this.#feedback,
      settings: () => ledger.state.settings,
      limits: around.limits,
      meeting: () => this.#meetings.current?.ledger.state ?? null,
      words: () => this.#meetings.current?.ledger.words ?? new Map(),
      pending: () => pendingReceipts(this.#meetings.ledgers),
      lastMeeting: () => this.#meetings.lastMeeting,
      ...{ now, standing, onChanged: changed, failed },
    });
    this.#barTask = new CoalescingTask({ now, failed, work: () => this.#reconcileBars() });
    this.#retention = new Retention({ circle: ledger, desk, ledgers: around.ledgers, failed });
    const stopAnew = ledger.onRestart(() => this.#closeEndedSessions());
    const stop = ledger.onCommit(({ before, after, commit }) => {
      changed(viewersAffectedByCircle(commit.facts));
      if (before.sessions !== after.sessions) this.#closeEndedSessions();
      if (before.settings !== after.settings) this.#desk.requestReconcile();
      this.#meetings.requestCheck();
      if (before.members !== after.members) this.#barTask.request();
      this.#retention.requestReconcile();
    });
    this.#stopListening = () => {
      stopAnew();
      stop();
    };
  }

  /** With all its meetings that are not over, so that what is due there happens. */
  static async load<Line>(
    ledger: CircleLedger,
    desk: DeskLedger,
    around: CircleRuntimeDependencies<Line>,
  ): Promise<CircleRuntime<Line>> {
    const circle = new CircleRuntime(ledger, desk, around);
    try {
      await circle.#presenceSync?.start();
      await circle.#meetings.reconcile();
      circle.#barTask.request();
      circle.#retention.requestReconcile();
    } catch (error) {
      circle.close();
      throw error;
    }
    return circle;
  }

  /** Null for strangers; read from the ledger at each asking, never kept. */
  standing(person: PersonId): Standing | null {
    return standingOf(this.#ledger.state, this.#ledger.words, person);
  }

  /** Whether this session of this person lives; read from the ledger at each asking, never kept. */
  hasLiveSession({ person, session }: Pick<Subscription<Line>, 'person' | 'session'>): boolean {
    const { state } = this.#ledger;
    const living = activeSession(state, session, this.#dependencies.ledgers.store.now());
    return living?.member === person;
  }

  /** No member, or none any more. */
  isForgotten(person: PersonId): boolean {
    return !this.#ledger.state.members.has(person);
  }

  /** When this session ends by itself, in epoch ms. */
  sessionEnd(session: SessionId): Millis {
    return this.#ledger.state.sessions.get(session)?.until ?? 0;
  }

  /** Before a device of theirs connects: answers when it is true of their standing (VOI-12). */
  async barIfExcluded(used: BrowserUse): Promise<void> {
    await barExcluded(this.#ledger, await this.#dependencies.exclusions.current(), used);
  }

  get subscriptions(): ReadonlySet<Subscription<Line>> {
    return this.#broadcaster.subscriptions;
  }

  get openMeetings(): number {
    return this.#meetings.size;
  }

  /** The exclusions from the organisation are others than before (VOI-12). */
  requestBarCheck(): void {
    this.#barTask.request();
  }

  /** A device has connected: it is told what it missed, or everything. `byItem`, `hidden`: see `Hello`. */
  subscribe(
    who: Pick<Subscription<Line>, 'person' | 'session' | 'device' | 'browser' | 'line' | 'byItem'>,
    had: ResumePoint | null,
    hidden = false,
  ): Subscription<Line> {
    const { person, device } = who;
    this.#presence.connect(person, device, hidden);
    this.#presenceSync?.requestWrite();
    this.#presenceChanged(person);
    this.#barTask.request();
    return this.#broadcaster.subscribe(who, had);
  }

  /** Whether the page of this device is in front. It is sent to no one (TRN-3, TRN-8). */
  setHidden({ person, device }: Subscription<Line>, hidden: boolean): void {
    if (!this.#presence.setHidden(person, device, hidden)) return;
    this.#presenceSync?.requestWrite();
    this.#meetings.current?.requestReconcile();
  }

  unsubscribe(watcher: Subscription<Line>): void {
    this.#broadcaster.unsubscribe(watcher);
    this.#presence.disconnect(watcher.person, watcher.device);
    this.#presenceSync?.requestWrite();
    this.#presenceChanged(watcher.person);
  }

  /**
   * Answers when it is durable and what follows from it has been sent. Rejects when unknown.
   * `isOver`: whether whoever asked has stopped waiting, and may be asking another node.
   */
  async handle(
    watcher: Pick<Subscription<Line>, 'person' | 'session' | 'device'>,
    id: string,
    command: ClientCommand,
    isOver: () => boolean,
  ): Promise<CommandAnswer> {
    if (!this.hasLiveSession(watcher)) {
      // WIRE-2: what was done before the session ended is not said to be refused.
      return (await this.hasProcessed(watcher.person, id)) ? { ok: true } : { refused: 'not-here' };
    }
    const answer = await this.#dispatch(watcher, id, command, isOver);
    await this.#broadcaster.flushed();
    return answer;
  }

  /** Whether a command has had its effect, whichever ledger it was for. */
  async hasProcessed(person: PersonId, id: string): Promise<boolean> {
    const ledgers = [this.#meetings.current?.ledger, this.#ledger, this.#desk.ledger];
    const found = await Promise.all(ledgers.map((each) => each?.hasProcessed(person, id)));
    return found.includes(true) || this.#feedback.has({ by: person, id });
  }

  /** Answers when everything that was durable at the asking, on any node, has been sent. */
  async caughtUp(): Promise<void> {
    if (this.#dependencies.ledgers.store.shared) {
      const meeting = this.#meetings.current?.ledger;
      await Promise.all([this.#ledger, this.#desk.ledger, meeting].map((each) => each?.catchUp()));
    }
    await this.#broadcaster.flushed();
  }

  /** From now on other nodes see to what is due, and nobody who goes to them seems gone. */
  standDown(): void {
    this.#presenceSync?.freeze();
    this.#barTask.close();
    this.#desk.standDown();
    this.#meetings.standDown();
    this.#retention.close();
  }

  /** See `Broadcaster.olderDesk`. */
  loadOlderDesk(watcher: Subscription<Line>, list: DeskListName): boolean {
    return this.#broadcaster.loadOlderDesk(watcher, list);
  }

  earlierPage(person: PersonId, before: string) {
    return this.#broadcaster.earlierPage(person, before);
  }

  close(): void {
    this.#stopListening();
    this.#broadcaster.close();
    this.#barrier.close();
    this.#presenceSync?.close();
    this.#barTask.close();
    this.#desk.close();
    this.#meetings.close();
    this.#retention.close();
  }

  async #dispatch(
    watcher: Pick<Subscription<Line>, 'person' | 'session' | 'device'>,
    id: string,
    command: ClientCommand,
    isOver: () => boolean,
  ): Promise<CommandAnswer> {
    const { person, device } = watcher;
    const asking = {
      id,
      actor: person,
      present: (each: PersonId) => this.#presence.presenceOf(each),
      writes: this.#presence.isWritingDevice(person, device),
    };
    if (command.do === 'write-here') {
      this.#presence.chooseDevice(person, device);
      this.#presenceSync?.requestWrite();
      this.#broadcaster.markChanged();
      return { ok: true };
    }
    if (command.do === 'export-mine') return this.#exportPersonalData(person);
    if (command.do === 'erase-mine') return this.#erasePersonalData(person, asking);
    if (command.do === 'forget-me') return this.#forgetPerson(person, asking);
    if (isFor('desk', command)) return this.#desk.handle(command, asking);
    if (isFor('circle', command)) {
      const own =
        command.do === 'intend' ? { ...command, meeting: this.#meetings.lastMeeting } : command;
      return this.#ledger.handle(own, { ...asking, standing: () => null });
    }
    const { current } = this.#meetings;
    if (!current) return { refused: 'not-here' };
    return current.handle(command, {
      ...asking,
      // At the decision itself: a session that ended meanwhile decides nothing.
      standing: () => (this.hasLiveSession(watcher) ? this.standing(person) : null),
      // On one node the second asking waits behind the first.
      ...(this.#dependencies.ledgers.store.shared && { isExpired: isOver }),
    });
  }

  async #reconcileBars(): Promise<void> {
    const exclusions = await this.#dependencies.exclusions.current();
    await reconcileBars(this.#ledger, exclusions, this.#broadcaster.subscriptions);
    const meeting = this.#meetings.current?.ledger;
    if (meeting) await reconcileMeetingBars(this.#ledger, meeting);
  }

  async #exportPersonalData(person: PersonId): Promise<CommandAnswer> {
    const standing = this.standing(person);
    if (!standing) return { refused: 'not-here' };
    const meetings = await readableMeetings(this.#dependencies.ledgers, this.#ledger.state);
    while (!this.#barrier.isPassed) await this.#barrier.catchUp();
    const desk = this.#deskView(person, standing);
    return {
      ok: true,
      mine: personalExportOf(standing, meetings, desk, this.#intentionOf(person)),
    };
  }

  /** Everywhere that `export-mine` finds something; safe to ask twice, as it may stop half way. */
  async #erasePersonalData(
    person: PersonId,
    asking: Omit<Parameters<MeetingLedger['handle']>[1], 'standing'>,
  ): Promise<CommandAnswer> {
    const standing = () => this.standing(person);
    if (!standing()) return { refused: 'not-here' };
    const meetings = await readableMeetings(this.#dependencies.ledgers, this.#ledger.state);
    for (const meeting of meetings) {
      // Refused where they never were: there is nothing of theirs.
      await meeting.handle({ do: 'erase-mine' }, { ...asking, standing });
    }
    await this.#ledger.handle({ do: 'forget-intention' }, { ...asking, standing: () => null });
    return this.#desk.ledger.handle({ do: 'erase-mine', person }, systemContext);
  }

  /** Answers when no ledger of the circle holds anything of theirs. */
  async #forgetPerson(
    person: PersonId,
    asking: Omit<Parameters<CircleLedger['handle']>[1], 'standing'>,
  ): Promise<CommandAnswer> {
    const meeting = this.#meetings.current?.ledger.state;
    const bound =
      meeting && isRestrictedInMeeting(meeting, person) ? { boundIn: meeting.meeting } : {};
    const answer = await this.#ledger.handle(
      { do: 'forget-me', ...bound },
      { ...asking, standing: () => null },
    );
    if ('ok' in answer) await this.#retention.carryOutForgetting();
    return answer;
  }

  #deskView(person: PersonId, standing: Standing) {
    const { state, words } = deskWithPending(this.#desk.ledger, this.#meetings.ledgers);
    return deskViewOf(state, words, this.#desk.standingAtDesk(person) ?? standing);
  }

  #intentionOf(person: PersonId) {
    return intentionOf(this.#ledger.state, this.#ledger.words, person);
  }

  /** At the end of this turn, when a log that began anew is read to its end. */
  #closeEndedSessions(): void {
    this.#closeScheduled ??= setImmediate(() => {
      this.#closeScheduled = null;
      for (const watcher of [...this.subscriptions]) {
        if (this.hasLiveSession(watcher)) continue;
        const stays = this.#graceFor(watcher);
        if (stays === 0) this.#dependencies.closeSocket(watcher.line);
        else setTimeout(() => this.#dependencies.closeSocket(watcher.line), stays).unref();
      }
    });
  }

  #graceFor({ person, session }: Subscription<Line>): Millis {
    if (this.isForgotten(person)) return graceAfterForgetting;
    const renewed = this.#ledger.state.endings.get(session)?.why === 'new-code';
    return renewed ? graceAfterNewCode : 0;
  }

  /** Absent: anybody's connections may be others than before. */
  #presenceChanged(person?: PersonId): void {
    if (person === undefined) this.#broadcaster.markChanged();
    else this.#broadcaster.markPresenceChanged(person);
    this.#meetings.current?.requestReconcile();
  }
}
