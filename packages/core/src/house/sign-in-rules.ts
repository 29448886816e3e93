/** The commands of organisers and programs about their sign-ins; sign-in.ts has the parts. */
import { refuse } from '../kernel.ts';
import type { Millis, PersonId, RefusalCode } from '../vocabulary.ts';
import type { HouseEvent, NewStaffSession } from './commands.ts';
import {
  type HouseCommandOf,
  type HouseDecision,
  type HouseEvolvers,
  type HouseRuleContext,
  type HouseRules,
  organiserGuard,
  systemGuard,
} from './rule.ts';
import { dismiss, revokeKey, signOutStaff, signOutStaffEverywhere } from './sign-in.ts';
import { type HouseState, houseSlots, type OrganiserLink, organiserByLink } from './state.ts';

const isForOther = (
  { staff }: { readonly staff: PersonId },
  { actor }: HouseRuleContext,
): RefusalCode | false => actor !== 'system' && actor !== staff && 'not-here';

export const staffSignInRules: HouseRules<
  | 'make-organiser-link'
  | 'sign-in'
  | 'upgrade-staff'
  | 'sign-out-staff'
  | 'sign-out-staff-everywhere'
> = {
  'make-organiser-link': {
    may: organiserGuard,
    decide: ({ link, hash, expires }, { state }) =>
      state.links.has(hash) ? [] : [{ type: 'OrganiserLinkMade', link, hash, expires }],
  },
  'sign-in': {
    // The token of the link is the proof.
    may: () => null,
    decide: (command, { state, now }) => signIn(state, command, now),
  },
  'upgrade-staff': {
    may: systemGuard,
    decide({ staff, fresh }, { state, now }) {
      if (!state.staff.has(staff) || state.legacyClosed.has(staff)) return refuse('not-here');
      return state.staffSessions.has(fresh.session) ? [] : [staffSessionStarted(fresh, staff, now)];
    },
  },
  'sign-out-staff': {
    may: organiserGuard,
    refuses: isForOther,
    decide: (command, { state, now }) => signOutStaff(state, command, now),
  },
  'sign-out-staff-everywhere': {
    may: organiserGuard,
    refuses: isForOther,
    decide: (command, { state, now }) => signOutStaffEverywhere(state, command, now),
  },
};

/** Refusals: `not-here` for a link that opens nothing, `stale` for an id that is taken. */
function signIn(
  state: HouseState,
  { hash, staff, browser, session, replaces }: HouseCommandOf<'sign-in'>,
  now: Millis,
): HouseDecision {
  const opened = organiserByLink(state, { hash, browser, now });
  if (!opened) return refuse('not-here');
  if (state.staffSessions.has(session.session)) return refuse('stale');
  const who = opened.again ?? staff;
  const before = replaces === null ? undefined : state.staffSessions.get(replaces);
  const ended: HouseEvent[] =
    before && replaces
      ? [{ type: 'StaffSessionEnded', sessions: [replaces], staff: before.staff, at: now }]
      : [];
  return [
    ...(state.staff.has(who) ? [] : [{ type: 'OrganiserAppointed', staff: who, at: now } as const]),
    ...(opened.again
      ? []
      : [{ type: 'OrganiserSignedIn', link: opened.link, staff: who } as const]),
    ...ended,
    staffSessionStarted(session, who, now),
  ];
}

const staffSessionStarted = (
  { session, until, mark }: NewStaffSession,
  staff: PersonId,
  since: Millis,
): HouseEvent => ({
  type: 'StaffSessionStarted',
  ...{ session, staff, since, until },
  ...(mark === null ? {} : { words: { [houseSlots.mark(session)]: mark } }),
});

export const staffSignInEvolvers: HouseEvolvers<
  | 'OrganiserLinkMade'
  | 'OrganiserSignedIn'
  | 'OrganiserAppointed'
  | 'StaffSessionStarted'
  | 'StaffSessionEnded'
> = {
  OrganiserLinkMade(state, { link, hash, expires }) {
    const made: OrganiserLink = { link, expires, used: null };
    return { ...state, links: new Map(state.links).set(hash, made) };
  },
  OrganiserSignedIn(state, { link, staff, browser = null }) {
    const links = new Map(state.links);
    for (const [hash, each] of links) {
      if (each.link === link) links.set(hash, { ...each, used: { staff, browser } });
    }
    return { ...state, links };
  },
  OrganiserAppointed(state, { staff, at }) {
    const since = at === undefined ? state.since : new Map(state.since).set(staff, at);
    return { ...state, since, staff: new Set(state.staff).add(staff) };
  },
  StaffSessionStarted(state, { session, staff, since, until }) {
    // Sessions that had expired when this one began are dropped.
    const active = [...state.staffSessions].filter(([, each]) => each.until > since);
    return { ...state, staffSessions: new Map(active).set(session, { staff, since, until }) };
  },
  StaffSessionEnded(state, { sessions, staff }) {
    const staffSessions = new Map(state.staffSessions);
    for (const session of sessions) staffSessions.delete(session);
    return { ...state, staffSessions, legacyClosed: new Set(state.legacyClosed).add(staff) };
  },
};

export const staffRules: HouseRules<'make-key' | 'revoke-key' | 'dismiss'> = {
  'make-key': {
    may: organiserGuard,
    decide({ key, staff }, { state, actor, now }) {
      if (state.keys.has(key)) return [];
      const by = actor === 'system' ? {} : { by: actor };
      const made = { type: 'KeyMade', key, staff, at: now, ...by } as const;
      return state.staff.has(staff)
        ? [made]
        : [{ type: 'OrganiserAppointed', staff, at: now }, made];
    },
  },
  'revoke-key': {
    may: organiserGuard,
    decide: (command, { state, now }) => revokeKey(state, command, now),
  },
  dismiss: {
    may: organiserGuard,
    decide: (command, { state, actor, now }) => dismiss(state, command, actor, now),
  },
};

export const staffEvolvers: HouseEvolvers<'OrganiserDismissed' | 'KeyMade' | 'KeyRevoked'> = {
  OrganiserDismissed(state, { staff: dismissed }) {
    const staff = new Set(state.staff);
    staff.delete(dismissed);
    return { ...state, staff, legacyClosed: new Set(state.legacyClosed).add(dismissed) };
  },
  KeyMade(state, { key, staff, at = null, by = null }) {
    const isProgram = ![...state.links.values()].some(({ used }) => used?.staff === staff);
    return {
      ...state,
      keys: new Map(state.keys).set(key, staff),
      keyDetails: new Map(state.keyDetails).set(key, { staff, since: at, by }),
      programs: isProgram ? new Set(state.programs).add(staff) : state.programs,
    };
  },
  KeyRevoked(state, { key }) {
    const keys = new Map(state.keys);
    const keyDetails = new Map(state.keyDetails);
    const owner = keys.get(key);
    keys.delete(key);
    keyDetails.delete(key);
    // A program whose last key ended is no organiser any more.
    const isGone =
      owner !== undefined && state.programs.has(owner) && ![...keys.values()].includes(owner);
    if (!isGone) return { ...state, keys, keyDetails };
    const staff = new Set(state.staff);
    staff.delete(owner);
    return { ...state, keys, keyDetails, staff };
  },
};
