import type { DeskChange, FacilitatorDesk, ListChange, OwnDeskChange } from './desk-items.ts';
import type { OwnState } from './own-state.ts';
import type { PublicState } from './public-state.ts';
import type {
  Care,
  CommandPermissions,
  JoiningState,
  Message,
  PublicPerson,
  RemovedPerson,
  Trace,
  TurnPace,
  ViewPerson,
  WaitingAttendee,
} from './view.ts';
import type { MessageId, PersonId } from './vocabulary.ts';

/** One step of what everyone who was let in sees, without the cause of a move (TRN-6). */
export type PublicChange =
  /** `traces` stand behind everything that was said before this change (RND-20). */
  | { readonly set: Partial<PublicState>; readonly traces?: readonly Omit<Trace, 'after'>[] }
  | { readonly person: PublicPerson }
  | { readonly left: PersonId }
  | { readonly said: Message }
  /** The words are gone; what is left is a tombstone (VOI-6). */
  | { readonly gone: { readonly id: MessageId; readonly how: 'withdrawn' | 'removed' } };

/** How `care` differs; nothing that stays the same travels. */
export interface CareChange {
  readonly put: Readonly<Record<PersonId, Care>>;
  readonly gone?: readonly PersonId[];
}

/** Who has come and gone among the connected; everybody else is as before. */
export interface PresenceChange {
  readonly came?: readonly PersonId[];
  readonly went?: readonly PersonId[];
}

/**
 * People behind the first page of a snapshot. They stand, in this order, behind all who are there;
 * who is there already moves.
 */
export type PeoplePage = readonly ViewPerson[];

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
  /** To clients that read differences: what of `can`, `care`, `waiting` and `removed` differs. */
  readonly can?: Partial<CommandPermissions>;
  readonly careChange?: CareChange;
  readonly waitingChange?: ListChange<WaitingAttendee>;
  readonly removedChange?: ListChange<RemovedPerson>;
  readonly pace?: TurnPace | null;
  readonly endsSoon?: boolean;
  readonly oneSharer?: boolean;
  readonly removed?: readonly RemovedPerson[];
  readonly joining?: JoiningState;
}
