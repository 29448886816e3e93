/**
 * Keeps in the store when the ledgers of one circle need a node next. Each commit writes a cautious
 * time (`nextDeadline` of the decider); this corrects it once all that follows from the commits is
 * done. A time that is too early costs one more look; none may be too late.
 */
import {
  earlierOf,
  isMeetingEnded,
  isMeetingOver,
  type Millis,
  peopleWithPresence,
  presenceCheckInterval,
} from '@holdspace/core';
import type { CircleLedger, DeskLedger, MeetingLedger } from '../ledger/ledgers.ts';
import type { PresenceReader } from '../projection/ledger-readers.ts';
import type { LedgerId, LogHead, Store } from '../storage/port/store.ts';
import type { FeedbackBox } from './feedback-box.ts';

export interface StoredDeadlinesParts {
  readonly store: Store;
  readonly circle: CircleLedger;
  readonly desk: DeskLedger;
  readonly meetings: { readonly all: readonly MeetingLedger[] };
  readonly feedback: FeedbackBox;
  readonly presence: PresenceReader;
}

/** When a ledger that ends at `head` needs a node next. */
interface LedgerTime {
  readonly id: LedgerId;
  readonly head: LogHead;
  readonly at: Millis | null;
}

export class StoredDeadlines {
  readonly #parts: StoredDeadlinesParts;
  /** Where the watched meetings ended when their presence was checked last. */
  #checked = new Map<MeetingLedger, LogHead>();

  constructor(parts: StoredDeadlinesParts) {
    this.#parts = parts;
  }

  /** The first time at which one of the ledgers needs this circle; null: never. */
  get next(): Millis | null {
    const { circle, desk, meetings, feedback } = this.#parts;
    return [circle, desk, ...meetings.all].reduce<Millis | null>(
      (first, { restingDeadline }) => earlierOf(first, restingDeadline),
      feedback.nextCollection,
    );
  }

  /** Whether people are in a meeting that has not ended, in its aftercare too, or wait. */
  get hasPeopleInside(): boolean {
    return this.#parts.meetings.all.some(
      ({ state }) => !isMeetingEnded(state) && peopleWithPresence(state).length > 0,
    );
  }

  /** Call it when nothing that follows from the commits is left to do. Answers once durable. */
  async write(): Promise<void> {
    const { circle, desk, meetings, feedback } = this.#parts;
    // Read before the first await: a commit that comes meanwhile has a time of its own.
    const { id, head, restingDeadline } = desk;
    const others: LedgerTime[] = [
      { id: circle.id, head: circle.head, at: circle.restingDeadline },
      ...meetings.all.map((each) => ({ id: each.id, head: each.head, at: this.#timeOf(each) })),
    ];
    const collection = await feedback.nextCollectionAtRest();
    const all = [...others, { id, head, at: earlierOf(restingDeadline, collection) }];
    await Promise.all(all.map((each) => this.#set(each)));
    // Another node may have added to the box meanwhile, and set the time before this node did.
    const added = collection === null ? await feedback.nextCollectionAtRest() : null;
    if (added !== null) await this.#set({ id, head, at: earlierOf(restingDeadline, added) });
  }

  /**
   * While people are connected: says in the store that a node looks after them. A meeting with a
   * commit since the last call needs nothing, because the commit said so.
   */
  async renew(): Promise<void> {
    const before = this.#checked;
    this.#checked = new Map();
    for (const meeting of this.#parts.meetings.all) {
      if (!this.#isWatched(meeting)) continue;
      this.#checked.set(meeting, meeting.head);
      const isUnchanged = before.get(meeting) === meeting.head;
      const { id, head } = meeting;
      if (isUnchanged) await this.#set({ id, head, at: this.#timeOf(meeting) });
    }
  }

  #timeOf(meeting: MeetingLedger): Millis | null {
    const { restingDeadline } = meeting;
    if (!this.#isWatched(meeting)) return restingDeadline;
    return earlierOf(restingDeadline, this.#parts.store.now() + presenceCheckInterval);
  }

  #isWatched({ state }: MeetingLedger): boolean {
    const { presence } = this.#parts;
    if (isMeetingOver(state)) return false;
    return peopleWithPresence(state).some((person) => presence.presenceOf(person) !== 'away');
  }

  async #set({ id, head, at }: LedgerTime): Promise<void> {
    if (head.version > 0) await this.#parts.store.setDeadline(id, head, at);
  }
}
