/**
 * Sessions of staff and the one-time links that begin them (KEY-2, KEY-4, STF-2). Staff who were
 * removed have no session, no link and no standing from the next decision on.
 */
import type { Slot } from '../kernel.ts';
import type { CircleId, LinkId, Millis, PersonId, SessionId } from '../vocabulary.ts';
import type { HouseEvent, NewStaffSession } from './commands.ts';
import type { HouseCommandOf } from './rule.ts';
import { type HouseState, houseSlots, type StaffSignInLink } from './state.ts';

/** `upgrade`: a cookie of before there were sessions. */
export type StaffSignInKind = 'link' | 'recovery' | 'passkey' | 'upgrade';

export interface StaffSession {
  readonly staff: PersonId;
  readonly since: Millis;
  readonly until: Millis;
  /** How it began. */
  readonly by: StaffSignInKind;
  /** When its person last proved themselves by a passkey; null: never. */
  readonly proof: Millis | null;
  /** The passkey that it began with, and ends with; null without one. */
  readonly passkey: string | null;
  /** Circles that were entered in it: their sessions end with it. */
  readonly inCircles: ReadonlySet<CircleId>;
}

/** Null for one that is unknown, has ended, or whose time is over. */
export function activeStaffSession(
  { staff, staffSessions }: Pick<HouseState, 'staff' | 'staffSessions'>,
  id: SessionId,
  now: Millis,
): StaffSession | null {
  const session = staffSessions.get(id);
  return session && session.until > now && staff.has(session.staff) ? session : null;
}

/** The living sessions of one person, oldest first. */
export const staffSessionsOf = (
  state: Pick<HouseState, 'staff' | 'staffSessions'>,
  staff: PersonId,
  now: Millis,
): [SessionId, StaffSession][] =>
  [...state.staffSessions].filter(
    ([id, each]) => each.staff === staff && activeStaffSession(state, id, now) !== null,
  );

const sessionSlots = (session: SessionId): Slot[] => [
  houseSlots.mark(session),
  houseSlots.label(session),
  houseSlots.push(session),
];

export const endStaffSessions = (
  sessions: readonly SessionId[],
  staff: PersonId,
  at: Millis,
): HouseEvent[] =>
  sessions.length === 0
    ? []
    : [{ type: 'StaffSessionEnded', sessions, staff, at, erases: sessions.flatMap(sessionSlots) }];

/** Ends every session of a person. */
export const endAllStaffSessions = (
  { staffSessions }: HouseState,
  staff: PersonId,
  at: Millis,
): HouseEvent[] =>
  endStaffSessions(
    [...staffSessions].filter(([, each]) => each.staff === staff).map(([id]) => id),
    staff,
    at,
  );

/**
 * Begins a session, and ends the one that it replaces. The words of those whose time is over are
 * erased. Null when its id is taken.
 */
export function staffSessionStart(
  { staffSessions }: HouseState,
  { session, until, mark, label = '' }: NewStaffSession,
  begun: Pick<StaffSession, 'staff' | 'by' | 'proof' | 'passkey'> & {
    readonly replaces: SessionId | null;
  },
  now: Millis,
): HouseEvent[] | null {
  if (staffSessions.has(session)) return null;
  const { replaces, ...start } = begun;
  const before = replaces === null ? undefined : staffSessions.get(replaces);
  const words = {
    ...(mark === null ? {} : { [houseSlots.mark(session)]: mark }),
    ...(label === '' ? {} : { [houseSlots.label(session)]: label }),
  };
  const over = [...staffSessions].filter(([id, each]) => each.until <= now && id !== replaces);
  const erases = over.flatMap(([id]) => sessionSlots(id));
  return [
    ...(before && replaces ? endStaffSessions([replaces], before.staff, now) : []),
    {
      ...{ type: 'StaffSessionStarted', session, ...start, since: now, until },
      ...(Object.keys(words).length === 0 ? {} : { words }),
      ...(erases.length === 0 ? {} : { erases }),
    },
  ];
}

/**
 * Ends one session of a person, and the sign-ins of before there were sessions, which is
 * recorded also for a session that never began here.
 */
export function signOutStaff(
  state: HouseState,
  { staff, session }: HouseCommandOf<'sign-out-staff'>,
  at: Millis,
): readonly HouseEvent[] {
  const living = state.staffSessions.get(session);
  if (!state.staff.has(staff) || (living && living.staff !== staff)) return [];
  if (!living && state.legacyClosed.has(staff)) return [];
  return endStaffSessions([session], staff, at);
}

/** What a link opens now. */
export interface OpenStaffLink {
  readonly link: LinkId;
  /** Its identity, or the one that used it before in the same browser; null for a new organiser. */
  readonly staff: PersonId | null;
  readonly purpose: StaffSignInLink['purpose'];
  /** Used already, in a ledger of before there were sessions. */
  readonly isAgain: boolean;
}

/** Null for a link that opens nothing: unknown, expired, used, or of somebody who was removed. */
export function openStaffLink(
  state: HouseState,
  attempt: { readonly hash: string; readonly browser: string | null; readonly now: Millis },
): OpenStaffLink | null {
  const known = state.links.get(attempt.hash);
  if (!known || known.expires <= attempt.now) return null;
  const { link, purpose, staff, used } = known;
  if (used === null) {
    const isGone = staff !== null && !state.staff.has(staff);
    return isGone ? null : { link, purpose, staff, isAgain: false };
  }
  const isSame = used.browser !== null && used.browser === attempt.browser;
  const isAgain = isSame && !state.legacyClosed.has(used.staff) && state.staff.has(used.staff);
  return isAgain ? { link, purpose, staff: used.staff, isAgain } : null;
}
