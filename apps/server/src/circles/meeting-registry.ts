/**
 * The meetings of one circle that are alive on this node, and which of them is now. A meeting
 * stays alive until its words are gone; the circle keeps in mind that it is over. What happens
 * in a meeting is none of its business.
 */
import type { MeetingId, PlannedMeeting } from '@holdspace/core';
import {
  attendeesOf,
  currentMeeting,
  isMeetingEnded,
  isUnderWay,
  lastMeetingOf,
} from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger, Ledgers, MeetingLedger } from '../ledger/ledgers.ts';
import type { ChangeLog } from '../projection/change-log.ts';
import { DeadlineTimer } from '../scheduling/deadline-timer.ts';
import { meetingLedger } from './meeting-ledgers.ts';
import { MeetingRuntime, type MeetingRuntimeDependencies } from './meeting-runtime.ts';

export interface MeetingRegistryDependencies extends Omit<MeetingRuntimeDependencies, 'now'> {
  readonly ledgers: Ledgers;
  readonly changeLogOf: (ledger: MeetingLedger) => ChangeLog;
  /** Another meeting is now. */
  readonly onCurrentChanged: () => void;
  /** Whatever else has to be seen to when the circle has changed; tried again when it fails. */
  readonly deliverOutbox: () => Promise<void>;
}

/** Which meeting is now can change with time alone; looked at this often, in milliseconds. */
const checkInterval = 5000;

export class MeetingRegistry {
  readonly #circle: CircleLedger;
  readonly #dependencies: MeetingRegistryDependencies;
  readonly #meetings = new Map<MeetingId, MeetingRuntime>();
  readonly #checkTimer: DeadlineTimer;
  #current: MeetingRuntime | null = null;
  #checkQueue: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(circle: CircleLedger, around: MeetingRegistryDependencies) {
    this.#circle = circle;
    this.#dependencies = around;
    this.#checkTimer = new DeadlineTimer(
      () => around.ledgers.store.now(),
      () => this.requestCheck(),
    );
  }

  /** The meeting that is under way or comes next; null when there is none. */
  get current(): MeetingRuntime | null {
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
  get lastMeeting(): MeetingId | null {
    return lastMeetingOf(this.#circle.state, this.#current?.ledger.state ?? null);
  }

  /** The circle, or one of its meetings, has changed. */
  requestCheck(): void {
    this.#checkQueue = this.#checkQueue.then(async () => {
      if (this.#closed) return;
      await this.reconcile().catch(this.#dependencies.failed);
    });
  }

  async reconcile(): Promise<void> {
    const { ledgers, onCurrentChanged: moved, deliverOutbox: besides } = this.#dependencies;
    try {
      const { state } = this.#circle;
      for (const planned of state.meetings) {
        if (!planned.ended) await this.#load(planned);
      }
      const planned = currentMeeting(state, ledgers.store.now(), (id) => {
        const meeting = this.#meetings.get(id);
        return meeting !== undefined && isUnderWay(meeting.ledger.state);
      });
      const current = planned && (await this.#load(planned));
      if (current !== this.#current) {
        this.#current = current;
        moved();
      }
      for (const [id, meeting] of this.#meetings) await this.#endIfOver(id, meeting);
      await besides();
    } finally {
      if (!this.#closed) this.#checkTimer.set(ledgers.store.now() + checkInterval);
    }
  }

  /** See `MeetingRuntime.rest`. */
  standDown(): void {
    this.#closed = true;
    this.#checkTimer.set(null);
    for (const meeting of this.#meetings.values()) meeting.standDown();
  }

  close(): void {
    this.standDown();
    for (const meeting of this.#meetings.values()) meeting.close();
  }

  async #load(planned: PlannedMeeting): Promise<MeetingRuntime> {
    const known = this.#meetings.get(planned.meeting);
    if (known) return known;
    const { ledgers, changeLogOf: logOf, ...around } = this.#dependencies;
    const ledger = await meetingLedger(ledgers, this.#circle.state, planned);
    const meeting = new MeetingRuntime(ledger, logOf(ledger), {
      ...around,
      now: () => ledgers.store.now(),
      onChanged: (who) => {
        around.onChanged(who);
        if (isEnded(meeting)) this.requestCheck();
      },
    });
    this.#meetings.set(planned.meeting, meeting);
    return meeting;
  }

  async #endIfOver(id: MeetingId, meeting: MeetingRuntime): Promise<void> {
    if (!isEnded(meeting)) return;
    const planned = this.#circle.state.meetings.find((each) => each.meeting === id);
    if (planned && !planned.ended) {
      const came = attendeesOf(meeting.ledger.state);
      await this.#circle.handle({ do: 'end-meeting', meeting: id, came }, systemContext);
    } else if (meeting !== this.#current && meeting.ledger.state.phase === 'purged') {
      meeting.close();
      this.#meetings.delete(id);
    }
  }
}

const isEnded = ({ ledger: { state } }: MeetingRuntime): boolean => isMeetingEnded(state);
