/**
 * The house record (STF-5): one entry for each commit of the house's ledger that came of an act of
 * staff, or of a command on the machine of the server. The chain of the ledger is the chain of the
 * record. It has ids, roles and times, and no words.
 */
import type { Fact } from '../kernel.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import type { ActSubject, HouseEvent } from './commands.ts';
import { type HouseRules, staffGuard } from './rule.ts';
import type { StaffRole } from './state.ts';

/** What was done, without its number. */
export interface RecordedAct extends ActSubject {
  /** The name of the command, or of an act of `staffActs`. */
  readonly what: string;
  /** Null for a command on the machine of the server, and for what a circle told. */
  readonly by: PersonId | null;
  readonly at: Millis;
  /** The roles that somebody has with it. */
  readonly roles?: readonly StaffRole[];
  /** What a key may. */
  readonly scope?: string;
}

export interface HouseRecordEntry extends RecordedAct {
  /**
   * Entries are in this order. It counts facts of the record alone: the version of a commit would
   * tell how often people answered about themselves in between (CVR-3).
   */
  readonly seq: number;
}

type HouseFactOf<Type extends HouseEvent['type']> = Extract<Fact<HouseEvent>, { type: Type }>;

/** The command behind a fact that has no act; null for what is no act of its own. */
const unattributed: {
  readonly [Type in HouseEvent['type']]: string | ((fact: HouseFactOf<Type>) => string) | null;
} = {
  StaffAdded: 'add-staff',
  StaffChanged: 'change-staff',
  StaffRemoved: 'dismiss',
  OrganiserDismissed: 'dismiss',
  OnCallOrdered: 'order-on-call',
  OrganiserLinkMade: 'make-organiser-link',
  StaffLinkMade: 'make-staff-link',
  OrganiserAppointed: null,
  OrganiserSignedIn: null,
  StaffSessionStarted: ({ by }) =>
    by === 'upgrade' ? 'upgrade-staff' : by === 'recovery' ? 'recover' : 'sign-in',
  StaffSessionEnded: 'sign-out-staff',
  PasskeyAdded: 'add-passkey',
  PasskeyUsed: ({ session }) => (session === undefined ? 'sign-in' : 'prove-passkey'),
  PasskeyRenamed: 'rename-passkey',
  PasskeyRemoved: 'remove-passkey',
  KeyMade: 'make-key',
  KeyRevoked: 'revoke-key',
  ChannelSetUp: 'set-up-channel',
  ChannelRemoved: 'remove-channel',
  // The act of testing was noted before.
  ChannelTested: null,
  EmailSet: 'set-email',
  EmailRemoved: 'set-email',
  PushSubscribed: 'subscribe-push',
  // Without an act the push service said that it no longer knows the device.
  PushEnded: null,
  StaffFeedMade: 'make-staff-feed',
  StaffFeedTitled: 'make-staff-feed',
  StaffFeedRevoked: 'revoke-staff-feed',
  StaffActNoted: null,
  CircleEntered: 'enter-circle',
  GuestBecameStaff: 'become-staff',
  Confirmed: null,
  CircleListed: 'list-circle',
  ExcludedEverywhere: 'exclude-everywhere',
  ExclusionMarked: null,
  ExclusionLifted: 'lift-exclusion',
  AlertRaised: null,
  AlertGiven: null,
  AlertTaken: 'take-alert',
  AlertReturned: null,
  AlertsSeen: null,
  AlertCauseOver: null,
  AlertSettled: null,
  DeliveriesClaimed: null,
  DeliveriesRecorded: null,
  // What people answered about themselves is theirs (CVR-3).
  CoverDeclined: null,
  CoverGiven: null,
  CoverAnswerTakenBack: null,
  CoverLimitsSet: null,
  CarryingSet: null,
  CoverReplanned: null,
  CoverMissed: null,
  CoverFound: null,
  CoverReviewed: null,
  DebriefAsked: null,
  DebriefTaken: null,
};

interface RecordedCommit {
  readonly at: Millis;
  readonly facts: readonly Fact<HouseEvent>[];
}

/** By how much the `seq` of this commit is above that of the one before; 0 where it has no entry. */
export const recordedFactsIn = ({ facts }: Pick<RecordedCommit, 'facts'>): number =>
  facts.filter(isRecordedFact).length;

export const isRecordedFact = (fact: Fact<HouseEvent>): boolean => actNameOf(fact) !== null;

/** Null for a commit that is no act of staff. */
export function recordedActOf({ at, facts }: RecordedCommit): RecordedAct | null {
  // A sign-in also uses a link or a passkey, and ends the session that it replaces.
  const [fact] = [
    ...facts.filter(({ type }) => type === 'GuestBecameStaff'),
    ...facts.filter(isSignIn),
    ...facts.filter(isRecordedFact),
  ];
  const what = fact && actNameOf(fact);
  if (!fact || !what) return null;
  const isByPerson = isSignIn(fact) || fact.type === 'PasskeyUsed';
  const person = isByPerson || fact.type === 'GuestBecameStaff' ? fact.staff : null;
  const by = fact.act?.by ?? person;
  return { what, by, at: fact.act?.at ?? at, ...subjectOf(fact) };
}

const isSignIn = (fact: Fact<HouseEvent>): fact is HouseFactOf<'StaffSessionStarted'> =>
  fact.type === 'StaffSessionStarted';

function actNameOf(fact: Fact<HouseEvent>): string | null {
  if (fact.act) return fact.act.what;
  const named = unattributed[fact.type] as string | ((fact: object) => string) | null;
  return typeof named === 'function' ? named(fact) : named;
}

const subjectNames = [
  'member',
  'link',
  'meeting',
  'circle',
  'staff',
  'key',
  'session',
  'passkey',
  'report',
  'thread',
  'alert',
  'channel',
  'roles',
  'scope',
] as const;

function subjectOf(fact: object): Omit<RecordedAct, 'what' | 'by' | 'at'> {
  const named = fact as Partial<Record<(typeof subjectNames)[number], unknown>>;
  return Object.fromEntries(
    subjectNames
      .filter((name) => (named[name] ?? null) !== null)
      .map((name) => [name, named[name]]),
  );
}

export const houseRecordRules: HouseRules<'note-staff-act'> = {
  'note-staff-act': {
    may: staffGuard,
    decide: ({ about }) => [{ type: 'StaffActNoted', ...about }],
  },
};

/** What the record is searched for; what is left out matches everything. */
export interface HouseRecordFilter {
  readonly by?: string;
  readonly what?: string;
  readonly circle?: string;
  /** Inclusive. */
  readonly from?: Millis;
  /** Exclusive. */
  readonly to?: Millis;
}

export const matchesRecordFilter = (
  entry: HouseRecordEntry,
  { by, what, circle, from, to }: HouseRecordFilter,
): boolean =>
  (by === undefined || entry.by === by) &&
  (what === undefined || entry.what === what) &&
  (circle === undefined || entry.circle === circle) &&
  (from === undefined || entry.at >= from) &&
  (to === undefined || entry.at < to);
