/**
 * What one viewer may see: the same shape for the screen, the client library and the
 * rehearsals. It is public state (the same for everyone who was let in), a private part
 * (`mine`), and what facilitators see in addition (`waiting`, `desk`, and `care` on people).
 */

import type { ClientCommandName } from './commands/index.ts';
import type { FacilitatorDesk, RestrictionEnd } from './desk-items.ts';
import type { OwnState } from './own-state.ts';
import type { PublicState } from './public-state.ts';
import type {
  ClauseId,
  IntentionOutcome,
  MeetingId,
  MessageId,
  Millis,
  PersonId,
  Reason,
  RefusalCode,
  Role,
  Seat,
  TurnId,
} from './vocabulary.ts';

export interface PublicPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly role: Role;
  readonly seat: Seat;
  readonly steppedOut: boolean;
  /** The name can be taken for a facilitator's or another member's; theirs is the later one. */
  readonly likeness?: true;
}

/** A facilitator asks to exclude a person from the organisation; a second one confirms. */
export interface ExclusionRequest {
  readonly by: PersonId;
  readonly reason: Reason;
  readonly note: string;
}

/** What facilitators see of a person in addition to that. */
export interface Care {
  /** Absent when not muted. */
  readonly mutedUntil?: RestrictionEnd;
  readonly turns: number;
  /** The label of the link this person came by. */
  readonly link: string;
  /** Was let into an earlier meeting of this circle (WAY-2). */
  readonly before?: true;
  readonly warned?: true;
  readonly exclusionAsked?: ExclusionRequest;
  /** Place in what is still to come of the round; absent when not in it. */
  readonly place?: number;
  /** Was offered the piece in this round and comes once more behind the others (RND-3, RND-4). */
  readonly again?: true;
}

export interface ViewPerson extends PublicPerson, Partial<Care> {
  /** Connected now, and not stepped out. */
  readonly here: boolean;
}

/** A person who is no longer in; the seat is not shown any more. */
export type FormerPerson = Pick<PublicPerson, 'id' | 'name' | 'role'>;

export interface Message {
  readonly id: MessageId;
  readonly by: PersonId;
  /** Empty once withdrawn or removed. */
  readonly text: string;
  /** The turn it belongs to; null for facilitation and outside turns. */
  readonly turn: TurnId | null;
  readonly at: Millis;
  /** Posted by a facilitator outside a turn of their own (FLR-4). */
  readonly facilitation?: true;
  /** Taken back by its writer. */
  readonly withdrawn?: true;
  /** Removed by a facilitator. */
  readonly removed?: true;
  /** A content note, shown in front of the folded words. */
  readonly note?: string;
  /** Waits for a facilitator; only they and its writer see it (VOI-10). */
  readonly held?: true;
}

/** What a round left in the timeline (RND-20). */
export interface Trace {
  readonly what: 'round-began' | 'round-ended';
  /** Its number, counted from 1 in this meeting. */
  readonly round: number;
  /** What was asked: then when it began or one came in, and last when it ended. '' once erased. */
  readonly prompt: string;
  /** The message of one's own timeline that it stands behind; null before the first. */
  readonly after: MessageId | null;
}

/** `outside` has not asked in; `waiting` asked and waits to be let in; `admitted` enters between turns. */
export type AttendanceStatus =
  | 'outside'
  | 'waiting'
  | 'admitted'
  | 'in'
  | 'stepped-out'
  | 'left'
  | 'turned-away'
  | 'removed';

export type CommandPermissions = Readonly<Record<ClientCommandName, true | RefusalCode>>;

/** The intention that a person took along from an earlier meeting; shown to them alone. */
export interface Intention {
  readonly text: string;
  /** The meeting at whose end it was written. */
  readonly since: MeetingId | null;
  /** Null until they have said how it went. */
  readonly outcome: IntentionOutcome | null;
}

/** A clause of the agreements, with the version of them that its text came with. */
export interface ClauseText {
  readonly id: ClauseId;
  readonly version: number;
  readonly text: string;
  /** It belongs to the safety of the organisation (AGR-3). */
  readonly safety?: true | undefined;
}

/** A clause that is not as it was agreed to. `before` is null for a new one, `after` for one gone. */
export interface ClauseChange {
  readonly id: ClauseId;
  readonly what: 'new' | 'changed' | 'removed';
  readonly before: string | null;
  readonly after: string | null;
}

/** What a person has to agree to before they read anything further (AGR-2). */
export interface AgreementsQuestion {
  /** The version to agree to. */
  readonly version: number;
  /** The one they agreed to last. */
  readonly agreed: number;
  /** All that holds now, in its order. */
  readonly clauses: readonly ClauseText[];
  readonly changes: readonly ClauseChange[];
}

export interface Resonance {
  /** Null: with a message outside of turns. */
  readonly turn: TurnId | null;
  readonly message: MessageId | null;
  readonly by: PersonId;
  readonly kind: string;
}

export interface WaitingAttendee {
  readonly id: PersonId;
  readonly name: string;
  readonly seat: Seat;
  readonly since: Millis;
  readonly firstTime: boolean;
  /** Already admitted, enters when the turn ends. */
  readonly admitted: boolean;
  /** Has no connection just now; for too long, and they wait no longer (LIM-1). */
  readonly away?: true;
  /** The label of the link this person came by (VOI-11). */
  readonly link: string;
  /** How many people have joined by that link; null when it is not known. */
  readonly came: number | null;
  /** Was let into a meeting of this circle before. */
  readonly known: boolean;
  /** See `TestPerson`. */
  readonly likeness?: true;
}

/** How it stands with coming in; for facilitators. */
export interface JoiningState {
  /** Since when newcomers by shared links are held back; null when nobody is (LIM-2). */
  readonly pausedAt: Millis | null;
  /** Seats to share that nobody holds (LIM-1). */
  readonly seatsLeft: number;
}

/** Who was removed from this meeting, excluded in it or turned away; for facilitators. */
export interface RemovedPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly excluded?: true;
  /** Not let in by the organisation, for what was decided elsewhere; where is not said (VOI-12). */
  readonly byOrganisation?: true;
  readonly exclusionAsked?: ExclusionRequest;
}

/** What facilitators see of the turn that is held, for 'over by' (TRN-5). */
export interface TurnPace {
  readonly soft: Millis | null;
  readonly used: Millis;
  /** Running since then; null while it stands still. */
  readonly since: Millis | null;
}

export interface View extends PublicState {
  readonly people: readonly ViewPerson[];
  /** Who wrote something in this timeline and is no longer in, by id; so that words keep a name. */
  readonly past: readonly FormerPerson[];
  readonly timeline: readonly Message[];
  readonly traces: readonly Trace[];
  readonly mine: OwnState;
  /** Facilitators only. */
  readonly waiting?: readonly WaitingAttendee[];
  /** Facilitators only. */
  readonly desk?: FacilitatorDesk;
  /** Facilitators only; null when nobody holds the floor. */
  readonly pace?: TurnPace | null;
  /** Facilitators only: the end is near, a closing round would be good now (PHA-3). */
  readonly endsSoon?: boolean;
  /** Facilitators only: a round runs and one sharer alone is there; how is it to go on (RND-15)? */
  readonly oneSharer?: boolean;
  /** Facilitators only. */
  readonly removed?: readonly RemovedPerson[];
  /** Facilitators only. */
  readonly joining?: JoiningState;
}
