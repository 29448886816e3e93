/** What may be asked of a circle's ledger, and what can have happened in it. */
import type { OwnCommand } from '../commands/index.ts';
import type { StaffAccessCommand } from '../house/index.ts';
import type { EventShape } from '../kernel.ts';
import type { KnownMemberNote } from '../meeting/index.ts';
import type { CircleSettings } from '../settings.ts';
import type {
  AgreementChangeKind,
  CircleId,
  ClauseId,
  IntentionOutcome,
  LinkId,
  MeetingId,
  Millis,
  PersonId,
  Role,
  SessionId,
} from '../vocabulary.ts';
import type { ClauseEdit } from './agreements.ts';
import type { Clause, NewClause } from './agreements-state.ts';
import type { FeedCommand, FeedEvent } from './feeds.ts';
import type { CircleGuide } from './guide.ts';
import type { LinkKind, RedemptionRequest } from './links.ts';
import type { PlanningCommand, PlanningEvent } from './planning-commands.ts';
import type { ProposalCommand, ProposalEvent } from './proposal-commands.ts';
import type { SeatListCommand, SeatListEvent } from './seat-list.ts';
import type { NewSession, SessionEndReason, SessionOrigin } from './sessions.ts';

interface LinkFields {
  readonly link: LinkId;
  /** Of the token, which is never written down. */
  readonly hash: string;
  readonly expires: Millis;
}

export type CircleCommand =
  | {
      readonly do: 'open';
      readonly circle: CircleId;
      readonly name: string;
      readonly purpose: string;
      readonly agreements: readonly NewClause[];
      readonly settings: CircleSettings;
      readonly guide?: CircleGuide | null;
    }
  | (LinkFields & {
      readonly do: 'invite';
      readonly role: Role;
      readonly label: string;
      /** One for facilitators, whatever it says here. */
      readonly uses: number;
      /** For participants: goes on beyond `expires` while the circle has a rhythm (RHY-8). */
      readonly lasting?: true;
    })
  /** A new one-time sign-in for a facilitator who lost theirs (KEY-6). */
  | (LinkFields & { readonly do: 'renew'; readonly member: PersonId; readonly label: string })
  | { readonly do: 'revoke-link'; readonly link: LinkId }
  | (RedemptionRequest & {
      readonly do: 'redeem';
      /** The id and the name of a new member. */
      readonly fresh: PersonId;
      readonly name: string | null;
      /** The sign-in that this gives. */
      readonly session: NewSession;
      /** The hash of the new member's return code; the code itself is never stored. */
      readonly code: string;
      /** The session that this browser's cookie names in this circle, living or not. */
      readonly replaces: SessionId | null;
      /** The version of the agreements that a new member read; absent: the one that stands. */
      readonly agreed?: number;
      /** How many had joined (`joined`) when the name was compared with theirs (VOI-11). */
      readonly joined?: number;
      /** Floods are not held off here, as where the server's limits are off. */
      readonly unlimited?: true;
    })
  /** By a member, about their own sign-in: `session` is the one that presses (KEY-2, KEY-3). */
  | {
      readonly do: 'make-code';
      readonly member: PersonId;
      readonly session: SessionId;
      /** Takes the place of `session`. */
      readonly fresh: NewSession;
      /** Of the code. */
      readonly code: string;
    }
  | { readonly do: 'sign-out'; readonly member: PersonId; readonly session: SessionId }
  | { readonly do: 'sign-out-everywhere'; readonly member: PersonId; readonly session: SessionId }
  /** By the server, for a cookie of before there were sessions. */
  | { readonly do: 'upgrade'; readonly member: PersonId; readonly fresh: NewSession }
  /** By an organiser (KEY-4). */
  | { readonly do: 'remove-facilitator'; readonly member: PersonId }
  /** Somebody of the staff enters; the house has allowed it (STF-1). */
  | {
      readonly do: 'enter-as-staff';
      readonly staff: PersonId;
      /** How many messages the house had sent by then (`HouseState.outboxSequence`). */
      readonly asOf: number;
      /** The id of a new membership. */
      readonly fresh: PersonId;
      /** Null: the membership has a name, and it stays. */
      readonly name: string | null;
      /** As in `redeem`; counts where there is a name. */
      readonly joined: number;
      /** The version of the agreements that a new member read; absent: the one that stands. */
      readonly agreed?: number;
      /** The facilitator that this browser is signed in to the circle as, by a link; else null. */
      readonly guest: PersonId | null;
      readonly session: NewSession;
      /** The session of the house. */
      readonly of: SessionId;
      readonly replaces: SessionId | null;
    }
  /** Told by the house (STF-3). */
  | StaffAccessCommand
  | PlanningCommand
  | ProposalCommand
  | FeedCommand
  | SeatListCommand
  /** Told by a meeting, so that a mute survives into the next one (VOI-2). */
  | {
      readonly do: 'carry-mute';
      readonly member: PersonId;
      readonly until: Millis | null | 'lifted';
    }
  /**
   * Told by a meeting when a person was let in; `newcomer`: none of their words was let pass yet.
   */
  | { readonly do: 'note-known'; readonly members: readonly KnownMemberNote[] }
  /** Told by a meeting when the first message of a newcomer reached the circle (VOI-10). */
  | { readonly do: 'note-released'; readonly member: PersonId }
  /** Told by a meeting that turned them away and never let them in (LIM-3). */
  | { readonly do: 'note-turned-away'; readonly member: PersonId }
  /** Told by a meeting; `everywhere` is from the whole organisation (VOI-1). */
  | {
      readonly do: 'exclude';
      readonly member: PersonId;
      /** Null: until lifted. */
      readonly until: Millis | null;
      readonly everywhere: boolean;
    }
  | { readonly do: 'lift-exclusion'; readonly member: PersonId }
  /** By the server: an exclusion from the organisation binds a browser of this member (VOI-12). */
  | { readonly do: 'bar'; readonly member: PersonId; readonly ref: string }
  | { readonly do: 'unbar'; readonly member: PersonId; readonly ref: string }
  /** May stand in when no facilitator is there (FAC-3). */
  | { readonly do: 'name-stand-in'; readonly member: PersonId; readonly standIn: boolean }
  /** For meetings that are scheduled from now on. */
  | { readonly do: 'set-settings'; readonly settings: Partial<CircleSettings> }
  /** What is left out stays as it is. */
  | {
      readonly do: 'rename';
      readonly name?: string;
      readonly purpose?: string;
    }
  /** Null takes it away. */
  | { readonly do: 'set-guide'; readonly guide: CircleGuide | null }
  /**
   * All clauses of the next version, in order; a clause that is left out is removed. `kind` unsaid:
   * the meaning, unless all texts stay (AGR-2). `basedOn`: the version that the organiser read.
   */
  | {
      readonly do: 'change-agreements';
      readonly clauses: readonly ClauseEdit[];
      readonly kind?: AgreementChangeKind;
      readonly basedOn: number;
    }
  /** By a member, about what is their own; the catalogue of commands lists them. */
  | Exclude<OwnCommand, { do: 'intend' | 'forget-me' }>
  /** `meeting`: the one that is under way or was last. */
  | (Extract<OwnCommand, { do: 'intend' }> & { readonly meeting: MeetingId | null })
  /** With their own `erase-mine` (PRV-4). */
  | { readonly do: 'forget-intention' }
  /** `boundIn`: the meeting that goes on, where they are muted or were removed. */
  | (Extract<OwnCommand, { do: 'forget-me' }> & { readonly boundIn?: MeetingId })
  /** What is due (see `retentionDeadlines`). */
  | { readonly do: 'forget-overdue' }
  /** Meetings and desk have forgotten this member too. */
  | { readonly do: 'forgotten-elsewhere'; readonly member: PersonId }
  /** A consequence elsewhere has arrived (see `circleOutbox`). */
  | { readonly do: 'confirm'; readonly what: readonly string[] };

type CircleEventOf<Type extends string, Facts> = EventShape & {
  readonly type: Type;
} & Readonly<Facts>;

export type CircleEvent =
  | CircleEventOf<
      'CircleOpened',
      {
        circle: CircleId;
        settings: CircleSettings;
        agreements: number;
        /** Which of them are clauses of safety; absent: none (AGR-3). */
        safety?: readonly ClauseId[];
      }
    >
  | CircleEventOf<
      'LinkMade',
      {
        link: LinkId;
        hash: string;
        kind: LinkKind;
        role: Role;
        uses: number | null;
        expires: Millis;
        member?: PersonId;
        /** Who comes by it as a facilitator is a guest (STF-1); absent in old ledgers. */
        guest?: true;
        lasting?: true;
      }
    >
  | CircleEventOf<'LinkRevoked', { link: LinkId }>
  /** `at`: since when this place is taken; absent in ledgers from before it was kept. */
  | CircleEventOf<'LinkUsed', { link: LinkId; member: PersonId; browser?: string; at?: Millis }>
  /** The place this member took of a link is free again (LIM-3). */
  | CircleEventOf<'PlaceReturned', { link: LinkId; member: PersonId }>
  /** `agreed`: the version they agreed to with joining; absent: the one that stood then. */
  | CircleEventOf<
      'MemberJoined',
      { member: PersonId; role: Role; link: LinkId; at?: Millis; agreed?: number }
    >
  | CircleEventOf<
      'SessionStarted',
      {
        session: SessionId;
        member: PersonId;
        by: SessionOrigin;
        since: Millis;
        until: Millis;
        home?: true;
        /** The session whose place it takes: same browser, same standing. */
        renews?: SessionId;
        /** The session of the house that it belongs to. */
        of?: SessionId;
      }
    >
  /** `by`: the session that pressed; `member`: whose it was, when it began before there were any. */
  | CircleEventOf<
      'SessionEnded',
      {
        sessions: readonly SessionId[];
        why: SessionEndReason;
        at: Millis;
        by?: SessionId;
        member?: PersonId;
      }
    >
  /** `code` is a hash. */
  | CircleEventOf<'CodeMade', { member: PersonId; code: string; session: SessionId; at: Millis }>
  | CircleEventOf<'FacilitatorRemoved', { member: PersonId; at: Millis; by?: PersonId }>
  /** `agreed`: as in `MemberJoined`. */
  | CircleEventOf<
      'StaffJoined',
      { member: PersonId; staff: PersonId; asOf: number; at: Millis; agreed?: number }
    >
  /** A membership that was there is theirs, and facilitates; with words: under this name. */
  | CircleEventOf<'StaffLinked', { member: PersonId; staff: PersonId; asOf: number }>
  | CircleEventOf<'StaffRoleEnded', { staff: PersonId; order: number }>
  /** Without `newcomer`, and in ledgers from before there was one: no newcomer any more. */
  | CircleEventOf<'MemberKnown', { member: PersonId; newcomer?: true }>
  | CircleEventOf<'MemberReleased', { member: PersonId }>
  | CircleEventOf<'MuteCarried', { member: PersonId; until: Millis | null }>
  | CircleEventOf<'CarriedMuteLifted', { member: PersonId }>
  | PlanningEvent
  | ProposalEvent
  | FeedEvent
  | SeatListEvent
  | CircleEventOf<'MemberExcluded', { member: PersonId; until: Millis | null; everywhere: boolean }>
  | CircleEventOf<'ExclusionLifted', { member: PersonId }>
  | CircleEventOf<'MemberBarred', { member: PersonId; ref: string }>
  | CircleEventOf<'MemberUnbarred', { member: PersonId }>
  /** `ends`: a stand-in who leads a meeting now stops leading it. */
  | CircleEventOf<'StandInNamed', { member: PersonId; standIn: boolean; ends?: true }>
  | CircleEventOf<'SettingsChanged', { settings: Partial<CircleSettings> }>
  /** `agreements`: how many there are now, in ledgers from before they had versions. */
  | CircleEventOf<'CircleRenamed', { agreements?: number }>
  /** Its words are the guide. */
  | CircleEventOf<'GuideChanged', object>
  /** `clauses`: all of this version; the words are those of the new texts. */
  | CircleEventOf<
      'AgreementsChanged',
      { version: number; change: AgreementChangeKind; clauses: readonly Clause[]; at: Millis }
    >
  | CircleEventOf<'MemberAgreed', { member: PersonId; version: number; at: Millis }>
  | CircleEventOf<'Intended', { member: PersonId; since: MeetingId | null }>
  | CircleEventOf<'IntentionAnswered', { member: PersonId; outcome: IntentionOutcome }>
  | CircleEventOf<'IntentionForgotten', { member: PersonId }>
  /** From here on the time of memberships counts that have none of their own. */
  | CircleEventOf<'RetentionBegan', { at: Millis }>
  /** `keeps`: what was decided about them binds still; a bare membership stays. */
  | CircleEventOf<'MemberForgotten', { member: PersonId; keeps?: 'bonds'; boundIn?: MeetingId }>
  | CircleEventOf<'ForgottenElsewhere', { member: PersonId }>
  /** The circle has ended, and its words are gone. */
  | CircleEventOf<'CircleForgotten', { at: Millis }>
  | CircleEventOf<'LinksForgotten', { links: readonly LinkId[] }>
  | CircleEventOf<'Confirmed', { what: string }>;
