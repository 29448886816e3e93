/**
 * The meetings of one circle that are alive on this node, and which of them is now. A meeting
 * stays alive until its words are gone; the circle keeps in mind that it is over. What happens
 * in a meeting is none of its business.
 */
import type { MeetingId, PlannedMeeting } from '@holdspace/core';
import { currentMeeting } from '@holdspace/core';
import { serverAsks } from '../asking.ts';
import type { CircleLedger, Ledgers, MeetingLedger } from '../ledgers.ts';
import { isUnderWay, meetingLedger } from '../meetings.ts';
import { Alarm } from './alarm.ts';
import { LiveMeeting, type MeetingSurroundings } from './meeting.ts';
import type { PublicLog } from './public-log.ts';

export interface AgendaSurroundings extends Omit<MeetingSurroundings, 'now'> {
  readonly ledgers: Ledgers;
  readonly logOf: (ledger: MeetingLedger) => PublicLog;
  /** Another meeting is now. */
  readonly moved: () => void;
  /** Whatever else has to be seen to when the circle has changed; tried again when it fails. */
  readonly besides: () => Promise<void>;
}

/** Which meeting is now can change with time alone; looked at this often, in milliseconds. */
const lookAgain = 5000;

export class Agenda {
  readonly #circle: CircleLedger;
  readonly #around: AgendaSurroundings;
  readonly #meetings = new Map<MeetingId, LiveMeeting>();
  readonly #look: Alarm;
  #current: LiveMeeting | null = null;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(circle: CircleLedger, around: AgendaSurroundings) {
    this.#circle = circle;
    this.#around = around;
    this.#look = new Alarm(
      () => around.ledgers.store.now(),
      () => this.look(),
    );
  }

  /** The meeting that is under way or comes next; null when there is none. */
  get current(): LiveMeeting | null {
    return this.#current;
  }

  /** Of all meetings that are alive on this node. */
  get ledgers(): readonly MeetingLedger[] {
    return [...this.#meetings.values()].map(({ ledger }) => ledger);
  }

  get size(): number {
    return this.#meetings.size;
  }

  /** The meeting that has begun, or was last: the next one may be planned already. */
  get lately(): MeetingId | null {
    const { phase, meeting } = this.#current?.ledger.state ?? {};
    if (meeting && phase !== 'scheduled' && phase !== 'doors') return meeting;
    return this.#circle.state.meetings.findLast(({ ended }) => ended)?.meeting ?? null;
  }

  /** The circle, or one of its meetings, has changed. */
  look(): void {
    this.#looking = this.#looking.then(async () => {
      if (this.#closed) return;
      await this.arrange().catch(this.#around.failed);
    });
  }

  async arrange(): Promise<void> {
    const { ledgers, moved, besides } = this.#around;
    try {
      const { state } = this.#circle;
      for (const planned of state.meetings) {
        if (!planned.ended) await this.#open(planned);
      }
      const planned = currentMeeting(state, ledgers.store.now(), (id) => {
        const meeting = this.#meetings.get(id);
        return meeting !== undefined && isUnderWay(meeting.ledger.state);
      });
      const current = planned && (await this.#open(planned));
      if (current !== this.#current) {
        this.#current = current;
        moved();
      }
      for (const [id, meeting] of this.#meetings) await this.#endIfOver(id, meeting);
      await besides();
    } finally {
      if (!this.#closed) this.#look.set(ledgers.store.now() + lookAgain);
    }
  }

  /** See `LiveMeeting.rest`. */
  rest(): void {
    this.#closed = true;
    this.#look.set(null);
    for (const meeting of this.#meetings.values()) meeting.rest();
  }

  close(): void {
    this.rest();
    for (const meeting of this.#meetings.values()) meeting.close();
  }

  async #open(planned: PlannedMeeting): Promise<LiveMeeting> {
    const known = this.#meetings.get(planned.meeting);
    if (known) return known;
    const { ledgers, logOf, ...around } = this.#around;
    const ledger = await meetingLedger(ledgers, this.#circle.state, planned);
    const meeting = new LiveMeeting(ledger, logOf(ledger), {
      ...around,
      now: () => ledgers.store.now(),
      changed: (who) => {
        around.changed(who);
        if (isEnded(meeting)) this.look();
      },
    });
    this.#meetings.set(planned.meeting, meeting);
    return meeting;
  }

  async #endIfOver(id: MeetingId, meeting: LiveMeeting): Promise<void> {
    if (!isEnded(meeting)) return;
    const planned = this.#circle.state.meetings.find((each) => each.meeting === id);
    if (planned && !planned.ended) {
      const came = [...meeting.ledger.state.people.values()]
        .filter(({ from }) => from !== null)
        .map(({ id: person }) => person);
      await this.#circle.handle({ do: 'end-meeting', meeting: id, came }, serverAsks);
    } else if (meeting !== this.#current && meeting.ledger.state.phase === 'purged') {
      meeting.close();
      this.#meetings.delete(id);
    }
  }
}

const isEnded = ({ ledger: { state } }: LiveMeeting): boolean =>
  state.phase === 'closed' || state.phase === 'purged';
