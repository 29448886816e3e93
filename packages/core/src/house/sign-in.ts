/**
 * How organisers and programs sign in to the house, and how that is taken back (KEY-2, KEY-4):
 * sessions of organisers, keys of programs, dismissal. An organiser who was dismissed has no
 * session, no key and no standing from the next decision on.
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

/** A key of a program: the organiser it acts as, when it was made and by whom. */
export interface StaffKey {
  readonly staff: PersonId;
  /** Null for a key that was made before this was written down. */
  readonly since: Millis | null;
  /** Null when it was made on the machine of the server. */
  readonly by: PersonId | null;
}

/** Null for one that is unknown, has ended, or whose time is over. */
export function livingStaffSession(
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

const sessionsOf = ({ staffSessions }: HouseState, staff: PersonId): SessionId[] =>
  [...staffSessions].filter(([, each]) => each.staff === staff).map(([id]) => id);

export const endsStaff = (
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
  const keys = [...state.keyDetails].filter(([, key]) => key.by === staff).map(([id]) => id);
  return [
    { type: 'OrganiserDismissed', staff, at, ...(actor === 'system' ? {} : { by: actor }) },
    ...endsStaff(sessionsOf(state, staff), staff, at),
    ...keys.map((key) => ({ type: 'KeyRevoked', key, at }) as const),
  ];
}

/** Refusal: `unknown-person` when there is no such key. */
export const revokeKey = (
  { keys }: HouseState,
  { key }: HouseCommand & { do: 'revoke-key' },
  at: Millis,
): readonly HouseEvent[] | Refusal =>
  keys.has(key) ? [{ type: 'KeyRevoked', key, at }] : refuse('unknown-person');

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
  return endsStaff([session], staff, at);
}

export const signOutStaffEverywhere = (
  state: HouseState,
  { staff }: HouseCommand & { do: 'sign-out-staff-everywhere' },
  at: Millis,
): readonly HouseEvent[] => endsStaff(sessionsOf(state, staff), staff, at);
