/**
 * The read-only state of one circle on this node: its ledger replicas and its presence, and
 * what follows from them for one person. Each call reads the present state; of the desk it keeps
 * what it computed (desk-views.ts). It does not change anything and knows nobody who does.
 */
import {
  type AgreedText,
  type AgreementsQuestion,
  activeSession,
  agreedTextOf,
  agreementsQuestionOf,
  type DeskView,
  deskStandingOf,
  type Intention,
  intentionOf,
  lastMeetingOf,
  type MeetingId,
  type Millis,
  type PersonId,
  type SessionId,
  type Standing,
  standingInMeeting,
} from '@holdspace/core';
import type { CircleLedger } from '../ledger/ledgers.ts';
import { seatTokenOf } from '../security/tokens.ts';
import { DeskViews } from './desk-views.ts';
import type {
  DeskReader,
  LedgerReader,
  PresenceReader,
  RunningMeetings,
} from './ledger-readers.ts';

export class CircleReplica {
  readonly circle: LedgerReader<CircleLedger>;
  readonly desk: DeskReader;
  readonly meetings: RunningMeetings;
  readonly presence: PresenceReader;
  readonly #clock: { now(): Millis };
  readonly #deskViews: DeskViews;

  constructor(parts: {
    readonly circle: LedgerReader<CircleLedger>;
    readonly desk: DeskReader;
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
    this.#deskViews = new DeskViews(parts.desk, parts.meetings);
  }

  now(): Millis {
    return this.#clock.now();
  }

  /** The meeting that has begun, or was the last; the current one may be planned only. */
  get lastMeeting(): MeetingId | null {
    return lastMeetingOf(this.circle.state, this.meetings.current?.state ?? null);
  }

  /** Null for people who are not members. With their seat in the meeting that is now (RHY-6). */
  standingOf(person: PersonId): Standing | null {
    const { state, words } = this.circle;
    const meeting = this.meetings.current?.state.meeting ?? null;
    return standingInMeeting(state, words, person, meeting, seatTokenOf);
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

  /** What this member has to agree to first; null when there is nothing (AGR-2). */
  agreementsQuestionOf(standing: Standing): AgreementsQuestion | null {
    const { state, words } = this.circle;
    const meeting = this.meetings.current?.state ?? null;
    return agreementsQuestionOf(state, words, standing, meeting, this.now());
  }

  /** What this member agreed to last; for that person alone (AGR-1). */
  agreedTextOf(person: PersonId): AgreedText | null {
    return agreedTextOf(this.circle.state, this.circle.words, person);
  }

  /** See `deskStandingOf` in core; null for people who are not members. */
  deskStandingOf(person: PersonId): Standing | null {
    const standing = this.standingOf(person);
    return standing && this.#atDesk(standing);
  }

  /** Their part of the desk, with the receipts that the desk has not filed yet (VOI-3). */
  deskViewOf(standing: Standing): DeskView {
    return this.#deskViews.viewOf(this.#atDesk(standing));
  }

  #atDesk(standing: Standing): Standing {
    const meeting = this.meetings.current?.state ?? null;
    return deskStandingOf(standing, meeting, this.desk.state, this.now());
  }
}
