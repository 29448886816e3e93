/** What may be asked of the house, and what can have happened in it. */
import type { EventShape, FactShape } from '../kernel.ts';
import type { CircleId, LinkId, Millis, PersonId, SessionId } from '../vocabulary.ts';
import type { BrowserMark, ExcludedMember, ExclusionFields } from './exclusions.ts';
import type { StaffSession } from './sign-in.ts';

/** A session of an organiser to begin; `mark` is of their browser. */
export interface NewStaffSession {
  readonly session: SessionId;
  readonly until: Millis;
  readonly mark: string | null;
}

export type HouseCommand =
  /** `hash` is of the link's token; the token itself is never written down. */
  | {
      readonly do: 'make-organiser-link';
      readonly link: LinkId;
      readonly hash: string;
      readonly expires: Millis;
    }
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
  /** By the server, for a cookie of before there were sessions. */
  | { readonly do: 'upgrade-staff'; readonly staff: PersonId; readonly fresh: NewStaffSession }
  | { readonly do: 'sign-out-staff'; readonly staff: PersonId; readonly session: SessionId }
  | { readonly do: 'sign-out-staff-everywhere'; readonly staff: PersonId }
  | { readonly do: 'make-key'; readonly key: string; readonly staff: PersonId }
  | { readonly do: 'revoke-key'; readonly key: string }
  | { readonly do: 'dismiss'; readonly staff: PersonId }
  | { readonly do: 'list-circle'; readonly circle: CircleId }
  /** Told by the circle where two facilitators decided it (VOI-1), and again with each new mark. */
  | {
      readonly do: 'exclude-everywhere';
      readonly circle: CircleId;
      readonly member: PersonId;
      readonly marks: readonly BrowserMark[];
    }
  | { readonly do: 'lift-exclusion'; readonly circle: CircleId; readonly member: PersonId };

type HouseFact =
  | {
      readonly type: 'OrganiserLinkMade';
      readonly link: LinkId;
      readonly hash: string;
      readonly expires: Millis;
    }
  | {
      readonly type: 'OrganiserSignedIn';
      readonly link: LinkId;
      readonly staff: PersonId;
      /** In old ledgers: what the browser was called at this link. */
      readonly browser?: string;
    }
  | { readonly type: 'OrganiserAppointed'; readonly staff: PersonId; readonly at?: Millis }
  | ({
      readonly type: 'StaffSessionStarted';
      readonly session: SessionId;
    } & StaffSession &
      EventShape)
  /** `staff`: whose they were. */
  | {
      readonly type: 'StaffSessionEnded';
      readonly sessions: readonly SessionId[];
      readonly staff: PersonId;
      readonly at: Millis;
    }
  | {
      readonly type: 'OrganiserDismissed';
      readonly staff: PersonId;
      readonly at: Millis;
      readonly by?: PersonId;
    }
  | {
      readonly type: 'KeyMade';
      readonly key: string;
      readonly staff: PersonId;
      readonly at?: Millis;
      readonly by?: PersonId;
    }
  | { readonly type: 'KeyRevoked'; readonly key: string; readonly at: Millis }
  | { readonly type: 'CircleListed'; readonly circle: CircleId }
  /** `marks` are of old ledgers; now they are words, see `ExclusionMarked`. */
  | ({ readonly type: 'ExcludedEverywhere' } & ExclusionFields)
  | ({ readonly type: 'ExclusionMarked'; readonly bearers: readonly string[] } & ExcludedMember &
      EventShape)
  | ({ readonly type: 'ExclusionLifted' } & ExcludedMember & EventShape);

export type HouseEvent = HouseFact & Pick<FactShape, 'act'>;
