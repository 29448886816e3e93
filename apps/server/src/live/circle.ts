/**
 * A circle alive on this node: its ledger and desk, its meetings, who is connected and who
 * is watching. Commands come in here and are given to the ledger they are for; what follows
 * goes to the audience. It does not know sockets, and authority is the ledger's alone.
 */
import type { ClientCommand, DeskCommand, OwnCommand, PersonId, Standing } from '@holdspace/core';
import {
  currentMeeting,
  deskCommandNames,
  deskOf,
  intentionOf,
  ownCommandNames,
  standingOf,
} from '@holdspace/core';
import type { CommandAnswer } from '@holdspace/protocol';
import { serverAsks } from '../asking.ts';
import type { CircleLedger, DeskLedger, Ledgers, MeetingLedger } from '../ledgers.ts';
import { meetingLedger, readableMeetings } from '../meetings.ts';
import { Alarm } from './alarm.ts';
import { Audience, type Delivery, type Watcher } from './audience.ts';
import { LiveDesk } from './desk.ts';
import { LiveMeeting } from './meeting.ts';
import { exportOf } from './own.ts';
import { MemoryPresence } from './presence.ts';
import type { PublicLog } from './public-log.ts';
import { tellHouse } from './to-house.ts';

export interface CircleSurroundings<Line> {
  readonly ledgers: Ledgers;
  readonly delivery: Delivery<Line>;
  readonly logOf: (ledger: MeetingLedger) => PublicLog;
  readonly failed: (error: unknown) => void;
}

export interface Had {
  readonly log: string;
  readonly at: number;
}

const isDesk = (command: ClientCommand): command is DeskCommand =>
  deskCommandNames.some((name) => name === command.do);
const isOwn = (command: ClientCommand): command is OwnCommand =>
  ownCommandNames.some((name) => name === command.do);

/** Which meeting is now can change with time alone; looked at this often, in milliseconds. */
const lookAgain = 5000;

export class LiveCircle<Line> {
  readonly #ledger: CircleLedger;
  readonly #desk: LiveDesk;
  readonly #around: CircleSurroundings<Line>;
  readonly #presence = new MemoryPresence();
  readonly #audience: Audience<Line>;
  readonly #meetings = new Map<string, LiveMeeting>();
  readonly #stop: () => void;
  readonly #look: Alarm;
  #current: LiveMeeting | null = null;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(ledger: CircleLedger, desk: DeskLedger, around: CircleSurroundings<Line>) {
    this.#ledger = ledger;
    this.#around = around;
    const now = () => around.ledgers.store.now();
    const { failed } = around;
    const standing = (person: PersonId) => this.standing(person);
    const changed = () => this.#audience.changed();
    this.#audience = new Audience<Line>(
      {
        now,
        presence: this.#presence,
        meeting: () => this.#current,
        failed,
        standing,
        desk: (person, own) => this.#deskOf(person, own),
        intention: (person) => this.#intentionOf(person),
      },
      around.delivery,
    );
    const meeting = () => this.#current?.ledger.state ?? null;
    const settings = () => ledger.state.settings;
    this.#desk = new LiveDesk(desk, { now, settings, meeting, standing, changed, failed });
    this.#look = new Alarm(now, () => this.#lookAfterMeetings());
    this.#stop = ledger.onCommit(({ before, after }) => {
      changed();
      if (before.settings !== after.settings) this.#desk.attend();
      this.#lookAfterMeetings();
    });
  }

  /** With all its meetings that are not over, so that what is due there happens. */
  static async load<Line>(
    ledger: CircleLedger,
    desk: DeskLedger,
    around: CircleSurroundings<Line>,
  ): Promise<LiveCircle<Line>> {
    const circle = new LiveCircle(ledger, desk, around);
    try {
      await circle.#arrange();
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

  get watchers(): ReadonlySet<Watcher<Line>> {
    return this.#audience.watchers;
  }

  get openMeetings(): number {
    return this.#meetings.size;
  }

  /** A device has connected: it is told what it missed, or everything. */
  watch(person: PersonId, device: string, line: Line, had: Had | null): Watcher<Line> {
    this.#presence.enter(person, device);
    this.#moved();
    return this.#audience.enter({ person, device, line }, had);
  }

  unwatch(watcher: Watcher<Line>): void {
    this.#audience.leave(watcher);
    this.#presence.leave(watcher.person, watcher.device);
    this.#moved();
  }

  /** Answers when it is durable and what follows from it has been sent. Rejects when unknown. */
  async ask(
    { person, device }: Pick<Watcher<Line>, 'person' | 'device'>,
    id: string,
    command: ClientCommand,
  ): Promise<CommandAnswer> {
    const answer = await this.#route(person, device, id, command);
    await this.#audience.settled();
    return answer;
  }

  /** Answers when everything durable until now has been sent. */
  settled(): Promise<void> {
    return this.#audience.settled();
  }

  earlier(person: PersonId, before: string) {
    return this.#audience.earlier(person, before);
  }

  close(): void {
    this.#closed = true;
    this.#look.set(null);
    this.#stop();
    this.#desk.close();
    for (const meeting of this.#meetings.values()) meeting.close();
  }

  async #route(
    person: PersonId,
    device: string,
    id: string,
    command: ClientCommand,
  ): Promise<CommandAnswer> {
    const asking = {
      id,
      actor: person,
      present: (each: PersonId) => this.#presence.who(each),
      writes: this.#presence.writes(person, device),
    };
    if (command.do === 'write-here') {
      this.#presence.choose(person, device);
      this.#audience.changed();
      return { ok: true };
    }
    if (command.do === 'export-mine') return this.#export(person);
    if (isDesk(command)) return this.#desk.handle(command, asking);
    if (isOwn(command)) {
      const meeting = this.#current?.ledger.state.meeting ?? null;
      const own = command.do === 'intend' ? { ...command, meeting } : command;
      return this.#ledger.handle(own, { ...asking, standing: () => null });
    }
    if (!this.#current) return { refused: 'not-here' };
    return this.#current.handle(command, { ...asking, standing: () => this.standing(person) });
  }

  async #export(person: PersonId): Promise<CommandAnswer> {
    const standing = this.standing(person);
    if (!standing) return { refused: 'not-here' };
    const meetings = await readableMeetings(this.#around.ledgers, this.#ledger.state);
    const desk = this.#deskOf(person, standing);
    return { ok: true, mine: exportOf(standing, meetings, desk, this.#intentionOf(person)) };
  }

  #deskOf(person: PersonId, standing: Standing) {
    const { ledger } = this.#desk;
    return deskOf(ledger.state, ledger.words, this.#desk.at(person) ?? standing);
  }

  #intentionOf(person: PersonId) {
    return intentionOf(this.#ledger.state, this.#ledger.words, person);
  }

  #moved(): void {
    this.#audience.changed();
    this.#current?.attend();
  }

  #lookAfterMeetings(): void {
    this.#looking = this.#looking.then(async () => {
      if (this.#closed) return;
      await this.#arrange().catch(this.#around.failed);
    });
  }

  async #arrange(): Promise<void> {
    const { ledgers } = this.#around;
    try {
      const { state } = this.#ledger;
      for (const planned of state.meetings) {
        if (!planned.ended) await this.#open(planned);
      }
      const planned = currentMeeting(state, ledgers.store.now());
      const current = planned && (await this.#open(planned));
      if (current !== this.#current) {
        this.#current = current;
        this.#moved();
      }
      for (const [id, meeting] of this.#meetings) await this.#endIfOver(id, meeting);
      await tellHouse(ledgers, this.#ledger);
    } finally {
      if (!this.#closed) this.#look.set(ledgers.store.now() + lookAgain);
    }
  }

  async #open(planned: Parameters<typeof meetingLedger>[2]): Promise<LiveMeeting> {
    const known = this.#meetings.get(planned.meeting);
    if (known) return known;
    const { ledgers, logOf, failed } = this.#around;
    const ledger = await meetingLedger(ledgers, this.#ledger.state, planned);
    const meeting = new LiveMeeting(ledger, logOf(ledger), {
      now: () => ledgers.store.now(),
      presence: this.#presence,
      deliver: async (outgoing) =>
        outgoing.to === 'desk'
          ? this.#desk.ledger.handle(outgoing.command, serverAsks)
          : this.#ledger.handle(outgoing.command, serverAsks),
      changed: () => {
        this.#audience.changed();
        if (isEnded(meeting)) this.#lookAfterMeetings();
      },
      failed,
    });
    this.#meetings.set(planned.meeting, meeting);
    return meeting;
  }

  /** The circle keeps in mind that it is over; it stays alive until its words are gone (PHA-6). */
  async #endIfOver(id: string, meeting: LiveMeeting): Promise<void> {
    if (!isEnded(meeting)) return;
    const planned = this.#ledger.state.meetings.find((each) => each.meeting === id);
    if (planned && !planned.ended) {
      await this.#ledger.handle({ do: 'end-meeting', meeting: planned.meeting }, serverAsks);
    } else if (meeting !== this.#current && meeting.ledger.state.phase === 'purged') {
      meeting.close();
      this.#meetings.delete(id);
    }
  }
}

const isEnded = ({ ledger: { state } }: LiveMeeting): boolean =>
  state.phase === 'closed' || state.phase === 'purged';
