/**
 * A circle alive on this node: its ledger and desk, its meetings, who is connected and who
 * is watching. Commands come in here and are given to the ledger they are for; what follows
 * goes to the audience. It does not know sockets, and authority is the ledger's alone.
 */
import type {
  ClientCommand,
  DeskList,
  Millis,
  PersonId,
  SessionId,
  Standing,
  Touched,
} from '@holdspace/core';
import {
  deskOf,
  deskWithPending,
  intentionOf,
  isBoundIn,
  isFor,
  livingSession,
  pendingReceipts,
  standingOf,
  touchedInCircle,
} from '@holdspace/core';
import type { CommandAnswer } from '@holdspace/protocol';
import { serverAsks } from '../asking.ts';
import type { CircleLedger, DeskLedger, Ledgers, MeetingLedger } from '../ledgers.ts';
import { readableMeetings } from '../meetings.ts';
import { Agenda } from './agenda.ts';
import { Attention } from './attention.ts';
import { Audience, type Delivery, type Watcher } from './audience.ts';
import { barUsed, reconcileBars, reconcileMeeting, type Used } from './barring.ts';
import { LiveDesk } from './desk.ts';
import type { ExclusionSource } from './exclusions.ts';
import { FeedbackBox } from './feedback-box.ts';
import { exportOf } from './own.ts';
import { PresenceBook } from './presence.ts';
import type { PublicLog } from './public-log.ts';
import { ReceiptBarrier } from './receipt-barrier.ts';
import { Retention } from './retention.ts';
import { RollCall, type Rolls } from './roll-call.ts';
import type { Had } from './sight.ts';
import { tellOthers } from './to-house.ts';

export interface CircleSurroundings<Line> {
  readonly ledgers: Ledgers;
  readonly delivery: Delivery<Line>;
  readonly logOf: (ledger: MeetingLedger) => PublicLog;
  readonly failed: (error: unknown) => void;
  readonly exclusions: ExclusionSource;
  /** How nodes tell each other who is connected; null where there is one node. */
  readonly rolls: Rolls | null;
  /** The session behind this connection has ended: it is closed (KEY-2). */
  readonly close: (line: Line) => void;
  /** Whether people's quotas hold; off for rehearsals and load tests. */
  readonly limits: boolean;
}

/**
 * Milliseconds. A new return code renews the session of its own browser, whose new cookie comes
 * with the answer: it should be there before the browser connects again.
 */
const renewedStays = 300;
/** Milliseconds. Who is forgotten on their own word hears that it is done, also by asking again. */
const forgottenStays = 10_000;

export class LiveCircle<Line> {
  readonly #ledger: CircleLedger;
  readonly #desk: LiveDesk;
  readonly #feedback: FeedbackBox;
  readonly #around: CircleSurroundings<Line>;
  readonly #presence: PresenceBook;
  readonly #rollCall: RollCall | null;
  readonly #audience: Audience<Line>;
  readonly #barrier: ReceiptBarrier;
  readonly #agenda: Agenda;
  readonly #bars: Attention;
  readonly #retention: Retention;
  readonly #stop: () => void;
  #closing: NodeJS.Immediate | null = null;

  private constructor(ledger: CircleLedger, desk: DeskLedger, around: CircleSurroundings<Line>) {
    this.#ledger = ledger;
    this.#around = around;
    const now = () => around.ledgers.store.now();
    const { failed, rolls } = around;
    this.#presence = new PresenceBook(now);
    this.#rollCall = rolls && new RollCall(ledger.id, this.#presence, rolls, () => this.#moved());
    const standing = (person: PersonId) => this.standing(person);
    const changed = (who?: Touched) => this.#audience.changed(who);
    this.#barrier = new ReceiptBarrier({
      ...{ circle: ledger, desk, meetings: () => this.#agenda.ledgers },
      isShared: around.ledgers.store.shared !== null,
    });
    this.#audience = new Audience<Line>(
      {
        now,
        presence: this.#presence,
        meeting: () => this.#agenda.current,
        failed,
        standing,
        desk: (person, own) => this.#deskOf(person, own),
        intention: (person) => this.#intentionOf(person),
      },
      around.delivery,
      this.#barrier,
    );
    this.#agenda = new Agenda(ledger, {
      ...{ ledgers: around.ledgers, logOf: around.logOf, presence: this.#presence },
      deliver: async (outgoing) =>
        outgoing.to === 'desk'
          ? this.#desk.ledger.handle(outgoing.command, serverAsks)
          : ledger.handle(outgoing.command, serverAsks),
      moved: () => this.#moved(),
      besides: () => tellOthers(around.ledgers, ledger),
      ...{ changed, failed },
    });
    this.#feedback = new FeedbackBox(desk, around.ledgers);
    this.#desk = new LiveDesk(desk, {
      feedback: this.#feedback,
      settings: () => ledger.state.settings,
      limits: around.limits,
      meeting: () => this.#agenda.current?.ledger.state ?? null,
      words: () => this.#agenda.current?.ledger.words ?? new Map(),
      pending: () => pendingReceipts(this.#agenda.ledgers),
      lately: () => this.#agenda.lately,
      ...{ now, standing, changed, failed },
    });
    this.#bars = new Attention({ now, failed, work: () => this.#bar() });
    this.#retention = new Retention({ circle: ledger, desk, ledgers: around.ledgers, failed });
    const stopAnew = ledger.onRestart(() => this.#closeEnded());
    const stop = ledger.onCommit(({ before, after, commit }) => {
      changed(touchedInCircle(commit.facts));
      if (before.sessions !== after.sessions) this.#closeEnded();
      if (before.settings !== after.settings) this.#desk.attend();
      this.#agenda.look();
      if (before.members !== after.members) this.#bars.call();
      this.#retention.attend();
    });
    this.#stop = () => {
      stopAnew();
      stop();
    };
  }

  /** With all its meetings that are not over, so that what is due there happens. */
  static async load<Line>(
    ledger: CircleLedger,
    desk: DeskLedger,
    around: CircleSurroundings<Line>,
  ): Promise<LiveCircle<Line>> {
    const circle = new LiveCircle(ledger, desk, around);
    try {
      await circle.#rollCall?.start();
      await circle.#agenda.arrange();
      circle.#bars.call();
      circle.#retention.attend();
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
  lives({ person, session }: Pick<Watcher<Line>, 'person' | 'session'>): boolean {
    const { state } = this.#ledger;
    const living = livingSession(state, session, this.#around.ledgers.store.now());
    return living?.member === person;
  }

  /** No member, or none any more. */
  isForgotten(person: PersonId): boolean {
    return !this.#ledger.state.members.has(person);
  }

  /** When this session ends by itself, in epoch ms. */
  endOf(session: SessionId): Millis {
    return this.#ledger.state.sessions.get(session)?.until ?? 0;
  }

  /** Before a device of theirs connects: answers when it is true of their standing (VOI-12). */
  async barIfExcluded(used: Used): Promise<void> {
    await barUsed(this.#ledger, await this.#around.exclusions.current(), used);
  }

  get watchers(): ReadonlySet<Watcher<Line>> {
    return this.#audience.watchers;
  }

  get openMeetings(): number {
    return this.#agenda.size;
  }

  /** The exclusions from the organisation are others than before (VOI-12). */
  attendBars(): void {
    this.#bars.call();
  }

  /** A device has connected: it is told what it missed, or everything. `byItem`, `hidden`: see `Hello`. */
  watch(
    who: Pick<Watcher<Line>, 'person' | 'session' | 'device' | 'browser' | 'line' | 'byItem'>,
    had: Had | null,
    hidden = false,
  ): Watcher<Line> {
    const { person, device } = who;
    this.#presence.enter(person, device, hidden);
    this.#rollCall?.tell();
    this.#moved(person);
    this.#bars.call();
    return this.#audience.enter(who, had);
  }

  /** Whether the page of this device is in front. It is sent to no one (TRN-3, TRN-8). */
  turnTo({ person, device }: Watcher<Line>, hidden: boolean): void {
    if (!this.#presence.turnTo(person, device, hidden)) return;
    this.#rollCall?.tell();
    this.#agenda.current?.attend();
  }

  unwatch(watcher: Watcher<Line>): void {
    this.#audience.leave(watcher);
    this.#presence.leave(watcher.person, watcher.device);
    this.#rollCall?.tell();
    this.#moved(watcher.person);
  }

  /**
   * Answers when it is durable and what follows from it has been sent. Rejects when unknown.
   * `isOver`: whether whoever asked has stopped waiting, and may be asking another node.
   */
  async ask(
    watcher: Pick<Watcher<Line>, 'person' | 'session' | 'device'>,
    id: string,
    command: ClientCommand,
    isOver: () => boolean,
  ): Promise<CommandAnswer> {
    if (!this.lives(watcher)) {
      // WIRE-2: what was done before the session ended is not said to be refused.
      return (await this.hasDone(watcher.person, id)) ? { ok: true } : { refused: 'not-here' };
    }
    const answer = await this.#route(watcher, id, command, isOver);
    await this.#audience.settled();
    return answer;
  }

  /** Whether a command has had its effect, whichever ledger it was for. */
  async hasDone(person: PersonId, id: string): Promise<boolean> {
    const ledgers = [this.#agenda.current?.ledger, this.#ledger, this.#desk.ledger];
    const found = await Promise.all(ledgers.map((each) => each?.hasDone(person, id)));
    return found.includes(true) || this.#feedback.has({ by: person, id });
  }

  /** Answers when everything that was durable at the asking, on any node, has been sent. */
  async settled(): Promise<void> {
    if (this.#around.ledgers.store.shared) {
      const meeting = this.#agenda.current?.ledger;
      await Promise.all([this.#ledger, this.#desk.ledger, meeting].map((each) => each?.catchUp()));
    }
    await this.#audience.settled();
  }

  /** From now on other nodes see to what is due, and nobody who goes to them seems gone. */
  handOver(): void {
    this.#rollCall?.freeze();
    this.#bars.close();
    this.#desk.rest();
    this.#agenda.rest();
    this.#retention.close();
  }

  /** See `Audience.olderDesk`. */
  olderDesk(watcher: Watcher<Line>, list: DeskList): boolean {
    return this.#audience.olderDesk(watcher, list);
  }

  earlier(person: PersonId, before: string) {
    return this.#audience.earlier(person, before);
  }

  close(): void {
    this.#stop();
    this.#audience.close();
    this.#barrier.close();
    this.#rollCall?.close();
    this.#bars.close();
    this.#desk.close();
    this.#agenda.close();
    this.#retention.close();
  }

  async #route(
    watcher: Pick<Watcher<Line>, 'person' | 'session' | 'device'>,
    id: string,
    command: ClientCommand,
    isOver: () => boolean,
  ): Promise<CommandAnswer> {
    const { person, device } = watcher;
    const asking = {
      id,
      actor: person,
      present: (each: PersonId) => this.#presence.who(each),
      writes: this.#presence.writes(person, device),
    };
    if (command.do === 'write-here') {
      this.#presence.choose(person, device);
      this.#rollCall?.tell();
      this.#audience.changed();
      return { ok: true };
    }
    if (command.do === 'export-mine') return this.#export(person);
    if (command.do === 'erase-mine') return this.#erase(person, asking);
    if (command.do === 'forget-me') return this.#forget(person, asking);
    if (isFor('desk', command)) return this.#desk.handle(command, asking);
    if (isFor('circle', command)) {
      const own = command.do === 'intend' ? { ...command, meeting: this.#agenda.lately } : command;
      return this.#ledger.handle(own, { ...asking, standing: () => null });
    }
    const { current } = this.#agenda;
    if (!current) return { refused: 'not-here' };
    return current.handle(command, {
      ...asking,
      // At the decision itself: a session that ended meanwhile decides nothing.
      standing: () => (this.lives(watcher) ? this.standing(person) : null),
      // On one node the second asking waits behind the first.
      ...(this.#around.ledgers.store.shared && { isOver }),
    });
  }

  async #bar(): Promise<void> {
    const exclusions = await this.#around.exclusions.current();
    await reconcileBars(this.#ledger, exclusions, this.#audience.watchers);
    const meeting = this.#agenda.current?.ledger;
    if (meeting) await reconcileMeeting(this.#ledger, meeting);
  }

  async #export(person: PersonId): Promise<CommandAnswer> {
    const standing = this.standing(person);
    if (!standing) return { refused: 'not-here' };
    const meetings = await readableMeetings(this.#around.ledgers, this.#ledger.state);
    while (!this.#barrier.isPassed) await this.#barrier.catchUp();
    const desk = this.#deskOf(person, standing);
    return { ok: true, mine: exportOf(standing, meetings, desk, this.#intentionOf(person)) };
  }

  /** Everywhere that `export-mine` finds something; safe to ask twice, as it may stop half way. */
  async #erase(
    person: PersonId,
    asking: Omit<Parameters<MeetingLedger['handle']>[1], 'standing'>,
  ): Promise<CommandAnswer> {
    const standing = () => this.standing(person);
    if (!standing()) return { refused: 'not-here' };
    const meetings = await readableMeetings(this.#around.ledgers, this.#ledger.state);
    for (const meeting of meetings) {
      // Refused where they never were: there is nothing of theirs.
      await meeting.handle({ do: 'erase-mine' }, { ...asking, standing });
    }
    await this.#ledger.handle({ do: 'forget-intention' }, { ...asking, standing: () => null });
    return this.#desk.ledger.handle({ do: 'erase-mine', person }, serverAsks);
  }

  /** Answers when no ledger of the circle holds anything of theirs. */
  async #forget(
    person: PersonId,
    asking: Omit<Parameters<CircleLedger['handle']>[1], 'standing'>,
  ): Promise<CommandAnswer> {
    const meeting = this.#agenda.current?.ledger.state;
    const bound = meeting && isBoundIn(meeting, person) ? { boundIn: meeting.meeting } : {};
    const answer = await this.#ledger.handle(
      { do: 'forget-me', ...bound },
      { ...asking, standing: () => null },
    );
    if ('ok' in answer) await this.#retention.carryOut();
    return answer;
  }

  #deskOf(person: PersonId, standing: Standing) {
    const { state, words } = deskWithPending(this.#desk.ledger, this.#agenda.ledgers);
    return deskOf(state, words, this.#desk.at(person) ?? standing);
  }

  #intentionOf(person: PersonId) {
    return intentionOf(this.#ledger.state, this.#ledger.words, person);
  }

  /** At the end of this turn, when a log that began anew is read to its end. */
  #closeEnded(): void {
    this.#closing ??= setImmediate(() => {
      this.#closing = null;
      for (const watcher of [...this.watchers]) {
        if (this.lives(watcher)) continue;
        const stays = this.#staysFor(watcher);
        if (stays === 0) this.#around.close(watcher.line);
        else setTimeout(() => this.#around.close(watcher.line), stays).unref();
      }
    });
  }

  #staysFor({ person, session }: Watcher<Line>): Millis {
    if (this.isForgotten(person)) return forgottenStays;
    const renewed = this.#ledger.state.endings.get(session)?.why === 'new-code';
    return renewed ? renewedStays : 0;
  }

  /** Absent: anybody's connections may be others than before. */
  #moved(person?: PersonId): void {
    if (person === undefined) this.#audience.changed();
    else this.#audience.moved(person);
    this.#agenda.current?.attend();
  }
}
