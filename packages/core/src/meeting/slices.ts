/**
 * The parts of a meeting's state, one type for each concept. Only facts are in here: texts are
 * named by their slots.
 */

import type { RestrictionEnd } from '../desk-items.ts';
import type { Slot } from '../kernel.ts';
import type { AttendanceStatus } from '../view.ts';
import type {
  Ask,
  HandsOrder,
  MessageId,
  Millis,
  Mode,
  PersonId,
  Reason,
  Role,
  RoundId,
  Seat,
  TurnId,
} from '../vocabulary.ts';

export interface Mute {
  readonly until: RestrictionEnd;
  /** Resonance is muted too (VOI-4). */
  readonly resonance: boolean;
}

export interface Attendee {
  readonly id: PersonId;
  readonly role: Role;
  readonly seat: Seat;
  /** Was let into a meeting of this circle, this one or an earlier one. */
  readonly known: boolean;
  readonly firstTime: boolean;
  /** Was let into an earlier meeting of this circle. */
  readonly before: boolean;
  /** How many people have joined by the same link; absent in meetings from before it was counted. */
  readonly came?: number;
  /** The name can be taken for another one in the circle (VOI-11). */
  readonly likeness?: true;
  /** `outside`: waited, was gone for too long, and waits no longer (LIM-1). */
  readonly whereabouts: AttendanceStatus;
  /** When they asked in first, in this meeting. */
  readonly since: Millis;
  /** They wait and have no connection, since then; null while they have one (LIM-1). */
  readonly awaySince: Millis | null;
  /** A newcomer who came by a link for several people (LIM-2). */
  readonly shared: boolean;
  /** Index of the first message they may see; null before they entered for the first time (PRV-2). */
  readonly from: number | null;
  /** How many traces of rounds were there when they entered for the first time (RND-20). */
  readonly tracesFrom?: number;
  readonly mute: Mute | null;
  readonly warned: boolean;
  /** Excluded in this meeting; the circle is notified at once, and when it ends. */
  readonly excluded: boolean;
  /** The organisation excluded them: for that alone they are out, or besides what was done here. */
  readonly barred?: 'alone' | 'besides' | null;
  /** Their first message waits for a facilitator, where the circle wants it so (VOI-10). */
  readonly newcomer: boolean;
  /** The people that they hide (VOI-9). */
  readonly hidden: readonly PersonId[];
  readonly turns: number;
  /** The agreements have changed, and they have not agreed yet (AGR-2). */
  readonly mustAgree?: true;
  /** The circle has forgotten them: no name is left. */
  readonly forgotten?: true;
}

/** How much a person has said, and when last. */
export interface PersonSpeech {
  readonly person: PersonId;
  /** Words said; counts only (HND-2). */
  readonly count: number;
  readonly lastSaid: Millis;
}

export interface MeetingMessage {
  readonly id: MessageId;
  readonly by: PersonId;
  readonly turn: TurnId | null;
  readonly at: Millis;
  readonly facilitation: boolean;
  readonly held: boolean;
  readonly noted: boolean;
  readonly gone: 'withdrawn' | 'removed' | null;
}

/** How often a person's turn in a round was put off: 0 first offer, 1 later or set aside, 2 passed. */
export type OrderTier = 0 | 1 | 2;

export interface OrderEntry {
  readonly person: PersonId;
  readonly stage: OrderTier;
}

export interface Round {
  readonly id: RoundId;
  readonly number: number;
  readonly prompt: Slot;
  /** Those still to come, in order; the one who is offered or holds is not among them. */
  readonly upcoming: readonly OrderEntry[];
  /** Those whose turn in this round is over. */
  readonly finished: readonly PersonId[];
  readonly spoke: readonly PersonId[];
  readonly passed: readonly PersonId[];
  /** Turns that were set aside while held, to be resumed with the time left (RND-7). */
  readonly aside: ReadonlyMap<PersonId, Pick<Turn, 'id' | 'used' | 'noted' | 'ask'>>;
  /** Until when we wait because everyone still to come is away; null when we do not. */
  readonly waitsUntil: Millis | null;
}

/** What a round left, in its place among the messages (RND-20). */
export interface RecordedTrace {
  readonly what: 'round-began' | 'prompt-set' | 'round-ended';
  readonly round: number;
  readonly prompt: Slot;
  /** So many messages were there before it. */
  readonly at: number;
}

/** A version of the agreements that changed their meaning, and what was there before it. */
export interface AgreementMark {
  readonly version: number;
  /** So many messages. */
  readonly messages: number;
  /** So many traces of rounds. */
  readonly traces: number;
}

export interface Turn {
  readonly id: TurnId;
  readonly person: PersonId;
  readonly state: 'offered' | 'held';
  /** Its stage in the round; null for a turn beside the order, which leaves the order as it is. */
  readonly stage: OrderTier | null;
  /** An offer's end; null when offers do not end, or once held. */
  readonly until: Millis | null;
  /** When it was offered; absent where that was not noted. */
  readonly offeredAt?: Millis;
  /** Offered, and no page of theirs is in front, or was at first; absent when one always was (TRN-8). */
  readonly hidden?: 'now' | 'before';
  /** Offered, and gone since then (RND-6). */
  readonly awaySince: Millis | null;
  /** Held, and gone: until when the space is held (RND-7). */
  readonly frozenUntil: Millis | null;
  readonly ask: Ask;
  /** Time held so far, up to `runningSince`; null while nothing runs (TRN-5). */
  readonly used: Millis;
  readonly runningSince: Millis | null;
  /** The share of the soft length that the last notice to the holder named. */
  readonly noted: 0 | 80 | 100;
}

/** What follows a turn whose ask was not *just listen* (section 4). */
export interface Responses {
  readonly turn: TurnId;
  readonly to: PersonId;
  readonly ask: Ask;
  readonly answered: readonly PersonId[];
  /** What they end into. */
  readonly before: LastingFloor;
}

/** A mode that goes on until it is changed. */
export interface LastingFloor {
  readonly mode: Mode;
  readonly slow: number | null;
}

/** What a turn asked of the others, and whose it was. */
export type ResponseSubject = Pick<Responses, 'turn' | 'to' | 'ask'>;

export interface Floor {
  readonly mode: Mode;
  /** Seconds between two messages of one person in open mode; null for no limit. */
  readonly slow: number | null;
  readonly handsOrder: HandsOrder;
  readonly since: Millis;
  /** When it ends by itself. */
  readonly until: Millis | null;
  /** The mode that a quiet, hold or responses ends into; null in lasting modes. */
  readonly before: LastingFloor | null;
}

/** Who asked, why, and the slot of the sentence. */
export interface PendingExclusion {
  readonly by: PersonId;
  readonly reason: Reason;
  readonly note: Slot;
}

export interface ResonanceFacts {
  readonly turn: TurnId | null;
  readonly message: MessageId | null;
  readonly by: PersonId;
  readonly to: PersonId;
  readonly kind: string;
}
