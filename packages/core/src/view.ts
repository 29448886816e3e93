/**
 * What one viewer may see: the same shape for the screen, the client library and the
 * rehearsals. It is public state (the same for everyone who was let in), a private part
 * (`mine`), and what facilitators see beside it (`waiting`, `desk`, and `care` on people).
 */

import type { ClientCommandName } from './commands/index.ts';
import type { OwnState } from './own-state.ts';
import type { PublicState } from './public-state.ts';
import type {
  HelpKind,
  IntentionOutcome,
  MeetingId,
  MessageId,
  Millis,
  PersonId,
  Reason,
  ReceiptId,
  RefusalCode,
  ReportId,
  ReportState,
  Role,
  Seat,
  ThreadId,
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

/** A facilitator asked for somebody's exclusion from the organisation; a second one confirms. */
export interface ExclusionRequest {
  readonly by: PersonId;
  readonly reason: Reason;
  readonly note: string;
}

/** What facilitators see of a person beside that. */
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

/** Somebody who is no longer in; where they sat is nobody's business any more. */
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

/** Epoch ms, the rest of the meeting, or `null`: until lifted. */
export type RestrictionEnd = Millis | 'meeting' | null;

export interface Receipt {
  readonly id: ReceiptId;
  readonly kind:
    | 'nudge'
    | 'warn'
    | 'mute'
    | 'remove'
    | 'exclude'
    | 'exclude-everywhere'
    | 'redact'
    | 'turn-away'
    | 'stop';
  readonly at: Millis;
  readonly reason: Reason;
  readonly note: string;
  readonly until?: RestrictionEnd;
}

/** One act of moderation as those read it who carry the circle (VOI-8). Names can be erased: ''. */
export interface ModerationEntry extends Receipt {
  readonly by: PersonId;
  readonly byName: string;
  readonly to: PersonId;
  readonly toName: string;
  /** Where two people were needed: who asked first, and their sentence (VOI-1). */
  readonly asked?: { readonly by: PersonId; readonly name: string; readonly note: string };
}

/** `answered` is open still; `closed` is what a facilitator did on purpose (DSK-7). */
export type ThreadState = 'sent' | 'seen' | 'answering' | 'answered' | 'unseen' | 'closed';

export interface Thread {
  readonly id: ThreadId;
  readonly kind: 'note' | 'help' | 'appeal';
  readonly by: PersonId;
  /** What the writer was called then: also at the threshold, or after having been removed. */
  readonly name: string;
  readonly state: ThreadState;
  /** Help only: the most urgent thing that was asked in this thread. */
  readonly help?: HelpKind;
  /** Appeals only: what is appealed against. */
  readonly receipt?: Receipt;
  readonly entries: readonly {
    readonly by: PersonId;
    readonly at: Millis;
    /** '' when somebody asked for help without words. */
    readonly text: string;
    /** Answered by an organiser, who is not among the people of the circle. */
    readonly organiser?: true;
    /** What a facilitator who answered was called then: they need not be in the meeting. */
    readonly name?: string;
    /** With this the thread was closed; its text is '' when nothing was written to the person. */
    readonly closes?: true;
  }[];
}

/** Words of a message, with what stood in front of them. */
export interface Quote {
  readonly text: string;
  /** A content note. */
  readonly note?: string;
}

/** Who reported is in no view (DSK-4). */
export interface Report {
  readonly id: ReportId;
  readonly about: PersonId;
  /** What the person it is about was called then. */
  readonly name: string;
  /** Null when it is about the person as such. */
  readonly message: MessageId | null;
  readonly at: Millis;
  readonly state: ReportState;
  readonly text: string;
  readonly outcome?: string;
  /** The message as it was when it was reported; to those alone who decide about it (TXT-4). */
  readonly quote?: Quote;
}

/** The one small thing somebody took along from an earlier meeting; theirs alone. */
export interface Intention {
  readonly text: string;
  /** The meeting at whose end it was written. */
  readonly since: MeetingId | null;
  /** Null until they have said how it went. */
  readonly outcome: IntentionOutcome | null;
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

export interface BackChannelEntry {
  readonly id: string;
  readonly by: PersonId;
  readonly name: string;
  readonly at: Millis;
  readonly text: string;
  /** A look back, at this meeting; null when there was none. */
  readonly debrief?: MeetingId | null;
}

/** The lists of the desk that travel page by page. */
export const deskListNames = ['threads', 'reports', 'backChannel', 'record'] as const;
export type DeskListName = (typeof deskListNames)[number];

export interface FacilitatorDesk {
  readonly threads: readonly Thread[];
  readonly reports: readonly Report[];
  /** What facilitators say among themselves (DSK-3). */
  readonly backChannel: readonly BackChannelEntry[];
  /** Calls for help that nobody has seen for too long (DSK-2). */
  readonly alerts: readonly ThreadId[];
  /** Every act of moderation in this circle, in order (VOI-8). */
  readonly record: readonly ModerationEntry[];
  /** Lists that have older items than are here; absent when none has. */
  readonly more?: readonly DeskListName[];
}

/** How a list differs from what was told of it. Nothing that stays the same travels. */
export interface ListChange<Item, Put = { readonly item: Item; readonly before?: string }> {
  /** In the place of the one with this id; else before another one that was there; else last. */
  readonly put: readonly Put[];
  /** Ids of those that are gone; one that is put as well has moved. */
  readonly gone?: readonly string[];
}

/** `from`: so many of its entries stay as they are, those that are here come after them. */
export type ThreadChange = ListChange<
  Thread,
  { readonly item: Thread; readonly before?: string; readonly from?: number }
>;

export interface DeskChange {
  readonly threads?: ThreadChange;
  readonly reports?: ListChange<Report>;
  readonly backChannel?: ListChange<BackChannelEntry>;
  readonly record?: ListChange<ModerationEntry>;
  readonly alerts?: readonly ThreadId[];
  /** Empty when no list has older items any more. */
  readonly more?: readonly DeskListName[];
}

/** What of one's own part of the desk differs. */
export interface OwnDeskChange {
  readonly threads?: ThreadChange;
  readonly reports?: ListChange<Report>;
  readonly receipts?: ListChange<Receipt>;
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

/** One step of what everybody who was let in sees, without the cause of a move (TRN-6). */
export type PublicChange =
  /** `traces` stand behind everything that was said before this change (RND-20). */
  | { readonly set: Partial<PublicState>; readonly traces?: readonly Omit<Trace, 'after'>[] }
  | { readonly person: PublicPerson }
  | { readonly left: PersonId }
  | { readonly said: Message }
  /** The words are gone; what is left is a tombstone (VOI-6). */
  | { readonly gone: { readonly id: MessageId; readonly how: 'withdrawn' | 'removed' } };

/** What of the private part changed: keys of `mine` one by one, the rest as wholes. */
export interface PrivateChange {
  readonly mine?: Partial<OwnState>;
  /** Keys of `mine` that are gone. */
  readonly without?: readonly 'mutedUntil'[];
  readonly care?: Readonly<Record<PersonId, Care>>;
  readonly waiting?: readonly WaitingAttendee[];
  /** All of it that they are to hold. */
  readonly desk?: FacilitatorDesk;
  /** To clients that asked for changes: what of the desk differs. */
  readonly deskChange?: DeskChange;
  /** The same of `mine`: instead of its keys. */
  readonly own?: OwnDeskChange;
  readonly pace?: TurnPace | null;
  readonly endsSoon?: boolean;
  readonly oneSharer?: boolean;
  readonly removed?: readonly RemovedPerson[];
  readonly joining?: JoiningState;
}
