/** The commands of staff about their sign-ins and links; sign-in.ts has the parts. */
import { refuse } from '../kernel.ts';
import type { CircleId, LinkId, Millis, PersonId, SessionId } from '../vocabulary.ts';
import type { HouseEvent } from './commands.ts';
import { queueSessionEnds } from './outbox.ts';
import { withoutPushDevices } from './push-devices.ts';
import {
  type HouseCommandOf,
  type HouseDecision,
  type HouseEvolvers,
  type HouseRules,
  isForOther,
  organiserGuard,
  staffGuard,
  systemGuard,
} from './rule.ts';
import { endAllStaffSessions, openStaffLink, signOutStaff, staffSessionStart } from './sign-in.ts';
import {
  type HouseState,
  type StaffMember,
  type StaffSignInLink,
  withStaffMember,
} from './state.ts';

export const staffSignInRules: HouseRules<
  | 'make-organiser-link'
  | 'make-staff-link'
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
  'make-staff-link': {
    may: organiserGuard,
    decide({ link, hash, expires, staff }, { state, actor }) {
      if (state.links.has(hash)) return [];
      if (!state.staff.has(staff)) return refuse('unknown-person');
      const by = actor === 'system' ? {} : { by: actor };
      return [{ type: 'StaffLinkMade', staff, link, hash, expires, ...by }];
    },
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
      const begun = { staff, by: 'upgrade', proof: null, passkey: null, replaces: null } as const;
      return staffSessionStart(state, fresh, begun, now) ?? [];
    },
  },
  'sign-out-staff': {
    may: staffGuard,
    refuses: isForOther,
    decide: (command, { state, now }) => signOutStaff(state, command, now),
  },
  'sign-out-staff-everywhere': {
    may: staffGuard,
    refuses: isForOther,
    decide: ({ staff }, { state, now }) => endAllStaffSessions(state, staff, now),
  },
};

/** Refusals: `not-here` for a link that opens nothing, `stale` for an id that is taken. */
function signIn(
  state: HouseState,
  { hash, staff: fresh, browser, session, replaces }: HouseCommandOf<'sign-in'>,
  now: Millis,
): HouseDecision {
  const opened = openStaffLink(state, { hash, browser, now });
  if (!opened) return refuse('not-here');
  const staff = opened.staff ?? fresh;
  const by = opened.purpose === 'recovery' ? 'recovery' : 'link';
  const begun = { staff, by, proof: null, passkey: null, replaces } as const;
  const started = staffSessionStart(state, session, begun, now);
  if (!started) return refuse('stale');
  const member = state.staff.get(staff);
  const used = { type: 'OrganiserSignedIn', link: opened.link, staff } as const;
  return [
    ...(member ? [] : [{ type: 'OrganiserAppointed', staff, at: now } as const]),
    ...(member && opened.purpose === 'organiser' ? becomeOrganiser(staff, member) : []),
    ...(opened.isAgain ? [] : [used]),
    ...started,
  ];
}

/** A facilitator, or somebody on call, who uses the link of a new organiser. */
const becomeOrganiser = (staff: PersonId, { roles }: StaffMember): HouseEvent[] =>
  roles.includes('organiser')
    ? []
    : [{ type: 'StaffChanged', staff, roles: ['organiser', ...roles] }];

const withLink = (state: HouseState, hash: string, made: StaffSignInLink): HouseState => ({
  ...state,
  links: new Map(state.links).set(hash, made),
});

/** Without the links that this drops. */
export const withoutLinks = (
  state: HouseState,
  drops: (link: StaffSignInLink) => boolean,
): HouseState => ({
  ...state,
  links: new Map([...state.links].filter(([, link]) => !drops(link))),
});

const withUse = (
  state: HouseState,
  id: LinkId,
  used: NonNullable<StaffSignInLink['used']>,
): HouseState => ({
  ...state,
  links: new Map(
    [...state.links].map(([hash, each]) => [hash, each.link === id ? { ...each, used } : each]),
  ),
});

/** A device that is alerted by web push ends with its session. */
function withoutStaffSessions(state: HouseState, sessions: readonly SessionId[]): HouseState {
  const staffSessions = new Map(state.staffSessions);
  for (const session of sessions) staffSessions.delete(session);
  return withoutPushDevices({ ...state, staffSessions }, sessions);
}

export const staffSignInEvolvers: HouseEvolvers<
  | 'OrganiserLinkMade'
  | 'StaffLinkMade'
  | 'OrganiserSignedIn'
  | 'StaffSessionStarted'
  | 'StaffSessionEnded'
> = {
  OrganiserLinkMade: (state, { link, hash, expires, act }) =>
    withLink(state, hash, {
      ...{ link, expires, staff: null, purpose: 'organiser' },
      ...{ by: act?.by ?? null, used: null },
    }),
  StaffLinkMade(state, { staff, link, hash, expires, by = null }) {
    const purpose = state.staff.get(staff)?.entered ? 'recovery' : 'entry';
    const others = withoutLinks(state, (each) => each.staff === staff && each.used === null);
    return withLink(others, hash, { link, expires, staff, purpose, by, used: null });
  },
  OrganiserSignedIn: (state, { link, staff, browser = null }) =>
    withUse(state, link, { staff, browser }),
  StaffSessionStarted(state, fact) {
    const { session, staff, since, until, by = 'link', proof = null, passkey = null } = fact;
    // Sessions that had expired when this one began are dropped.
    const over = [...state.staffSessions].filter(([, each]) => each.until <= since);
    const kept = withoutStaffSessions(
      state,
      over.map(([id]) => id),
    );
    const inCircles: ReadonlySet<CircleId> = new Set();
    const started = { staff, since, until, by, proof, passkey, inCircles };
    const staffSessions = new Map(kept.staffSessions).set(session, started);
    return withStaffMember({ ...kept, staffSessions }, staff, (member) =>
      member.entered ? member : { ...member, entered: true },
    );
  },
  StaffSessionEnded(state, { sessions, staff }) {
    // Circles are told of a removed person as a whole.
    const told = state.staff.has(staff) ? queueSessionEnds(state, sessions) : state;
    const ended = withoutStaffSessions(told, sessions);
    return { ...ended, legacyClosed: new Set(state.legacyClosed).add(staff) };
  },
};
