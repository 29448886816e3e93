/**
 * The part of a view that one viewer alone receives, and its value for a person who has done
 * nothing yet. The rehearsals take the names of its fields from here.
 */
import type { Receipt, Report, RestrictionEnd, Thread } from './desk-items.ts';
import type {
  AgreementsQuestion,
  AttendanceStatus,
  CommandPermissions,
  Intention,
  Resonance,
} from './view.ts';
import type { PersonId, RefusalCode, Role, Seat } from './vocabulary.ts';

export interface OwnState {
  readonly person: PersonId;
  readonly name: string;
  readonly role: Role;
  readonly seat: Seat;
  /**
   * Listens, and gets a seat when one is free and those before them have one (RHY-6). Absent in a
   * meeting without a list of seats.
   */
  readonly waitsForSeat?: boolean;
  readonly whereabouts: AttendanceStatus;
  /** In the meeting, and not stepped out. */
  readonly here: boolean;
  /** This device writes (RND-16). */
  readonly writes: boolean;
  readonly can: CommandPermissions;
  readonly canSay: true | RefusalCode;
  /** 1 for who is offered or holds; null when not in the order. */
  readonly place: number | null;
  /** Was offered the piece in this round, and is asked once more (RND-3, RND-4). */
  readonly again: boolean;
  /** Place in the hand queue from 1; null when the hand is down. */
  readonly handPlace: number | null;
  /** Absent when not muted. */
  readonly mutedUntil?: RestrictionEnd;
  /** To the holder alone: most of the soft length is over, or all of it (TRN-5). */
  readonly time: 'near' | 'over' | null;
  /** The people that this person hides (VOI-9). */
  readonly hidden: readonly PersonId[];
  /** The lead passed on while one was away, and is offered back (FAC-1). */
  readonly leadOffered: boolean;
  /** Facilitators: the state of the floor, to be sent as `seen` (RND-18). 0 for others. */
  readonly floor: number;
  readonly receipts: readonly Receipt[];
  readonly threads: readonly Thread[];
  /** One's own reports and what became of them (DSK-4). */
  readonly reports: readonly Report[];
  /** To stand-ins alone: a call for help is unseen (DSK-2). */
  readonly helpWaits: boolean;
  readonly resonance: readonly Resonance[];
  /** Changed agreements that wait for this person's consent; absent when none do (AGR-2). */
  readonly agreements?: AgreementsQuestion;
  /** Null when there is none. */
  readonly intention: Intention | null;
}

/** A participant who is in the meeting and has done nothing; who it is and what is open is added. */
export const idleOwnState: Omit<
  OwnState,
  'person' | 'name' | 'can' | 'canSay' | 'mutedUntil' | 'agreements' | 'waitsForSeat'
> = {
  role: 'participant',
  seat: 'sharer',
  whereabouts: 'in',
  here: true,
  writes: true,
  place: null,
  again: false,
  handPlace: null,
  time: null,
  hidden: [],
  leadOffered: false,
  floor: 0,
  receipts: [],
  threads: [],
  reports: [],
  helpWaits: false,
  resonance: [],
  intention: null,
};
