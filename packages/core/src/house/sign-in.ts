/**
 * How organisers and programs sign in to the house, and how that is taken back (KEY-2, KEY-4):
 * sessions of organisers, keys of programs, dismissal. An organiser who was dismissed has no
 * session, no key and no standing from the next decision on; nor has a program whose key ended.
 */
import type { Refusal } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import type { Millis, PersonId, SessionId } from '../vocabulary.ts';
import type { HouseCommand, HouseEvent } from './commands.ts';
import type { HouseState } from './state.ts';

export interface StaffSession {
  readonly staff: PersonId;
  readonly since: Millis;
  readonly until: Millis;
}

/** A key of a program: the organiser it acts as, when and by which organiser it was made. */
export interface StaffKey {
  readonly staff: PersonId;
  /** Null for a key that was made before this was written down. */
  readonly since: Millis | null;
  /** Null when it was made on the machine of the server. */
  readonly by: PersonId | null;
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

/** Organisers who are people: programs act under an id of their own and are listed as keys. */
export const organisers = ({ staff, programs }: HouseState): PersonId[] =>
  [...staff].filter((each) => !programs.has(each));

const staffSessionsOf = ({ staffSessions }: HouseState, staff: PersonId): SessionId[] =>
  [...staffSessions].filter(([, each]) => each.staff === staff).map(([id]) => id);

export const endStaffSessions = (
  sessions: readonly SessionId[],
  staff: PersonId,
  at: Millis,
): HouseEvent[] =>
  sessions.length === 0 ? [] : [{ type: 'StaffSessionEnded', sessions, staff, at }];

/** Refusals: `unknown-person`; `not-yours` for the last organiser. */
export function dismiss(
  state: HouseState,
  { staff }: HouseCommand & { do: 'dismiss' },
  actor: PersonId | 'system',
  at: Millis,
): readonly HouseEvent[] | Refusal {
  const people = organisers(state);
  if (!people.includes(staff)) return refuse('unknown-person');
  if (people.length === 1) return refuse('not-yours');
  return [
    { type: 'OrganiserDismissed', staff, at, ...(actor === 'system' ? {} : { by: actor }) },
    ...endStaffSessions(staffSessionsOf(state, staff), staff, at),
    ...keysMadeBy(state, staff).map((key) => ({ type: 'KeyRevoked', key, at }) as const),
  ];
}

/** Keys that this organiser made, and those that programs made with such a key, and so on. */
function keysMadeBy({ keyDetails, programs }: HouseState, staff: PersonId): string[] {
  const makers = new Set([staff]);
  const made = new Set<string>();
  // A key is made after the one that it was made with, so one walk in their order is enough.
  for (const [key, details] of keyDetails) {
    if (details.by === null || !makers.has(details.by)) continue;
    made.add(key);
    if (programs.has(details.staff)) makers.add(details.staff);
  }
  return [...made];
}

/** Ends the keys that were made with it too. Refusal: `unknown-person` when there is no such key. */
export function revokeKey(
  state: HouseState,
  { key }: HouseCommand & { do: 'revoke-key' },
  at: Millis,
): readonly HouseEvent[] | Refusal {
  const staff = state.keys.get(key);
  if (staff === undefined) return refuse('unknown-person');
  const others = [...state.keys].some(([id, each]) => each === staff && id !== key);
  const isGone = state.programs.has(staff) && !others;
  const made = isGone ? keysMadeBy(state, staff) : [];
  return [key, ...made].map((each) => ({ type: 'KeyRevoked', key: each, at }));
}

/**
 * Ends one session of an organiser, and the sign-ins of before there were sessions, which is
 * recorded also for a session that never began here.
 */
export function signOutStaff(
  state: HouseState,
  { staff, session }: HouseCommand & { do: 'sign-out-staff' },
  at: Millis,
): readonly HouseEvent[] {
  const living = state.staffSessions.get(session);
  if (!state.staff.has(staff) || (living && living.staff !== staff)) return [];
  if (!living && state.legacyClosed.has(staff)) return [];
  return endStaffSessions([session], staff, at);
}

export const signOutStaffEverywhere = (
  state: HouseState,
  { staff }: HouseCommand & { do: 'sign-out-staff-everywhere' },
  at: Millis,
): readonly HouseEvent[] => endStaffSessions(staffSessionsOf(state, staff), staff, at);
