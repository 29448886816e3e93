/**
 * What each person may see of one circle now: the meeting view of core, with what the desk and
 * the circle add. It keeps no state and does not know connections.
 */
import {
  isInMeeting,
  joinPrivateState,
  jsonByteLength,
  meetingViewOf,
  type PersonId,
  type PublicChange,
  privateViewOf,
} from '@holdspace/core';
import type { Message } from '@holdspace/protocol';
import type { CircleReplica, MeetingReader } from './circle-replica.ts';
import type { PrivateState } from './private-diff.ts';

/** The log and the position that a client has. */
export interface ResumePoint {
  readonly log: string;
  readonly at: number;
}

/** The page of the timeline in a snapshot: at most so many messages and bytes. */
export const pageSize = 200;
const pageBytes = 128 * 1024;

/** The newest messages that fit a page, at least one. */
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
  readonly #replica: CircleReplica;

  constructor(replica: CircleReplica) {
    this.#replica = replica;
  }

  /** The changes after `had`; null when the client needs a snapshot. */
  missedChanges(person: PersonId, had: ResumePoint): readonly PublicChange[] | null {
    const meeting = this.#meeting;
    if (!meeting || had.log !== meeting.log) return null;
    const { state } = meeting;
    // PHA-6: after the purge a snapshot removes the words that a client still has.
    if (!isInMeeting(state, person) || state.phase === 'purged') return null;
    return meeting.changeLog.changesAfter(had.at, person);
  }

  /** Another value than before means: this person needs a snapshot. */
  epoch(person: PersonId): string {
    const meeting = this.#meeting;
    if (!meeting) return 'none';
    const { state, changeLog } = meeting;
    const role = this.#replica.standingOf(person)?.role;
    const since = isInMeeting(state, person) ? changeLog.joinedAt(person) : null;
    if (since !== null) {
      return [meeting.log, state.meeting, since, role, changeLog.resetEpoch(person)].join();
    }
    const outside = this.view(person);
    return JSON.stringify([state.meeting, role, { ...outside, mine: null }]);
  }

  /** The private state of one person on one device; null for people who are not members. */
  privateState(person: PersonId, device: string): PrivateState | null {
    const meeting = this.#meeting;
    const standing = this.#replica.standingOf(person);
    if (!meeting || !standing) return null;
    const { state, words } = meeting;
    const viewer = {
      ...this.#viewer(person),
      writes: this.#replica.presence.isWritingDevice(person, device),
    };
    return joinPrivateState(
      privateViewOf(state, words, viewer),
      this.#replica.deskViewOf(standing),
      this.#replica.intentionOf(person),
    );
  }

  /** The page of readable messages before the given message, oldest first. */
  earlierPage(person: PersonId, before: string): { messages: readonly Message[]; more: boolean } {
    const timeline = this.view(person)?.timeline ?? [];
    const end = timeline.findIndex(({ id }) => id === before);
    if (end < 0) return { messages: [], more: false };
    const messages = lastPage(timeline.slice(0, end));
    return { messages, more: messages.length < end };
  }

  /** Their view with at most `maxMessages` of the newest messages; null without a meeting. */
  view(person: PersonId, maxMessages?: number) {
    const meeting = this.#meeting;
    if (!meeting) return null;
    return meetingViewOf(meeting.state, meeting.words, this.#viewer(person), maxMessages);
  }

  #viewer(person: PersonId) {
    return {
      person,
      standing: this.#replica.standingOf(person),
      writes: true,
      now: this.#replica.now(),
      present: (each: PersonId) => this.#replica.presence.presenceOf(each),
    };
  }

  /** RND-17: after a start everyone who was in counts as connected until it has settled. */
  connectedPeople(): PersonId[] {
    const state = this.#meeting?.state;
    if (!state) return [];
    return [...state.people.keys()].filter(
      (id) => isInMeeting(state, id) && this.#replica.presence.presenceOf(id) !== 'away',
    );
  }

  get #meeting(): MeetingReader | null {
    return this.#replica.meetings.current;
  }
}
