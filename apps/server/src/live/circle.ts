/**
 * A circle alive on this node: its ledger and desk, its meetings, who is connected and who
 * is watching. Commands come in here and are given to the ledger they are for; what follows
 * goes to the audience. It does not know sockets, and authority is the ledger's alone.
 */
import type { ClientCommand, DeskCommand, PersonId, Standing } from '@holdspace/core';
import { currentMeeting, deskCommandNames, deskOf, standingOf } from '@holdspace/core';
import type { CommandAnswer } from '@holdspace/protocol';
import { serverAsks } from '../asking.ts';
import type { CircleLedger, DeskLedger, Ledgers, MeetingLedger } from '../ledgers.ts';
import { meetingLedger } from '../meetings.ts';
import { Alarm } from './alarm.ts';
import { Audience, type Delivery, type Watcher } from './audience.ts';
import { LiveMeeting } from './meeting.ts';
import { MemoryPresence } from './presence.ts';
import type { PublicLog } from './public-log.ts';

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

/** Which meeting is now can change with time alone; looked at this often, in milliseconds. */
const lookAgain = 5000;

export class LiveCircle<Line> {
  readonly #ledger: CircleLedger;
  readonly #desk: DeskLedger;
  readonly #around: CircleSurroundings<Line>;
  readonly #presence = new MemoryPresence();
  readonly #audience: Audience<Line>;
  readonly #meetings = new Map<string, LiveMeeting>();
  readonly #stops: (() => void)[];
  readonly #look: Alarm;
  #current: LiveMeeting | null = null;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(ledger: CircleLedger, desk: DeskLedger, around: CircleSurroundings<Line>) {
    this.#ledger = ledger;
    this.#desk = desk;
    this.#around = around;
    const now = () => around.ledgers.store.now();
    this.#audience = new Audience<Line>(
      {
        now,
        presence: this.#presence,
        meeting: () => this.#current,
        failed: around.failed,
        standing: (person) => this.standing(person),
        desk: (person, standing) => deskOf(desk.state, desk.words, this.#atDesk(person, standing)),
      },
      around.delivery,
    );
    this.#look = new Alarm(now, () => this.#lookAfterMeetings());
    this.#stops = [
      ledger.onCommit(() => {
        this.#audience.changed();
        this.#lookAfterMeetings();
      }),
      desk.onCommit(() => this.#audience.changed()),
    ];
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
    for (const stop of this.#stops) stop();
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
    const standing = () => this.standing(person);
    if (command.do === 'write-here') {
      this.#presence.choose(person, device);
      this.#audience.changed();
      return { ok: true };
    }
    if (isDesk(command)) {
      const atDesk = () => {
        const own = standing();
        return own && this.#atDesk(person, own);
      };
      return this.#desk.handle(command, { ...asking, standing: atDesk });
    }
    if (!this.#current) return { refused: 'not-here' };
    return this.#current.handle(command, { ...asking, standing });
  }

  /** VOI-7: to who was removed from the meeting only their own part of the desk is left. */
  #atDesk(person: PersonId, standing: Standing): Standing {
    const removed = this.#current?.ledger.state.people.get(person)?.whereabouts === 'removed';
    return removed ? { ...standing, role: 'participant' } : standing;
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
          ? this.#desk.handle(outgoing.command, serverAsks)
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

  /** The circle keeps in mind that it is over; after that, only the current one stays alive. */
  async #endIfOver(id: string, meeting: LiveMeeting): Promise<void> {
    if (!isEnded(meeting)) return;
    const planned = this.#ledger.state.meetings.find((each) => each.meeting === id);
    if (planned && !planned.ended) {
      await this.#ledger.handle({ do: 'end-meeting', meeting: planned.meeting }, serverAsks);
    } else if (meeting !== this.#current) {
      meeting.close();
      this.#meetings.delete(id);
    }
  }
}

const isEnded = ({ ledger: { state } }: LiveMeeting): boolean =>
  state.phase === 'closed' || state.phase === 'purged';
