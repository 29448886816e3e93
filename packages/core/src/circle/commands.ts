/** What may be asked of a circle's ledger, and what can have happened in it. */
import type { EventShape } from '../kernel.ts';
import type { CircleSettings } from '../settings.ts';
import type { CircleId, LinkId, MeetingId, Millis, PersonId, Role } from '../vocabulary.ts';
import type { LinkKind, Redemption } from './links.ts';

interface NewLink {
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
      readonly agreements: readonly string[];
      readonly settings: CircleSettings;
    }
  | (NewLink & {
      readonly do: 'invite';
      readonly role: Role;
      readonly label: string;
      /** One for facilitators, whatever it says here. */
      readonly uses: number;
    })
  /** A new one-time sign-in for a member who lost theirs. */
  | (NewLink & { readonly do: 'renew'; readonly member: PersonId; readonly label: string })
  /** A member's own way back; takes the place of the one before (PRV-7). */
  | (NewLink & { readonly do: 'make-return-link'; readonly member: PersonId })
  | { readonly do: 'revoke-link'; readonly link: LinkId }
  | (Redemption & {
      readonly do: 'redeem';
      /** Who somebody new becomes, with name and way back. */
      readonly fresh: PersonId;
      readonly name: string | null;
      readonly back: NewLink;
    })
  | {
      readonly do: 'schedule';
      readonly meeting: MeetingId;
      readonly start: Millis;
      readonly end: Millis;
    }
  | { readonly do: 'end-meeting'; readonly meeting: MeetingId }
  /** Told by a meeting, so that a mute survives into the next one (VOI-2). */
  | {
      readonly do: 'carry-mute';
      readonly member: PersonId;
      readonly until: Millis | null | 'lifted';
    }
  /** Told by a meeting when somebody was let in. */
  | { readonly do: 'note-known'; readonly member: PersonId };

type Happened<Type extends string, Facts> = EventShape & { readonly type: Type } & Readonly<Facts>;

export type CircleEvent =
  | Happened<'CircleOpened', { circle: CircleId; settings: CircleSettings; agreements: number }>
  | Happened<
      'LinkMade',
      {
        link: LinkId;
        hash: string;
        kind: LinkKind;
        role: Role;
        uses: number | null;
        expires: Millis;
        member?: PersonId;
      }
    >
  | Happened<'LinkRevoked', { link: LinkId }>
  | Happened<'LinkUsed', { link: LinkId; member: PersonId; browser?: string }>
  | Happened<'MemberJoined', { member: PersonId; role: Role; link: LinkId }>
  | Happened<'MemberKnown', { member: PersonId }>
  | Happened<'MuteCarried', { member: PersonId; until: Millis | null }>
  | Happened<'CarriedMuteLifted', { member: PersonId }>
  | Happened<'MeetingScheduled', { meeting: MeetingId; start: Millis; end: Millis }>
  | Happened<'MeetingEnded', { meeting: MeetingId }>;
