/**
 * The people who carry the circles (STF-1): one identity each, with roles and circles. The keys and
 * links that an organiser made end with the role (STF-3), and a circle that somebody leads no more
 * is told so.
 */
import { refuse } from '../kernel.ts';
import type { CircleId, Millis, PersonId, RefusalCode } from '../vocabulary.ts';
import { withoutCarer, withoutCoverIn } from './cover-rules.ts';
import { withoutDebriefer } from './debrief-calls.ts';
import { keysMadeBy, revokeKeys } from './keys.ts';
import { queueRoleEnds } from './outbox.ts';
import { isForOtherThanOrganiser } from './passkeys.ts';
import {
  type HouseCommandOf,
  type HouseDecision,
  type HouseEvolvers,
  type HouseRuleContext,
  type HouseRules,
  organiserGuard,
  staffGuard,
} from './rule.ts';
import { endAllStaffSessions } from './sign-in.ts';
import { withoutLinks } from './sign-in-rules.ts';
import {
  circleById,
  facilitatesCircle,
  type HouseState,
  houseSlots,
  organisers,
  type StaffMember,
  type StaffRole,
  sortedRoles,
  withStaffMember,
} from './state.ts';

export const staffRules: HouseRules<'add-staff' | 'change-staff' | 'dismiss' | 'order-on-call'> = {
  'add-staff': {
    may: organiserGuard,
    decide: (command, asked) => addStaff(command, asked),
  },
  'change-staff': {
    may: staffGuard,
    refuses: isForOtherThanOrganiser,
    decide: (command, asked) => changeStaff(command, asked),
  },
  dismiss: {
    may: organiserGuard,
    decide: (command, asked) => dismiss(command, asked),
  },
  'order-on-call': {
    may: organiserGuard,
    /** Refusal: `bad-order` when it is not everybody on call, each once. */
    decide({ order }, { state }) {
      const named = new Set(order);
      const isWhole = order.length === named.size && named.size === state.onCall.length;
      if (!isWhole || state.onCall.some((each) => !named.has(each))) return refuse('bad-order');
      const isSame = order.every((each, at) => state.onCall[at] === each);
      return isSame ? [] : [{ type: 'OnCallOrdered', order }];
    },
  },
};

/** `empty`: staff without a role; `not-here`: a circle that is not of this house. */
const assignmentRefusal = (
  state: HouseState,
  roles: readonly StaffRole[] | undefined,
  circles: readonly CircleId[] | undefined,
): RefusalCode | null => {
  if (circles?.some((each) => !circleById(state, each))) return 'not-here';
  return roles?.length === 0 ? 'empty' : null;
};

/** Refusals: `empty` without a name or role, `not-here` for an unknown circle, `stale` for a taken id. */
function addStaff(
  { staff, name, roles, circles, link, hash, expires }: HouseCommandOf<'add-staff'>,
  { state, actor, now }: HouseRuleContext,
): HouseDecision {
  if (state.links.has(hash)) return [];
  const refusal = assignmentRefusal(state, roles, circles);
  if (refusal) return refuse(refusal);
  if (name === '') return refuse('empty');
  if (state.staff.has(staff)) return refuse('stale');
  const by = actor === 'system' ? {} : { by: actor };
  const words = { [houseSlots.staffName(staff)]: name };
  const given = { roles: sortedRoles(roles), circles: [...new Set(circles)] };
  return [
    { type: 'StaffAdded', staff, ...given, at: now, words },
    { type: 'StaffLinkMade', staff, link, hash, expires, ...by },
  ];
}

/**
 * Refusals: `unknown-person`; `not-here` for roles and circles by who is no organiser, and for an
 * unknown circle; `empty` without a name or role; `not-yours` for the last organiser.
 */
function changeStaff(
  { staff, name, roles, circles }: HouseCommandOf<'change-staff'>,
  { state, actor, isOrganiser, now }: HouseRuleContext,
): HouseDecision {
  const member = state.staff.get(staff);
  if (!member) return refuse('unknown-person');
  const assigns = roles !== undefined || circles !== undefined;
  if (assigns && !isOrganiser && actor !== 'system') return refuse('not-here');
  const refusal = assignmentRefusal(state, roles, circles);
  if (refusal) return refuse(refusal);
  if (name === '') return refuse('empty');
  const sorted = roles && sortedRoles(roles);
  const stepsDown = member.roles.includes('organiser') && sorted?.includes('organiser') === false;
  if (stepsDown && organisers(state).length === 1) return refuse('not-yours');
  const changed = {
    ...(sorted && sorted.join() !== member.roles.join() ? { roles: sorted } : {}),
    ...(circles && !isSameSet(circles, member.circles) ? { circles: [...new Set(circles)] } : {}),
    ...(name === undefined ? {} : { words: { [houseSlots.staffName(staff)]: name } }),
  };
  if (Object.keys(changed).length === 0) return [];
  const revoked = stepsDown ? revokeKeys(state, keysMadeBy(state, staff), now) : [];
  return [{ type: 'StaffChanged', staff, ...changed }, ...revoked];
}

const isSameSet = (list: readonly CircleId[], set: ReadonlySet<CircleId>): boolean =>
  new Set(list).size === set.size && list.every((each) => set.has(each));

/** Refusals: `unknown-person`; `not-yours` for the last organiser. */
function dismiss(
  { staff }: HouseCommandOf<'dismiss'>,
  { state, now }: HouseRuleContext,
): HouseDecision {
  const member = state.staff.get(staff);
  if (!member) return refuse('unknown-person');
  const people = organisers(state);
  if (people.length === 1 && people.includes(staff)) return refuse('not-yours');
  const erases = [
    houseSlots.staffName(staff),
    ...(member.emailSince === null ? [] : [houseSlots.email(staff)]),
    ...[...member.passkeys.keys()].map(houseSlots.passkeyName),
  ];
  return [
    { type: 'StaffRemoved', staff, erases },
    ...endAllStaffSessions(state, staff, now),
    ...revokeKeys(state, keysMadeBy(state, staff), now),
  ];
}

/** An identity without circles, passkeys and sign-ins. */
export const newStaffMember = (roles: readonly StaffRole[], since: Millis | null): StaffMember => ({
  ...{ roles, circles: new Set(), since },
  ...{ entered: false, passkeys: new Map(), inCircles: new Set(), emailSince: null },
});

const withMember = (state: HouseState, id: PersonId, member: StaffMember): HouseState =>
  withOnCall({ ...state, staff: new Map(state.staff).set(id, member) });

/** Who comes on call is the last to be alerted, until an organiser orders them. */
function withOnCall(state: HouseState): HouseState {
  const isOnCall = (id: PersonId) => state.staff.get(id)?.roles.includes('on-call') === true;
  const stay = state.onCall.filter(isOnCall);
  const come = [...state.staff.keys()].filter((id) => isOnCall(id) && !stay.includes(id));
  if (come.length === 0 && stay.length === state.onCall.length) return state;
  return { ...state, onCall: [...stay, ...come] };
}

/** Links that they made, which nobody used, and links to their own identity. */
const withoutLinksOf = (state: HouseState, staff: PersonId): HouseState =>
  withoutLinks(state, (link) => link.staff === staff || (link.by === staff && link.used === null));

function withoutMember(state: HouseState, { staff: id }: { readonly staff: PersonId }): HouseState {
  const staff = new Map(state.staff);
  staff.delete(id);
  const legacyClosed = new Set(state.legacyClosed).add(id);
  const told = queueRoleEnds(state, id, state.staff.get(id)?.inCircles ?? []);
  return withOnCall(
    withoutDebriefer(withoutCarer(withoutLinksOf({ ...told, staff, legacyClosed }, id), id), id),
  );
}

/** The circles that somebody led until now are told, and count no more among those they are in. */
function withLostCircles(before: HouseState, id: PersonId): HouseState {
  const member = before.staff.get(id);
  if (!member) return before;
  const state = withoutCoverIn(before, id, (circle) => !facilitatesCircle(member, circle));
  const lost = [...member.inCircles].filter((circle) => !facilitatesCircle(member, circle));
  if (lost.length === 0) return state;
  const inCircles = new Set([...member.inCircles].filter((circle) => !lost.includes(circle)));
  return queueRoleEnds(
    withStaffMember(state, id, (known) => ({ ...known, inCircles })),
    id,
    lost,
  );
}

export const staffEvolvers: HouseEvolvers<
  | 'OrganiserAppointed'
  | 'StaffAdded'
  | 'StaffChanged'
  | 'StaffRemoved'
  | 'OrganiserDismissed'
  | 'OnCallOrdered'
> = {
  OrganiserAppointed: (state, { staff, at = null }) =>
    withMember(state, staff, state.staff.get(staff) ?? newStaffMember(['organiser'], at)),
  StaffAdded: (state, { staff, roles, circles, at }) =>
    withMember(state, staff, { ...newStaffMember(roles, at), circles: new Set(circles) }),
  StaffChanged(state, { staff, roles, circles }) {
    const before = state.staff.get(staff);
    const changed = withStaffMember(state, staff, (member) => ({
      ...member,
      ...(roles ? { roles } : {}),
      ...(circles ? { circles: new Set(circles) } : {}),
    }));
    const stepsDown = before?.roles.includes('organiser') && roles?.includes('organiser') === false;
    const kept = stepsDown
      ? withoutLinks(changed, (link) => link.by === staff && link.used === null)
      : changed;
    return withOnCall(withLostCircles(kept, staff));
  },
  StaffRemoved: withoutMember,
  OrganiserDismissed: withoutMember,
  OnCallOrdered: (state, { order }) => ({ ...state, onCall: order }),
};
