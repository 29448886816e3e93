/**
 * The house: who may organise, how they sign in (sign-in.ts), which circles there are, and who
 * is excluded from all of them. What a circle is called and who is in it stands in the circle's
 * own ledger.
 */
import type { Deadline, Decider, DecisionContext, Fact, Refusal } from '../kernel.ts';
import { createDecider, refuse } from '../kernel.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import type { HouseCommand, HouseEvent, NewStaffSession } from './commands.ts';
import {
  browserMarkSlot,
  exclusionOf,
  withBrowserMarks,
  withExclusion,
  withoutExclusion,
} from './exclusions.ts';
import { attributeToOrganiser, withOrganiserAct } from './organiser-acts.ts';
import { dismiss, revokeKey, signOutStaff, signOutStaffEverywhere } from './sign-in.ts';
import {
  circlePrefixOf,
  type HouseStanding,
  type HouseState,
  houseSlots,
  type OrganiserLink,
  organiserByLink,
} from './state.ts';

export type { HouseCommand, HouseEvent, NewStaffSession } from './commands.ts';
export {
  type BrowserMark,
  type ExcludedMember,
  exclusionsForBrowser,
  type LinkBrowserMark,
} from './exclusions.ts';
export { attributeToOrganiser, type OrganiserAct, withOrganiserAct } from './organiser-acts.ts';
export {
  activeStaffSession,
  organisers,
  type StaffKey,
  type StaffSession,
} from './sign-in.ts';
export {
  circlePrefixLength,
  circlePrefixOf,
  type HouseStanding,
  type HouseState,
  houseSlots,
  type OrganiserLink,
  organiserByLink,
  organiserStandingOf,
} from './state.ts';

/** An exclusion is told by a circle, an old cookie is read by the server. */
const systemOnlyHouseCommands: ReadonlySet<HouseCommand['do']> = new Set([
  'exclude-everywhere',
  'upgrade-staff',
]);

function decide(
  state: HouseState,
  command: HouseCommand,
  { actor, standing, now }: DecisionContext<HouseStanding>,
): readonly HouseEvent[] | Refusal {
  const organises = standing?.organiser === actor;
  if (command.do !== 'sign-in' && actor !== 'system' && !organises) return refuse('not-here');
  if (systemOnlyHouseCommands.has(command.do) && actor !== 'system') return refuse('not-here');
  switch (command.do) {
    case 'make-organiser-link': {
      const { link, hash, expires } = command;
      return state.links.has(hash) ? [] : [{ type: 'OrganiserLinkMade', link, hash, expires }];
    }
    case 'sign-in':
      return signIn(state, command, now);
    case 'upgrade-staff': {
      const { staff, fresh } = command;
      if (!state.staff.has(staff) || state.legacyClosed.has(staff)) return refuse('not-here');
      return state.staffSessions.has(fresh.session) ? [] : [staffSessionStarted(fresh, staff, now)];
    }
    case 'sign-out-staff':
    case 'sign-out-staff-everywhere':
      if (actor !== 'system' && actor !== command.staff) return refuse('not-here');
      return command.do === 'sign-out-staff'
        ? signOutStaff(state, command, now)
        : signOutStaffEverywhere(state, command, now);
    case 'make-key': {
      const { key, staff } = command;
      if (state.keys.has(key)) return [];
      const by = actor === 'system' ? {} : { by: actor };
      const made = { type: 'KeyMade', key, staff, at: now, ...by } as const;
      return state.staff.has(staff)
        ? [made]
        : [{ type: 'OrganiserAppointed', staff, at: now }, made];
    }
    case 'revoke-key':
      return revokeKey(state, command, now);
    case 'dismiss':
      return dismiss(state, command, actor, now);
    case 'list-circle': {
      if (state.circles.has(command.circle)) return [];
      if (state.circlesByPrefix.has(circlePrefixOf(command.circle))) return refuse('stale');
      return [{ type: 'CircleListed', circle: command.circle }];
    }
    case 'exclude-everywhere': {
      const { circle, member } = command;
      const whom = { circle, member };
      const known = exclusionOf(state, whom);
      const fresh = command.marks.filter(({ id }) => !known?.bearers.includes(id));
      const words = Object.fromEntries(
        fresh.map(({ id, place, mark }) => [browserMarkSlot(whom, id), `${place} ${mark}`]),
      );
      const bearers = fresh.map(({ id }) => id);
      return [
        ...(known ? [] : [{ type: 'ExcludedEverywhere', ...whom, marks: [] } as const]),
        ...(fresh.length > 0
          ? [{ type: 'ExclusionMarked', ...whom, bearers, words } as const]
          : []),
      ];
    }
    case 'lift-exclusion': {
      const { circle, member } = command;
      const known = exclusionOf(state, command);
      if (!known) return [];
      const erases = known.bearers.map((id) => browserMarkSlot(known, id));
      return [
        { type: 'ExclusionLifted', circle, member, ...(erases.length > 0 ? { erases } : {}) },
      ];
    }
  }
}

/** Refusals: `not-here` for whatever does not open, `stale` for an id that is taken. */
function signIn(
  state: HouseState,
  { hash, staff, browser, session, replaces }: HouseCommand & { do: 'sign-in' },
  now: Millis,
): readonly HouseEvent[] | Refusal {
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

function evolve(state: HouseState, fact: Fact<HouseEvent>): HouseState {
  switch (fact.type) {
    case 'OrganiserLinkMade': {
      const link: OrganiserLink = { link: fact.link, expires: fact.expires, used: null };
      return { ...state, links: new Map(state.links).set(fact.hash, link) };
    }
    case 'OrganiserSignedIn': {
      const links = new Map(state.links);
      for (const [hash, each] of links) {
        if (each.link !== fact.link) continue;
        links.set(hash, { ...each, used: { staff: fact.staff, browser: fact.browser ?? null } });
      }
      return { ...state, links };
    }
    case 'OrganiserAppointed': {
      const { staff, at } = fact;
      const since = at === undefined ? state.since : new Map(state.since).set(staff, at);
      return { ...state, since, staff: new Set(state.staff).add(staff) };
    }
    case 'StaffSessionStarted': {
      const { session, staff, since, until } = fact;
      // Those whose time was over when this one began are kept no longer.
      const living = [...state.staffSessions].filter(([, each]) => each.until > since);
      return {
        ...state,
        staffSessions: new Map(living).set(session, { staff, since, until }),
      };
    }
    case 'StaffSessionEnded': {
      const staffSessions = new Map(state.staffSessions);
      for (const session of fact.sessions) staffSessions.delete(session);
      const legacyClosed = new Set(state.legacyClosed).add(fact.staff);
      return { ...state, staffSessions, legacyClosed };
    }
    case 'OrganiserDismissed': {
      const staff = new Set(state.staff);
      staff.delete(fact.staff);
      const legacyClosed = new Set(state.legacyClosed).add(fact.staff);
      return { ...state, staff, legacyClosed };
    }
    case 'KeyMade': {
      const { key, staff, at = null, by = null } = fact;
      const isProgram = ![...state.links.values()].some(({ used }) => used?.staff === staff);
      return {
        ...state,
        keys: new Map(state.keys).set(key, staff),
        keyDetails: new Map(state.keyDetails).set(key, { staff, since: at, by }),
        programs: isProgram ? new Set(state.programs).add(staff) : state.programs,
      };
    }
    case 'KeyRevoked': {
      const keys = new Map(state.keys);
      const keyDetails = new Map(state.keyDetails);
      const staff = keys.get(fact.key);
      keys.delete(fact.key);
      keyDetails.delete(fact.key);
      // A program without a key is nobody any more.
      const isGone =
        staff !== undefined && state.programs.has(staff) && ![...keys.values()].includes(staff);
      if (!isGone) return { ...state, keys, keyDetails };
      const left = new Set(state.staff);
      left.delete(staff);
      return { ...state, keys, keyDetails, staff: left };
    }
    case 'CircleListed':
      return {
        ...state,
        circles: new Set(state.circles).add(fact.circle),
        circlesByPrefix: new Map(state.circlesByPrefix).set(
          circlePrefixOf(fact.circle),
          fact.circle,
        ),
      };
    case 'ExcludedEverywhere': {
      const { type: _, ...excluded } = fact;
      return withExclusion(state, excluded);
    }
    case 'ExclusionMarked':
      return withBrowserMarks(state, fact);
    case 'ExclusionLifted':
      return withoutExclusion(state, fact);
  }
}

function evolveHouse(state: HouseState, fact: Fact<HouseEvent>): HouseState {
  const next = evolve(state, fact);
  const acts = withOrganiserAct(state.acts, fact);
  return acts === state.acts ? next : { ...next, acts };
}

/** Nothing in a house happens by itself. */
const deadlines = (): readonly Deadline<HouseCommand>[] => [];

export const house: Decider<HouseState, HouseCommand, HouseEvent, HouseStanding> = createDecider({
  initial: {
    acts: [],
    staff: new Set(),
    since: new Map(),
    programs: new Set(),
    staffSessions: new Map(),
    legacyClosed: new Set(),
    keyDetails: new Map(),
    links: new Map(),
    keys: new Map(),
    circles: new Set(),
    circlesByPrefix: new Map(),
    exclusions: [],
  },
  decide: (state, command, context) =>
    attributeToOrganiser(decide(state, command, context), command.do, context),
  evolve: evolveHouse,
  deadlines,
});
