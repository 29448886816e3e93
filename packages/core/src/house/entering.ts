/**
 * How staff come into circles. A facilitator enters the circles that they look after, without a
 * link (STF-1); a facilitator of a ledger from before there was staff becomes staff with exactly
 * the circle that they lead already (STF-7). The house says so first: what it has not written down
 * it could not take back (STF-3).
 */
import { refuse } from '../kernel.ts';
import type { CircleId, PersonId } from '../vocabulary.ts';
import {
  type HouseCommandOf,
  type HouseDecision,
  type HouseEvolvers,
  type HouseRuleContext,
  type HouseRules,
  isForOther,
  organiserGuard,
  staffGuard,
  systemGuard,
} from './rule.ts';
import { activeStaffSession, staffSessionStart } from './sign-in.ts';
import { newStaffMember } from './staff.ts';
import {
  circleById,
  facilitatesCircle,
  houseSlots,
  sortedRoles,
  withStaffMember,
} from './state.ts';

/** Names a membership in one circle. */
const membershipKey = (circle: CircleId, member: PersonId): string => `${circle} ${member}`;

/**
 * Refusals: `not-here` for a circle that is not of this house, and for a membership whose identity
 * was removed; `stale` when the browser is signed in as somebody else than the one that this
 * membership became, and for a session id that is taken.
 */
function becomeStaff(
  { staff: asked, circle, member, name, session, replaces }: HouseCommandOf<'become-staff'>,
  { state, now }: HouseRuleContext,
): HouseDecision {
  if (!circleById(state, circle)) return refuse('not-here');
  const known = state.formerGuests.get(membershipKey(circle, member));
  if (known !== undefined && !state.staff.has(known)) return refuse('not-here');
  if (session === null && known !== undefined && known !== asked) return refuse('stale');
  const staff = known ?? asked;
  const identity = state.staff.get(staff);
  const begun = { staff, by: 'link', proof: null, passkey: null, replaces } as const;
  const started = session === null ? [] : staffSessionStart(state, session, begun, now);
  if (!started) return refuse('stale');
  const isDone = known !== undefined && identity && facilitatesCircle(identity, circle);
  const words = identity ? {} : { words: { [houseSlots.staffName(staff)]: name } };
  return [
    ...(isDone
      ? []
      : [{ type: 'GuestBecameStaff', staff, circle, member, at: now, ...words } as const]),
    ...started,
  ];
}

export const enteringRules: HouseRules<'enter-circle' | 'become-staff' | 'unassign-circle'> = {
  'enter-circle': {
    may: staffGuard,
    refuses: isForOther,
    /**
     * Refusals: `not-here` for a session that has ended or is another person's; `not-facilitator`
     * for who does not look after this circle, organisers too (STF-6).
     */
    decide({ staff, circle, session }, { state, now }) {
      if (activeStaffSession(state, session, now)?.staff !== staff) return refuse('not-here');
      const member = state.staff.get(staff);
      if (!member || !facilitatesCircle(member, circle)) return refuse('not-facilitator');
      return [{ type: 'CircleEntered', staff, circle, session }];
    },
  },
  'become-staff': {
    may: systemGuard,
    decide: (command, asked) => becomeStaff(command, asked),
  },
  'unassign-circle': {
    may: organiserGuard,
    decide({ staff, circle }, { state }) {
      const member = state.staff.get(staff);
      if (!member) return refuse('unknown-person');
      if (!member.circles.has(circle)) return [];
      const circles = [...member.circles].filter((each) => each !== circle);
      return [{ type: 'StaffChanged', staff, circles }];
    },
  },
};

export const enteringEvolvers: HouseEvolvers<'CircleEntered' | 'GuestBecameStaff'> = {
  CircleEntered(state, { staff, circle, session }) {
    const entered = withStaffMember(state, staff, (member) => ({
      ...member,
      inCircles: new Set(member.inCircles).add(circle),
    }));
    const known = entered.staffSessions.get(session);
    if (!known) return entered;
    const inCircles = new Set(known.inCircles).add(circle);
    const staffSessions = new Map(entered.staffSessions).set(session, { ...known, inCircles });
    return { ...entered, staffSessions };
  },
  GuestBecameStaff(state, { staff, circle, member, at }) {
    const before = state.staff.get(staff) ?? newStaffMember(['facilitator'], at);
    const roles = sortedRoles([...before.roles, 'facilitator']);
    const circles = new Set(before.circles).add(circle);
    return {
      ...state,
      staff: new Map(state.staff).set(staff, { ...before, roles, circles }),
      formerGuests: new Map(state.formerGuests).set(membershipKey(circle, member), staff),
    };
  },
};
