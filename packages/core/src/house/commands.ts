/** What may be asked of the house, and what can have happened in it. */
import type { EventShape, FactShape } from '../kernel.ts';
import type { CircleId, LinkId, Millis, PersonId, SessionId } from '../vocabulary.ts';
import type { StaffActName } from './access.ts';
import type { AlertCommand, AlertEvent } from './alert-events.ts';
import type { ChannelCommand, ChannelEvent } from './channel-commands.ts';
import type { CoverCommand, CoverEvent } from './cover-commands.ts';
import type { DebriefCallCommand, DebriefCallEvent } from './debrief-calls.ts';
import type { EnteringCommand, EnteringEvent } from './entering-commands.ts';
import type { BrowserMark, ExcludedMember, ExclusionFields } from './exclusions.ts';
import type { KeyScope } from './keys.ts';
import type { UsedChallenge } from './passkeys.ts';
import type { StaffSession } from './sign-in.ts';
import type { StaffFeedCommand, StaffFeedEvent } from './staff-feeds.ts';
import type { StaffRole } from './state.ts';

/** A session of staff to begin; `mark` is of their browser. */
export interface NewStaffSession {
  readonly session: SessionId;
  readonly until: Millis;
  readonly mark: string | null;
  /** How its person calls the device; absent without one. */
  readonly label?: string;
}

/** A one-time link; `hash` is of its token, which is never written down. */
interface NewStaffLink {
  readonly link: LinkId;
  readonly hash: string;
  readonly expires: Millis;
}

/** What a press with a passkey proved; the server has verified the signature. */
export interface PasskeyProof {
  readonly passkey: string;
  readonly counter: number;
  readonly challenge: UsedChallenge;
}

/** The ids that an act of staff is about. */
export interface ActSubject {
  readonly member?: string;
  readonly link?: string;
  readonly meeting?: string;
  readonly circle?: string;
  readonly staff?: string;
  readonly key?: string;
  readonly session?: string;
  readonly passkey?: string;
  readonly report?: string;
  readonly thread?: string;
  readonly alert?: string;
  readonly channel?: string;
}

export type HouseCommand =
  | AlertCommand
  /** For an organiser without an identity so far. */
  | (NewStaffLink & { readonly do: 'make-organiser-link' })
  /** An identity and the link of its first entry (STF-1, STF-2). */
  | (NewStaffLink & {
      readonly do: 'add-staff';
      readonly staff: PersonId;
      readonly name: string;
      readonly roles: readonly StaffRole[];
      readonly circles: readonly CircleId[];
    })
  /** What is left out stays as it is. The name is its person's own to change too. */
  | {
      readonly do: 'change-staff';
      readonly staff: PersonId;
      readonly name?: string;
      readonly roles?: readonly StaffRole[];
      readonly circles?: readonly CircleId[];
    }
  /** The order in which people on call are alerted. */
  | { readonly do: 'order-on-call'; readonly order: readonly PersonId[] }
  /** For the first entry, or the recovery, of an identity; the unused link before it ends. */
  | (NewStaffLink & { readonly do: 'make-staff-link'; readonly staff: PersonId })
  /**
   * By the holder of the token. `browser` is what the browser was called at this link before
   * there were sessions; `session` begins, and ends the one it replaces in this browser.
   */
  | {
      readonly do: 'sign-in';
      readonly hash: string;
      readonly staff: PersonId;
      readonly browser: string | null;
      readonly session: NewStaffSession;
      readonly replaces: SessionId | null;
    }
  /** By the server, which has verified the proof. */
  | (PasskeyProof & {
      readonly do: 'sign-in-by-passkey';
      readonly session: NewStaffSession;
      readonly replaces: SessionId | null;
    })
  /** A fresh proof for a session that goes on (STF-4). */
  | (PasskeyProof & { readonly do: 'prove-passkey'; readonly session: SessionId })
  | {
      readonly do: 'add-passkey';
      readonly staff: PersonId;
      /** The session it is added in. */
      readonly session: SessionId;
      /** Its id in the house. */
      readonly passkey: string;
      /** The id that the authenticator gave it. */
      readonly credential: string;
      /** COSE key as base64url. */
      readonly publicKey: string;
      readonly counter: number;
      readonly transports: readonly string[];
      readonly name: string;
      readonly challenge: UsedChallenge;
    }
  | {
      readonly do: 'rename-passkey';
      readonly staff: PersonId;
      readonly passkey: string;
      readonly name: string;
    }
  | { readonly do: 'remove-passkey'; readonly staff: PersonId; readonly passkey: string }
  /** By the server, for a cookie of before there were sessions. */
  | { readonly do: 'upgrade-staff'; readonly staff: PersonId; readonly fresh: NewStaffSession }
  | { readonly do: 'sign-out-staff'; readonly staff: PersonId; readonly session: SessionId }
  | { readonly do: 'sign-out-staff-everywhere'; readonly staff: PersonId }
  /** `staff`: the id that the program acts under. `until`: null without an end in the ledger. */
  | {
      readonly do: 'make-key';
      readonly key: string;
      readonly staff: PersonId;
      readonly name?: string;
      readonly scope?: KeyScope;
      readonly until?: Millis;
    }
  | { readonly do: 'revoke-key'; readonly key: string }
  | { readonly do: 'dismiss'; readonly staff: PersonId }
  | EnteringCommand
  | ChannelCommand
  | StaffFeedCommand
  | CoverCommand
  | DebriefCallCommand
  /** An act in a circle, or a reading, before it is carried out (STF-5). */
  | { readonly do: 'note-staff-act'; readonly what: StaffActName; readonly about: ActSubject }
  | { readonly do: 'list-circle'; readonly circle: CircleId }
  /** Told by the circle where two facilitators decided it (VOI-1), and again with each new mark. */
  | {
      readonly do: 'exclude-everywhere';
      readonly circle: CircleId;
      readonly member: PersonId;
      readonly marks: readonly BrowserMark[];
    }
  | { readonly do: 'lift-exclusion'; readonly circle: CircleId; readonly member: PersonId };

type PasskeyEvent =
  | ({
      readonly type: 'PasskeyAdded';
      readonly staff: PersonId;
      readonly session: SessionId;
      readonly passkey: string;
      readonly credential: string;
      readonly publicKey: string;
      readonly counter: number;
      readonly transports: readonly string[];
      readonly challenge: UsedChallenge;
      readonly at: Millis;
    } & EventShape)
  /** `session`: the one that goes on with it; absent when a session begins with it. */
  | {
      readonly type: 'PasskeyUsed';
      readonly staff: PersonId;
      readonly passkey: string;
      readonly counter: number;
      readonly challenge: UsedChallenge;
      readonly session?: SessionId;
      readonly at: Millis;
    }
  | ({
      readonly type: 'PasskeyRenamed';
      readonly staff: PersonId;
      readonly passkey: string;
    } & EventShape)
  | { readonly type: 'PasskeyRemoved'; readonly staff: PersonId; readonly passkey: string };

type StaffEvent =
  | ({
      readonly type: 'StaffAdded';
      readonly staff: PersonId;
      readonly roles: readonly StaffRole[];
      readonly circles: readonly CircleId[];
      readonly at: Millis;
    } & EventShape)
  | ({
      readonly type: 'StaffChanged';
      readonly staff: PersonId;
      readonly roles?: readonly StaffRole[];
      readonly circles?: readonly CircleId[];
    } & EventShape)
  | { readonly type: 'StaffRemoved'; readonly staff: PersonId }
  | { readonly type: 'OnCallOrdered'; readonly order: readonly PersonId[] }
  | {
      readonly type: 'StaffLinkMade';
      readonly staff: PersonId;
      readonly link: LinkId;
      readonly hash: string;
      readonly expires: Millis;
      /** The organiser who made it; absent for the command line. */
      readonly by?: PersonId;
    }
  | ({ readonly type: 'StaffActNoted' } & ActSubject);

type HouseFact =
  | StaffEvent
  | EnteringEvent
  | PasskeyEvent
  | AlertEvent
  | ChannelEvent
  | StaffFeedEvent
  | CoverEvent
  | DebriefCallEvent
  | {
      readonly type: 'OrganiserLinkMade';
      readonly link: LinkId;
      readonly hash: string;
      readonly expires: Millis;
    }
  /** Also for a facilitator, and for somebody on call: their link was used. */
  | {
      readonly type: 'OrganiserSignedIn';
      readonly link: LinkId;
      readonly staff: PersonId;
      /** In old ledgers: what the browser was called at this link. */
      readonly browser?: string;
    }
  | { readonly type: 'OrganiserAppointed'; readonly staff: PersonId; readonly at?: Millis }
  /** In old ledgers without `by`, `proof` and `passkey`. */
  | ({
      readonly type: 'StaffSessionStarted';
      readonly session: SessionId;
    } & Pick<StaffSession, 'staff' | 'since' | 'until'> &
      Partial<Pick<StaffSession, 'by' | 'proof' | 'passkey'>> &
      EventShape)
  /** `staff`: whose they were. */
  | {
      readonly type: 'StaffSessionEnded';
      readonly sessions: readonly SessionId[];
      readonly staff: PersonId;
      readonly at: Millis;
    }
  /** Of old ledgers; now `StaffRemoved`. */
  | {
      readonly type: 'OrganiserDismissed';
      readonly staff: PersonId;
      readonly at: Millis;
      readonly by?: PersonId;
    }
  /** In old ledgers without `scope`; a program was appointed an organiser before its key was made. */
  | ({
      readonly type: 'KeyMade';
      readonly key: string;
      readonly staff: PersonId;
      readonly at?: Millis;
      readonly by?: PersonId;
      readonly scope?: KeyScope;
      readonly until?: Millis;
    } & EventShape)
  | { readonly type: 'KeyRevoked'; readonly key: string; readonly at: Millis }
  | { readonly type: 'CircleListed'; readonly circle: CircleId }
  /** `marks` are of old ledgers; now they are words, see `ExclusionMarked`. */
  | ({ readonly type: 'ExcludedEverywhere' } & ExclusionFields)
  | ({ readonly type: 'ExclusionMarked'; readonly bearers: readonly string[] } & ExcludedMember &
      EventShape)
  | ({ readonly type: 'ExclusionLifted' } & ExcludedMember & EventShape);

export type HouseEvent = HouseFact & Pick<FactShape, 'act' | 'erases'>;
