/** What the house's ledger adds up to, and what others read from it. */
import type { CalendarFeed } from '../calendar-feed.ts';
import type { Slot } from '../kernel.ts';
import { PersistentList } from '../persistent-list.ts';
import type {
  AlertId,
  CircleId,
  LinkId,
  MeetingId,
  Millis,
  PersonId,
  SessionId,
} from '../vocabulary.ts';
import type { StaffAlert } from './alerts.ts';
import type { Channel } from './channels.ts';
import { type CoverState, emptyCover } from './cover-state.ts';
import type { DebriefCall } from './debrief-calls.ts';
import type { OrganisationExclusion } from './exclusions.ts';
import type { StaffKey } from './keys.ts';
import type { HouseOutboxEntry } from './outbox.ts';
import type { Passkey } from './passkeys.ts';
import type { PushDevice } from './push-devices.ts';
import type { StaffSession } from './sign-in.ts';

/** What staff do. The order is the one in which roles are kept and shown. */
export const staffRoles = ['organiser', 'facilitator', 'on-call'] as const;
export type StaffRole = (typeof staffRoles)[number];

export const houseSlots = {
  /** The mark of the browser that a session of staff began in. */
  mark: (session: SessionId): Slot => `session.${session}.mark`,
  /** How its person calls the device of a session. */
  label: (session: SessionId): Slot => `session.${session}.label`,
  staffName: (staff: PersonId): Slot => `staff.${staff}.name`,
  passkeyName: (passkey: string): Slot => `passkey.${passkey}.name`,
  keyName: (key: string): Slot => `key.${key}.name`,
  /** The e-mail address by which somebody of the staff is alerted. */
  email: (staff: PersonId): Slot => `staff.${staff}.email`,
  /** What a browser gave for web push: address and keys, as JSON. */
  push: (session: SessionId): Slot => `session.${session}.push`,
  channelName: (channel: string): Slot => `channel.${channel}.name`,
  channelUrl: (channel: string): Slot => `channel.${channel}.url`,
  channelSecret: (channel: string): Slot => `channel.${channel}.secret`,
  /** What the other side said at the last test. */
  channelTest: (channel: string): Slot => `channel.${channel}.test`,
};

/** Read from the house's own ledger, see `organiserStandingOf`. */
export interface HouseStanding {
  readonly organiser: PersonId;
}

/** A person with an identity in the house (STF-1). Their name is a word, see `houseSlots`. */
export interface StaffMember {
  /** In the order of `staffRoles`, each once. */
  readonly roles: readonly StaffRole[];
  /** The circles that a facilitator looks after. */
  readonly circles: ReadonlySet<CircleId>;
  /** Null where it was not written down. */
  readonly since: Millis | null;
  /** Has signed in, so that a further link is for recovery. */
  readonly entered: boolean;
  /** By their id in the house, oldest first. */
  readonly passkeys: ReadonlyMap<string, Passkey>;
  /** Circles that have a membership of theirs as a facilitator, or are about to. */
  readonly inCircles: ReadonlySet<CircleId>;
  /** Since when there is an e-mail address of theirs; null: there is none. See `houseSlots`. */
  readonly emailSince: Millis | null;
  /** The address by which a calendar follows the meetings that they lead (RHY-5). */
  readonly feed?: CalendarFeed;
}

/** Each role once, in the order of `staffRoles`. */
export const sortedRoles = (roles: readonly StaffRole[]): StaffRole[] =>
  staffRoles.filter((role) => roles.includes(role));

/** Whether they lead this circle: a facilitator who is assigned to it (STF-1). */
export const facilitatesCircle = (
  { roles, circles }: Pick<StaffMember, 'roles' | 'circles'>,
  circle: CircleId,
): boolean => roles.includes('facilitator') && circles.has(circle);

/** A one-time link of staff. */
export interface StaffSignInLink {
  readonly link: LinkId;
  readonly expires: Millis;
  /** Whose entry it is; null for a new organiser, whose identity begins with it. */
  readonly staff: PersonId | null;
  readonly purpose: 'organiser' | 'entry' | 'recovery';
  /** The organiser who made it; null for the command line, and in old ledgers. */
  readonly by: PersonId | null;
  /** Who signed in by it, and in old ledgers from which browser; null while it is unused. */
  readonly used: { readonly staff: PersonId; readonly browser: string | null } | null;
}

/** Of each channel how often it failed since it last worked; absent: not at all. */
export type ChannelFailures = ReadonlyMap<
  string,
  { readonly count: number; readonly since: Millis }
>;

export interface HouseState {
  /** People; programs act by their keys alone. */
  readonly staff: ReadonlyMap<PersonId, StaffMember>;
  /** Those on call, in the order in which they are alerted. */
  readonly onCall: readonly PersonId[];
  readonly staffSessions: ReadonlyMap<SessionId, StaffSession>;
  /** Devices that are alerted by web push, by the session that each ends with. */
  readonly pushDevices: ReadonlyMap<SessionId, PushDevice>;
  /** Staff with an ended session: their older cookies without a session are invalid. */
  readonly legacyClosed: ReadonlySet<PersonId>;
  /** Challenges of passkeys that were answered, until they expire. */
  readonly usedChallenges: ReadonlyMap<string, Millis>;
  /** By hash. */
  readonly links: ReadonlyMap<string, StaffSignInLink>;
  /** Keys of programs, in the order in which they were made. */
  readonly keys: ReadonlyMap<string, StaffKey>;
  /** The ways by which staff are alerted, by their id, oldest first (ALR-2). */
  readonly channels: ReadonlyMap<string, Channel>;
  /** In the order in which they were opened; found by their id and by its prefix, see `circleById`. */
  readonly circles: PersistentList<CircleId>;
  /** People excluded from the whole organisation, oldest first. */
  readonly exclusions: readonly OrganisationExclusion[];
  /** In the order in which they were raised; settled ones for some days. */
  readonly alerts: ReadonlyMap<AlertId, StaffAlert>;
  readonly channelFailures: ChannelFailures;
  /** Who carries which meeting, as far as they said so (CVR-2). */
  readonly cover: CoverState;
  /** Who asks for somebody on call to talk a meeting over (CVR-5). */
  readonly debriefCalls: ReadonlyMap<MeetingId, DebriefCall>;
  /** Whom a facilitator of an old ledger became, by circle and membership (STF-7). */
  readonly formerGuests: ReadonlyMap<string, PersonId>;
  /** What circles have yet to be told, by the id under which it is confirmed. */
  readonly outgoing: ReadonlyMap<string, HouseOutboxEntry>;
  /** How much circles were told so far: the next id. */
  readonly outboxSequence: number;
  /** How many facts of the house record there were so far: the `seq` of its last entry. */
  readonly recordedFacts: number;
}

/** So many characters of a circle's id lead to it; no two circles share them. */
export const circlePrefixLength = 8;
export const circlePrefixOf = (circle: CircleId): string => circle.slice(0, circlePrefixLength);

export const emptyHouse: HouseState = {
  staff: new Map(),
  onCall: [],
  staffSessions: new Map(),
  pushDevices: new Map(),
  legacyClosed: new Set(),
  usedChallenges: new Map(),
  links: new Map(),
  keys: new Map(),
  channels: new Map(),
  circles: PersistentList.empty((circle) => [circle, circlePrefixOf(circle)]),
  exclusions: [],
  alerts: new Map(),
  channelFailures: new Map(),
  cover: emptyCover,
  debriefCalls: new Map(),
  formerGuests: new Map(),
  outgoing: new Map(),
  outboxSequence: 0,
  recordedFacts: 0,
};

/** The circle of this house with this id, whatever its type; null when there is none. */
export function circleById({ circles }: Pick<HouseState, 'circles'>, id: string): CircleId | null {
  const circle = circles.get(id);
  return circle === id ? circle : null;
}

/** The circle of this house that the prefix in a link leads to; null when there is none. */
export function circleByPrefix(
  { circles }: Pick<HouseState, 'circles'>,
  prefix: string,
): CircleId | null {
  const circle = circles.get(prefix);
  return circle !== undefined && circlePrefixOf(circle) === prefix ? circle : null;
}

/** People who organise. */
export const organisers = ({ staff }: Pick<HouseState, 'staff'>): PersonId[] =>
  [...staff].filter(([, { roles }]) => roles.includes('organiser')).map(([id]) => id);

/** The keys by which a program acts under this id. */
export const keysOf = ({ keys }: Pick<HouseState, 'keys'>, program: PersonId): StaffKey[] =>
  [...keys.values()].filter(({ staff }) => staff === program);

/** For an organiser, and for a program whose key may organise. */
export function organiserStandingOf(
  state: Pick<HouseState, 'staff' | 'keys'>,
  person: PersonId,
): HouseStanding | null {
  const member = state.staff.get(person);
  const organises =
    member?.roles.includes('organiser') ??
    keysOf(state, person).some(({ scope }) => scope === 'organise');
  return organises ? { organiser: person } : null;
}

/** Whether the maker of a link is no organiser any more, so that the link opens nothing (KEY-4). */
export const isDisowned = (state: HouseState, maker: PersonId | null): boolean =>
  maker !== null && organiserStandingOf(state, maker) === null;

/** Changes one identity; does nothing when there is none with this id. */
export function withStaffMember(
  state: HouseState,
  id: PersonId,
  change: (member: StaffMember) => StaffMember,
): HouseState {
  const member = state.staff.get(id);
  return member ? { ...state, staff: new Map(state.staff).set(id, change(member)) } : state;
}
