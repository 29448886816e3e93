/**
 * Memberships of staff in a circle: facilitators whose identity is in the house (STF-1). The house
 * says who may enter; here stands which membership is theirs, so that two devices, and the same
 * person after a recovery, have one. Each of their sessions belongs to one of the house and ends
 * with it (STF-3).
 */
import type { StaffAccessCommand } from '../house/index.ts';
import { refuse } from '../kernel.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import { isCurrentVersion } from './agreements-state.ts';
import type { CircleEvent } from './commands.ts';
import { withoutCode } from './evolve-sessions.ts';
import { removeFacilitator } from './facilitator-removal.ts';
import {
  type CircleCommandOf,
  type CircleDecision,
  type CircleEvolvers,
  type CircleRules,
  systemGuard,
} from './rule.ts';
import { activeSession, activeSessionsOf, endSessions, startSession } from './sessions.ts';
import { type CircleState, changeMember, circleSlots, type Member } from './state.ts';

/** The identity in the house that a membership belongs to. */
export interface StaffOfMember {
  readonly staff: PersonId;
  /** How many messages the house had sent when it allowed the last entrance. */
  readonly asOf: number;
}

/** The membership of somebody of the staff, also when they facilitate no more. */
export function memberOfStaff(
  { members }: Pick<CircleState, 'members'>,
  staff: PersonId,
): PersonId | null {
  for (const [id, member] of members) if (member.staff?.staff === staff) return id;
  return null;
}

/** A facilitator who has no identity among the staff (STF-1). */
export const isGuestFacilitator = ({ role, staff, forgotten }: Member): boolean =>
  role === 'facilitator' && staff === undefined && !forgotten;

/**
 * Whether a facilitator came before facilitators could be staff, so that they may become staff by
 * themselves (STF-7). Those who come by a link of today are guests; an organiser makes them staff.
 */
export const mayBecomeStaff = (member: Member): boolean =>
  isGuestFacilitator(member) && !member.guest;

/** Whom this press lets in: their own membership, or the one that this browser has as a guest. */
function membershipFor(
  state: CircleState,
  { staff, guest }: CircleCommandOf<'enter-as-staff'>,
): PersonId | null {
  const own = memberOfStaff(state, staff);
  if (own !== null || guest === null) return own;
  const member = state.members.get(guest);
  return member && isGuestFacilitator(member) ? guest : null;
}

/**
 * Refusals: `not-here` when the house has taken the entrance back since, or the session id is
 * another person's; `empty` for a new membership without a name; `stale` for a name that is to be
 * compared again, for agreements that have changed since they were read (AGR-1), and for a session
 * id that is taken.
 */
function enterAsStaff(
  state: CircleState,
  command: CircleCommandOf<'enter-as-staff'>,
  now: Millis,
): CircleDecision {
  const { staff, asOf, fresh, name, joined, session, of, replaces } = command;
  if ((state.staffEnds.get(staff) ?? -1) >= asOf) return refuse('not-here');
  // VOI-11: two people may choose the same name at once; then the names are compared again.
  if (name !== null && joined !== state.joined) return refuse('stale');
  const own = membershipFor(state, command);
  const words = (member: PersonId) =>
    name === null ? {} : { words: { [circleSlots.memberName(member)]: name } };
  if (own === null && name === null) return refuse('empty');
  const { agreed } = command;
  if (own === null && agreed !== undefined && !isCurrentVersion(state.agreements, agreed)) {
    return refuse('stale');
  }
  const member = own ?? fresh;
  const living = activeSessionsOf(state, member, now);
  // A press that is repeated in the same session of the house needs no second one here.
  const isIn = living.some(([, each]) => each.of === of);
  if (!isIn && state.sessions.has(session.session)) return refuse('stale');
  const start = { member, by: 'staff', home: true, replaces, of } as const;
  const begun = isIn ? [] : startSession(state, session, start, now);
  if (own === null) {
    const consent = agreed === undefined ? {} : { agreed };
    const joins = { type: 'StaffJoined', member, staff, asOf, at: now, ...consent } as const;
    return [{ ...joins, ...words(member) }, ...begun];
  }
  const known = state.members.get(own);
  const isLinked = known?.role === 'facilitator' && (known.staff?.asOf ?? -1) >= asOf;
  if (isLinked && name === null) return begun;
  const link: CircleEvent = { type: 'StaffLinked', member, staff, asOf, ...words(member) };
  return [...(known?.staff ? [] : withoutGuestSignIn(state, own, replaces, now)), link, ...begun];
}

/** A guest who becomes staff signs in as staff from now on: other ways of theirs end. */
function withoutGuestSignIn(
  state: CircleState,
  member: PersonId,
  replaces: CircleCommandOf<'enter-as-staff'>['replaces'],
  now: Millis,
): CircleEvent[] {
  const others = activeSessionsOf(state, member, now).filter(([id]) => id !== replaces);
  return [
    ...endSessions(
      others.map(([id]) => id),
      'signed-out',
      now,
    ),
    ...[...state.links.values()]
      .filter((link) => link.member === member && !link.revoked)
      .map(({ link }) => ({ type: 'LinkRevoked', link }) as const),
  ];
}

/** Nothing for an entrance that the house allowed after it had sent this message. */
function endStaffRole(
  state: CircleState,
  { staff, order }: Extract<StaffAccessCommand, { do: 'end-staff-role' }>,
  now: Millis,
): CircleDecision {
  if ((state.staffEnds.get(staff) ?? -1) >= order) return [];
  const ended = { type: 'StaffRoleEnded', staff, order } as const;
  const member = memberOfStaff(state, staff);
  const asOf = member === null ? undefined : state.members.get(member)?.staff?.asOf;
  if (member === null || asOf === undefined || asOf > order) return [ended];
  const removed = removeFacilitator(state, { do: 'remove-facilitator', member }, now, null);
  return 'refused' in removed ? removed : [ended, ...removed];
}

export const staffMemberRules: CircleRules<
  'enter-as-staff' | 'end-staff-role' | 'end-staff-sessions'
> = {
  'enter-as-staff': {
    may: systemGuard,
    decide: (command, { state, now }) => enterAsStaff(state, command, now),
  },
  'end-staff-role': {
    may: systemGuard,
    decide: (command, { state, now }) => endStaffRole(state, command, now),
  },
  'end-staff-sessions': {
    may: systemGuard,
    decide({ sessions }, { state, now }) {
      const ended = [...state.sessions]
        .filter(([, { of }]) => of !== undefined && sessions.includes(of))
        .map(([id]) => id)
        .filter((id) => activeSession(state, id, now) !== null);
      return endSessions(ended, 'signed-out', now);
    },
  },
};

export const staffMemberEvolvers: CircleEvolvers<'StaffJoined' | 'StaffLinked' | 'StaffRoleEnded'> =
  {
    StaffJoined(state, { member, staff, asOf, at, agreed = state.agreements.version }) {
      const joined: Member = {
        ...{ role: 'facilitator', link: null, known: false, since: at, marks: [], notices: [] },
        ...{ agreed: { version: agreed, at }, staff: { staff, asOf } },
      };
      const members = new Map(state.members).set(member, joined);
      return { ...state, members, joined: state.joined + 1 };
    },
    StaffLinked(state, { member: id, staff, asOf }) {
      const linked = changeMember(state, id, ({ guest: _, ...member }) => ({
        ...member,
        ...{ role: 'facilitator', staff: { staff, asOf }, legacyClosed: true },
      }));
      return withoutCode(linked, id);
    },
    StaffRoleEnded: (state, { staff, order }) => ({
      ...state,
      staffEnds: new Map(state.staffEnds).set(staff, order),
    }),
  };
