/**
 * What each person may see of one circle at one moment: the meeting view of core, with what the
 * desk and the circle add. Each person's part is computed once. It does not know connections.
 */
import {
  isInMeeting,
  joinPrivateState,
  jsonByteLength,
  MeetingProjection,
  type MeetingState,
  type MeetingView,
  messageOf,
  type PersonId,
  type PrivateState,
  type PrivateView,
  type ProjectionViewer,
  type Standing,
} from '@holdspace/core';
import type { EarlierPage, Message } from '@holdspace/protocol';
import type { CircleReplica } from './circle-replica.ts';
import type { MeetingReader } from './ledger-readers.ts';

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

/** A projection of this moment; after the next event of the circle a new one is needed. */
export class ViewerProjection {
  readonly #replica: CircleReplica;
  readonly meeting: MeetingReader | null;
  readonly #views: MeetingProjection | null;
  readonly #standings = new Map<PersonId, Standing | null>();
  #connected: readonly PersonId[] | null = null;
  readonly #privateStates = new Map<PrivateView, PrivateState>();

  constructor(replica: CircleReplica) {
    this.#replica = replica;
    const meeting = replica.meetings.current;
    const present = (person: PersonId) => replica.presence.presenceOf(person);
    this.meeting = meeting;
    this.#views =
      meeting &&
      new MeetingProjection({
        ...{ state: meeting.state, words: meeting.words },
        ...{ now: replica.now(), present },
      });
  }

  /** Null without a meeting. */
  get state(): MeetingState | null {
    return this.meeting?.state ?? null;
  }

  /** Whether a client that has this can go on from there; else it needs a snapshot. */
  canResume(person: PersonId, had: ResumePoint): boolean {
    if (!this.meeting || had.log !== this.meeting.log) return false;
    const { state, changeLog } = this.meeting;
    // PHA-6: after the purge a snapshot removes the words that a client still has.
    if (!this.isInside(person) || state.phase === 'purged') return false;
    return changeLog.changesAfter(had.at, person) !== null;
  }

  /** Another value than before means: this person needs a snapshot. */
  epoch(person: PersonId): string {
    const { meeting } = this;
    if (!meeting || !this.#views) return 'none';
    const { state, changeLog } = meeting;
    const role = this.#standingOf(person)?.role;
    const since = isInMeeting(state, person) ? changeLog.joinedAt(person) : null;
    const reset = changeLog.resetEpoch(person);
    if (since !== null && this.isInside(person)) {
      return [meeting.log, state.meeting, since, role, reset].join();
    }
    const outside = [state.meeting, role, this.#views.outsideEpoch(this.#viewer(person))];
    // AGR-2: who must agree first keeps what they could read before.
    return since === null ? outside.join() : [...outside, reset].join();
  }

  /** In the meeting, and receives what happens there; see `MeetingProjection.isInside`. */
  isInside(person: PersonId): boolean {
    const { state } = this;
    if (!state || !isInMeeting(state, person)) return false;
    return this.#views?.isInside({ person, standing: this.#standingOf(person) }) ?? false;
  }

  /** The private state of one person on one device; null for people who are not members. */
  privateState(person: PersonId, device: string): PrivateState | null {
    const standing = this.#standingOf(person);
    if (!this.#views || !standing) return null;
    const writes = this.#replica.presence.isWritingDevice(person, device);
    const view = this.#views.privateView({ person, standing, writes });
    const known = this.#privateStates.get(view);
    if (known) return known;
    const deskView = this.#replica.deskViewOf(standing);
    const state = joinPrivateState(
      view,
      deskView,
      this.#replica.intentionOf(person),
      this.#replica.agreementsQuestionOf(standing),
    );
    this.#privateStates.set(view, state);
    return state;
  }

  /**
   * Whether the words of the page that a snapshot shows this person are in memory; else the ledger
   * reads older ones first (`EarlierRecords`).
   */
  hasWordsOfSnapshot(person: PersonId): boolean {
    const from = this.meeting?.earlier.wordsFrom ?? 0;
    if (from === 0 || !this.#views) return true;
    return this.#views.readable(this.#viewer(person), pageSize + 1).from >= from;
  }

  /**
   * The page of readable messages before the given message, oldest first; null while words of it
   * are not in memory.
   */
  earlierPage(person: PersonId, before: string): EarlierPage | null {
    const { meeting } = this;
    const viewer = this.#viewer(person);
    const page = this.#views?.readableBefore(viewer, before, pageSize + 1);
    if (!meeting || !page) return { messages: [], more: false };
    if (page.from < meeting.earlier.wordsFrom) return null;
    const found = page.messages.map((said) => messageOf(said, meeting.words));
    const messages = lastPage(found);
    return { messages, more: messages.length < found.length };
  }

  /** Their view with at most `maxMessages` of the newest messages; null without a meeting. */
  view(person: PersonId, maxMessages?: number): MeetingView | null {
    return this.#views?.view(this.#viewer(person), maxMessages) ?? null;
  }

  /** RND-17: after a start everyone who was in counts as connected until it has settled. */
  connectedPeople(): readonly PersonId[] {
    const { state } = this;
    if (!state) return [];
    this.#connected ??= [...state.people.keys()].filter(
      (id) => isInMeeting(state, id) && this.isConnected(id),
    );
    return this.#connected;
  }

  isConnected(person: PersonId): boolean {
    return this.#replica.presence.presenceOf(person) !== 'away';
  }

  #viewer(person: PersonId): ProjectionViewer {
    return { person, standing: this.#standingOf(person), writes: true };
  }

  #standingOf(person: PersonId): Standing | null {
    const known = this.#standings.get(person);
    if (known !== undefined) return known;
    const standing = this.#replica.standingOf(person);
    this.#standings.set(person, standing);
    return standing;
  }
}
