/**
 * What a circle's ledger adds up to. Names, labels, purpose and agreements are words and
 * lie beside it, in the slots named here.
 */
import type { CalendarFeed } from '../calendar-feed.ts';
import type { OrganiserAct } from '../house/index.ts';
import type { Slot } from '../kernel.ts';
import type { CircleSettings } from '../settings.ts';
import { defaultSettings } from '../settings.ts';
import type { Intention } from '../view.ts';
import type {
  CircleId,
  LinkId,
  MeetingId,
  Millis,
  PersonId,
  ProposalId,
  Role,
  SessionId,
} from '../vocabulary.ts';
import { type Agreements, type Consent, firstAgreements } from './agreements-state.ts';
import type { CircleOutboxEntry, MemberExclusion } from './exclusion.ts';
import type { CircleLinkState } from './links.ts';
import { type CirclePlan, emptyPlan } from './plan-state.ts';
import type { Proposal } from './proposals-state.ts';
import type { SeatList } from './seat-list.ts';
import type { Session, SessionEnding, SignInNotice } from './sessions.ts';
import type { StaffOfMember } from './staff-members.ts';

export interface Member {
  readonly role: Role;
  /** The link they came by; null for staff, who need none. */
  readonly link: LinkId | null;
  /** What they agreed to last; absent once they are forgotten (AGR-1). */
  readonly agreed?: Consent;
  /** Was let into a meeting once. */
  readonly known: boolean;
  /** Was let in, and no message of theirs has reached the circle yet (VOI-10). */
  readonly newcomer?: true;
  /** A mute that outlives the meeting it was given in: until when, null until lifted (VOI-2). */
  readonly mutedUntil?: Millis | null;
  /** Also when its time is over; who asks compares. */
  readonly exclusion?: MemberExclusion;
  /** An exclusion from the organisation that was decided elsewhere binds this membership (VOI-12). */
  readonly barred?: string;
  readonly standIn?: true;
  /** The identity in the house that it belongs to, also when they facilitate no more (STF-1). */
  readonly staff?: StaffOfMember;
  /** Came as a facilitator by a link, since facilitators can be staff (STF-1). */
  readonly guest?: true;
  readonly intention?: Omit<Intention, 'text'>;
  /** The address by which a calendar follows the meetings (RHY-5). */
  readonly feed?: CalendarFeed;
  /** Sessions, living or not, whose browser mark is still kept as a word (see `circleSlots.mark`). */
  readonly marks: readonly SessionId[];
  /** The hash of the return code that opens this membership; absent while there is none. */
  readonly code?: string;
  /** A home session was ended by another one: until then a code session makes no new code (KEY-3). */
  readonly codeHeldUntil?: Millis;
  /** A session of this member has ended: sign-ins from before there were sessions open nothing. */
  readonly legacyClosed?: true;
  /** What happened to the sign-in of this membership, for its person; oldest first. */
  readonly notices: readonly SignInNotice[];
  /** The end of the last meeting they were in, or when they joined; see `retentionSince`. */
  readonly since?: Millis;
  /** Name and words are gone; what is left keeps what was decided about them. */
  readonly forgotten?: true;
  /** The meeting in which they were muted or removed, and then forgotten. */
  readonly boundIn?: MeetingId;
}

export interface CircleState extends CirclePlan {
  /** What organisers did here, oldest first (KEY-6). */
  readonly acts: readonly OrganiserAct[];
  /** Null until the circle is opened. */
  readonly circle: CircleId | null;
  readonly settings: CircleSettings;
  /** How often they were changed: meetings that have not begun follow them. */
  readonly settingsRevision: number;
  readonly agreements: Agreements;
  readonly links: ReadonlyMap<LinkId, CircleLinkState>;
  /** Links by the hash of their token. */
  readonly hashes: ReadonlyMap<string, LinkId>;
  readonly members: ReadonlyMap<PersonId, Member>;
  /** Sign-ins that have not ended; one whose time is over lives no more (`livingSession`). */
  readonly sessions: ReadonlyMap<SessionId, Session>;
  /** Sessions that ended lately by another person's press, so that their browser is told why. */
  readonly endings: ReadonlyMap<SessionId, SessionEnding>;
  /** Return codes by their hash. */
  readonly codes: ReadonlyMap<string, PersonId>;
  /** How many have ever joined: another number means that there are names one has not seen. */
  readonly joined: number;
  /** What was said about the seats of meetings to come, by tokens (RHY-6). */
  readonly seatLists: ReadonlyMap<MeetingId, SeatList>;
  /** What the house has yet to be told, by the id under which it confirms. */
  readonly outgoing: ReadonlyMap<string, CircleOutboxEntry>;
  /** How much the house was told so far: the next id. */
  readonly outboxSequence: number;
  /** Start of the retention time for members without a recorded visit; null until then. */
  readonly retentionSince: Millis | null;
  /** Forgotten here, and not yet in meetings and at the desk. */
  readonly leaving: ReadonlySet<PersonId>;
  /** The last message of the house by which somebody of the staff lost their role here (STF-3). */
  readonly staffEnds: ReadonlyMap<PersonId, number>;
  /** Proposals to change the agreements, oldest first (AGR-3). */
  readonly proposals: ReadonlyMap<ProposalId, Proposal>;
}

export const emptyCircle: CircleState = {
  acts: [],
  circle: null,
  settings: defaultSettings,
  settingsRevision: 0,
  agreements: firstAgreements(0),
  links: new Map(),
  hashes: new Map(),
  members: new Map(),
  sessions: new Map(),
  endings: new Map(),
  codes: new Map(),
  joined: 0,
  ...emptyPlan,
  seatLists: new Map(),
  outgoing: new Map(),
  outboxSequence: 0,
  retentionSince: null,
  leaving: new Set(),
  staffEnds: new Map(),
  proposals: new Map(),
};

export const circleSlots = {
  name: 'circle.name' as Slot,
  purpose: 'circle.purpose' as Slot,
  /** The guide as JSON, see `guideOf`. */
  guide: 'circle.guide' as Slot,
  memberName: (member: PersonId): Slot => `member.${member}.name`,
  intention: (member: PersonId): Slot => `member.${member}.intention`,
  /** The mark of the browser that a session began in; it means nothing in another circle. */
  mark: (session: string): Slot => `session.${session}.mark`,
  linkLabel: (link: LinkId): Slot => `link.${link}.label`,
  /** Why a meeting was cancelled. */
  meetingNote: (meeting: MeetingId): Slot => `meeting.${meeting}.note`,
  /** What the circle says at its end. */
  closing: 'circle.closing' as Slot,
};

/** The state with one membership changed; as it was when there is no such membership. */
export function changeMember(
  state: CircleState,
  id: PersonId,
  change: (member: Member) => Member,
): CircleState {
  const member = state.members.get(id);
  return member ? { ...state, members: new Map(state.members).set(id, change(member)) } : state;
}
