/**
 * What each person may see of one circle as it is now: the meeting as the core shows it, with
 * what the desk and the circle add. It keeps nothing, and whom it tells of it is the
 * audience's business.
 */
import type {
  Intention,
  Millis,
  PersonId,
  Presence,
  PublicChange,
  Standing,
} from '@holdspace/core';
import {
  type DeskView,
  isInMeeting,
  joinPrivateState,
  jsonByteLength,
  meetingViewOf,
  privateViewOf,
} from '@holdspace/core';
import type { Message } from '@holdspace/protocol';
import type { MeetingLedger } from '../ledger/ledgers.ts';
import type { ChangeLog } from './change-log.ts';
import type { PrivateState } from './private-diff.ts';

/** The state of the circle that the projection reads. */
export interface ProjectionSource {
  readonly now: () => Millis;
  readonly presence: {
    presenceOf(person: PersonId): Presence;
    /** Whether this device is the one of the person's devices that may write now. */
    isWritingDevice(person: PersonId, device: string): boolean;
  };
  /** Null before the first meeting is planned. */
  meeting(): { readonly ledger: MeetingLedger; readonly changeLog: ChangeLog } | null;
  standing(person: PersonId): Standing | null;
  /** That person's part of the desk, empty words and all. */
  desk(person: PersonId, standing: Standing): DeskView;
  intention(person: PersonId): Intention | null;
  failed(error: unknown): void;
}

export interface ResumePoint {
  readonly log: string;
  readonly at: number;
}

/** The page of the timeline that a snapshot carries: so many messages, and so much of them. */
export const pageSize = 200;
const pageBytes = 128 * 1024;

/** The newest of them that fit a page, and at least one. */
export function lastPage(messages: readonly Message[]): readonly Message[] {
  let bytes = 0;
  let from = messages.length;
  for (const { text, note = '' } of messages.toReversed()) {
    bytes += jsonByteLength(text) + jsonByteLength(note);
    if (messages.length - from === pageSize || (bytes > pageBytes && from < messages.length)) break;
    from--;
  }
  return messages.slice(from);
}

export class ViewerProjection {
  readonly #source: ProjectionSource;

  constructor(scene: ProjectionSource) {
    this.#source = scene;
  }

  /** What they missed since; null when only a snapshot can say it. */
  missedChanges(person: PersonId, had: ResumePoint): readonly PublicChange[] | null {
    const meeting = this.#source.meeting();
    if (!meeting || had.log !== meeting.ledger.log) return null;
    const { state } = meeting.ledger;
    // PHA-6: what is purged is not said again, and is taken back from who still has it.
    if (!isInMeeting(state, person) || state.phase === 'purged') return null;
    return meeting.changeLog.changesAfter(had.at, person);
  }

  /** Changes whenever what this person may see begins anew. */
  epoch(person: PersonId): string {
    const meeting = this.#source.meeting();
    if (!meeting) return 'none';
    const { state } = meeting.ledger;
    const role = this.#source.standing(person)?.role;
    const since = isInMeeting(state, person) ? meeting.changeLog.joinedAt(person) : null;
    if (since !== null && meeting) {
      return [
        meeting.ledger.log,
        state.meeting,
        since,
        role,
        meeting.changeLog.resetEpoch(person),
      ].join();
    }
    const outside = this.view(person);
    return JSON.stringify([state.meeting, role, { ...outside, mine: null }]);
  }

  /** The private part of one person on one device as it is now; null for strangers. */
  privateState(person: PersonId, device: string): PrivateState | null {
    const meeting = this.#source.meeting();
    const standing = this.#source.standing(person);
    if (!meeting || !standing) return null;
    const { state, words } = meeting.ledger;
    const viewer = {
      ...this.#viewer(person),
      writes: this.#source.presence.isWritingDevice(person, device),
    };
    return joinPrivateState(
      privateViewOf(state, words, viewer),
      this.#source.desk(person, standing),
      this.#source.intention(person),
    );
  }

  /** What this person may read, oldest first, a page of it before the message named. */
  earlierPage(person: PersonId, before: string): { messages: readonly Message[]; more: boolean } {
    const timeline = this.view(person)?.timeline ?? [];
    const end = timeline.findIndex(({ id }) => id === before);
    if (end < 0) return { messages: [], more: false };
    const messages = lastPage(timeline.slice(0, end));
    return { messages, more: messages.length < end };
  }

  /** With so many of the newest messages at most. */
  view(person: PersonId, most?: number) {
    const meeting = this.#source.meeting();
    if (!meeting) return null;
    const { state, words } = meeting.ledger;
    return meetingViewOf(state, words, this.#viewer(person), most);
  }

  #viewer(person: PersonId) {
    return {
      person,
      standing: this.#source.standing(person),
      writes: true,
      now: this.#source.now(),
      present: (each: PersonId) => this.#source.presence.presenceOf(each),
    };
  }

  /** RND-17: after a start everybody who was in counts as connected until it has settled. */
  connectedPeople(): PersonId[] {
    const meeting = this.#source.meeting();
    if (!meeting) return [];
    const { state } = meeting.ledger;
    return [...state.people.keys()].filter(
      (id) => isInMeeting(state, id) && this.#source.presence.presenceOf(id) !== 'away',
    );
  }
}
