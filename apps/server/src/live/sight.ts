/**
 * What each person may see of one circle as it is now: the meeting as the core shows it, with
 * what the desk and the circle add. It keeps nothing, and whom it tells of it is the
 * audience's business.
 */
import type { Intention, Millis, PersonId, PublicChange, Standing } from '@holdspace/core';
import { bytesOf, type DeskView, isIn, mayInThreads, privateOf, viewOf } from '@holdspace/core';
import type { Message } from '@holdspace/protocol';
import type { LiveMeeting } from './meeting.ts';
import type { PresenceBook } from './presence.ts';
import type { PrivateWhole } from './private-part.ts';

/** What is asked of the circle. */
export interface Scene {
  readonly now: () => Millis;
  readonly presence: PresenceBook;
  meeting(): LiveMeeting | null;
  standing(person: PersonId): Standing | null;
  /** That person's part of the desk, empty words and all. */
  desk(person: PersonId, standing: Standing): DeskView;
  intention(person: PersonId): Intention | null;
  failed(error: unknown): void;
}

export interface Had {
  readonly log: string;
  readonly at: number;
}

/** The page of the timeline that a snapshot carries: so many messages, and so much of them. */
export const page = 200;
const pageBytes = 128 * 1024;

/** The newest of them that fit a page, and at least one. */
export function lastPage(messages: readonly Message[]): readonly Message[] {
  let bytes = 0;
  let from = messages.length;
  for (const { text, note = '' } of messages.toReversed()) {
    bytes += bytesOf(text) + bytesOf(note);
    if (messages.length - from === page || (bytes > pageBytes && from < messages.length)) break;
    from--;
  }
  return messages.slice(from);
}

export class Sight {
  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** What they missed since; null when only a snapshot can say it. */
  missed(person: PersonId, had: Had): readonly PublicChange[] | null {
    const meeting = this.#scene.meeting();
    if (!meeting || had.log !== meeting.ledger.log) return null;
    const { state } = meeting.ledger;
    // PHA-6: what is purged is not said again, and is taken back from who still has it.
    if (!isIn(state, person) || state.phase === 'purged') return null;
    return meeting.log.after(had.at, person);
  }

  /** Changes whenever what this person may see begins anew. */
  era(person: PersonId): string {
    const meeting = this.#scene.meeting();
    if (!meeting) return 'none';
    const { state } = meeting.ledger;
    const role = this.#scene.standing(person)?.role;
    const since = isIn(state, person) ? meeting.log.since(person) : null;
    if (since !== null && meeting) {
      return [meeting.ledger.log, state.meeting, since, role, meeting.log.anew(person)].join();
    }
    const outside = this.view(person);
    return JSON.stringify([state.meeting, role, { ...outside, mine: null }]);
  }

  /** The private part of one person on one device as it is now; null for strangers. */
  whole(person: PersonId, device: string): PrivateWhole | null {
    const meeting = this.#scene.meeting();
    const standing = this.#scene.standing(person);
    if (!meeting || !standing) return null;
    const { state, words } = meeting.ledger;
    const viewer = {
      ...this.#viewer(person),
      writes: this.#scene.presence.writes(person, device),
    };
    const { mine, ...more } = privateOf(state, words, viewer);
    const { desk, ...atDesk } = this.#scene.desk(person, standing);
    const intention = this.#scene.intention(person);
    const can = {
      ...mine.can,
      ...mayInThreads(atDesk),
      ...(intention ? {} : ({ intention: 'unknown-message' } as const)),
    };
    return { mine: { ...mine, ...atDesk, can, intention }, ...more, ...(desk && { desk }) };
  }

  /** What this person may read, oldest first, a page of it before the message named. */
  earlier(person: PersonId, before: string): { messages: readonly Message[]; more: boolean } {
    const timeline = this.view(person)?.timeline ?? [];
    const end = timeline.findIndex(({ id }) => id === before);
    if (end < 0) return { messages: [], more: false };
    const messages = lastPage(timeline.slice(0, end));
    return { messages, more: messages.length < end };
  }

  /** With so many of the newest messages at most. */
  view(person: PersonId, most?: number) {
    const meeting = this.#scene.meeting();
    if (!meeting) return null;
    const { state, words } = meeting.ledger;
    return viewOf(state, words, this.#viewer(person), most);
  }

  #viewer(person: PersonId) {
    return {
      person,
      standing: this.#scene.standing(person),
      writes: true,
      now: this.#scene.now(),
      present: (each: PersonId) => this.#scene.presence.who(each),
    };
  }

  /** RND-17: after a start everybody who was in counts as connected until it has settled. */
  connected(): PersonId[] {
    const meeting = this.#scene.meeting();
    if (!meeting) return [];
    const { state } = meeting.ledger;
    return [...state.people.keys()].filter(
      (id) => isIn(state, id) && this.#scene.presence.who(id) !== 'away',
    );
  }
}
