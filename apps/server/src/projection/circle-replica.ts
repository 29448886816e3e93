/**
 * The read-only state of one circle on this node: its ledger replicas and its presence, and
 * what follows from them for one person. Each call reads the present state; nothing is cached.
 * It does not change anything and knows nobody who does.
 */
import {
  activeSession,
  type DeskView,
  deskViewOf,
  deskWithPending,
  exclusionStatus,
  hasOpenCalls,
  type Intention,
  intentionOf,
  type MeetingId,
  type Millis,
  type PersonId,
  type Presence,
  type SessionId,
  type Standing,
  standingOf,
} from '@holdspace/core';
import type { CircleLedger, DeskLedger, MeetingLedger } from '../ledger/ledgers.ts';

/** The part of a ledger runtime that shows what this node has read. */
type Reader<Ledger> = Ledger extends { state: unknown; words: unknown; log: string }
  ? Pick<Ledger, 'state' | 'words' | 'log'>
  : never;

export type MeetingReader = Reader<MeetingLedger> & Pick<MeetingLedger, 'changeLog'>;

/** The meetings of the circle that run on this node. */
export interface RunningMeetings {
  /** The meeting that is under way or comes next; null when there is none. */
  readonly current: MeetingReader | null;
  readonly all: readonly MeetingReader[];
}

export interface PresenceReader {
  presenceOf(person: PersonId): Presence;
  isWritingDevice(person: PersonId, device: string): boolean;
}

export class CircleReplica {
  readonly circle: Reader<CircleLedger>;
  readonly desk: Reader<DeskLedger>;
  readonly meetings: RunningMeetings;
  readonly presence: PresenceReader;
  readonly #clock: { now(): Millis };

  constructor(parts: {
    readonly circle: Reader<CircleLedger>;
    readonly desk: Reader<DeskLedger>;
    readonly meetings: RunningMeetings;
    readonly presence: PresenceReader;
    /** The clock that all nodes share. */
    readonly clock: { now(): Millis };
  }) {
    this.circle = parts.circle;
    this.desk = parts.desk;
    this.meetings = parts.meetings;
    this.presence = parts.presence;
    this.#clock = parts.clock;
  }

  now(): Millis {
    return this.#clock.now();
  }

  /** The meeting that has begun, or was the last; the current one may be planned only. */
  get lastMeeting(): MeetingId | null {
    const { phase, meeting } = this.meetings.current?.state ?? {};
    if (meeting && phase !== 'scheduled' && phase !== 'doors') return meeting;
    return this.circle.state.meetings.findLast(({ ended }) => ended)?.meeting ?? null;
  }

  /** Null for people who are not members. */
  standingOf(person: PersonId): Standing | null {
    return standingOf(this.circle.state, this.circle.words, person);
  }

  /** Whether this session is active and belongs to this person (KEY-2). */
  hasLiveSession(person: PersonId, session: SessionId): boolean {
    return activeSession(this.circle.state, session, this.now())?.member === person;
  }

  /** Not a member, or not any more. */
  isForgotten(person: PersonId): boolean {
    return !this.circle.state.members.has(person);
  }

  /** The time at which this session expires, in epoch ms. */
  sessionEnd(session: SessionId): Millis {
    return this.circle.state.sessions.get(session)?.until ?? 0;
  }

  intentionOf(person: PersonId): Intention | null {
    return intentionOf(this.circle.state, this.circle.words, person);
  }

  /**
   * Their standing at the desk. VOI-7: a removed or excluded person has only their own part of
   * it. FAC-3: an acting facilitator has the facilitators' part during the meeting, and after it
   * as long as a call for help is open (DSK-7).
   */
  deskStandingOf(person: PersonId): Standing | null {
    const standing = this.standingOf(person);
    if (!standing) return null;
    const meeting = this.meetings.current?.state ?? null;
    if (exclusionStatus(meeting, standing, this.now()) !== null) {
      return { ...standing, role: 'participant' };
    }
    const isOver = meeting?.phase === 'closed' || meeting?.phase === 'purged';
    const lasts = !isOver || hasOpenCalls(this.desk.state);
    return lasts && meeting?.people.get(person)?.role === 'facilitator'
      ? { ...standing, role: 'facilitator' }
      : standing;
  }

  /** Their part of the desk, with the receipts that the desk has not filed yet (VOI-3). */
  deskViewOf(standing: Standing): DeskView {
    const { state, words } = deskWithPending(this.desk, this.meetings.all);
    return deskViewOf(state, words, this.deskStandingOf(standing.person) ?? standing);
  }
}
