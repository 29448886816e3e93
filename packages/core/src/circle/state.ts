/**
 * What a circle's ledger adds up to. Names, labels, purpose and agreements are words and
 * lie beside it, in the slots named here.
 */
import type { OrganiserAct } from '../house/index.ts';
import type { Slot } from '../kernel.ts';
import type { CircleSettings } from '../settings.ts';
import { defaultSettings } from '../settings.ts';
import type { Intention } from '../view.ts';
import type { CircleId, LinkId, MeetingId, Millis, PersonId, Role } from '../vocabulary.ts';
import type { Exclusion, Outgoing } from './exclusion.ts';
import type { Link } from './links.ts';

export interface Member {
  readonly role: Role;
  /** The link they came by. */
  readonly link: LinkId;
  /** Was let into a meeting once. */
  readonly known: boolean;
  /** Was let in, and no message of theirs has reached the circle yet (VOI-10). */
  readonly newcomer?: true;
  /** A mute that outlives the meeting it was given in: until when, null until lifted (VOI-2). */
  readonly mutedUntil?: Millis | null;
  /** Also when its time is over; who asks compares. */
  readonly exclusion?: Exclusion;
  /** An exclusion from the organisation that was decided elsewhere binds this membership (VOI-12). */
  readonly barred?: string;
  /** Sessions whose browser mark is kept as a word. */
  readonly marks?: readonly string[];
  readonly standIn?: true;
  readonly intention?: Omit<Intention, 'text'>;
  /** The end of the last meeting they were in, or when they joined; see `retentionSince`. */
  readonly since?: Millis;
  /** Name and words are gone; what is left binds an exclusion. */
  readonly forgotten?: true;
}

export interface PlannedMeeting {
  readonly meeting: MeetingId;
  readonly start: Millis;
  readonly end: Millis;
  readonly ended: boolean;
}

export interface CircleState {
  /** What organisers did here, oldest first (KEY-6). */
  readonly acts: readonly OrganiserAct[];
  /** Null until the circle is opened. */
  readonly circle: CircleId | null;
  readonly settings: CircleSettings;
  /** How many agreements there are; their words are in slots. */
  readonly agreements: number;
  readonly links: ReadonlyMap<LinkId, Link>;
  /** Links by the hash of their token. */
  readonly hashes: ReadonlyMap<string, LinkId>;
  readonly members: ReadonlyMap<PersonId, Member>;
  /** How many have ever joined: another number means that there are names one has not seen. */
  readonly joined: number;
  /** In the order in which they were scheduled. */
  readonly meetings: readonly PlannedMeeting[];
  /** What the house has yet to be told, by the id under which it confirms. */
  readonly outgoing: ReadonlyMap<string, Outgoing>;
  /** How much the house was told so far: the next id. */
  readonly told: number;
  /** When time began to count for members of whom no time is known; null until then. */
  readonly retentionSince: Millis | null;
  /** Forgotten here, and not yet in meetings and at the desk. */
  readonly leaving: ReadonlySet<PersonId>;
}

export const emptyCircle: CircleState = {
  acts: [],
  circle: null,
  settings: defaultSettings,
  agreements: 0,
  links: new Map(),
  hashes: new Map(),
  members: new Map(),
  joined: 0,
  meetings: [],
  outgoing: new Map(),
  told: 0,
  retentionSince: null,
  leaving: new Set(),
};

export const circleSlots = {
  name: 'circle.name' as Slot,
  purpose: 'circle.purpose' as Slot,
  agreement: (n: number): Slot => `agreement.${n}`,
  memberName: (member: PersonId): Slot => `member.${member}.name`,
  intention: (member: PersonId): Slot => `member.${member}.intention`,
  /** The mark of the browser that a session began in; it means nothing in another circle. */
  mark: (session: string): Slot => `session.${session}.mark`,
  linkLabel: (link: LinkId): Slot => `link.${link}.label`,
};
