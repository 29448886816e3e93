/**
 * The house: who may organise, how they sign in, which circles there are, and who is excluded
 * from all of them. What a circle
 * is called and who is in it stands in the circle's own ledger.
 */
import type {
  Circumstances,
  Deadline,
  Decider,
  EventShape,
  Fact,
  FactShape,
  Refusal,
} from '../kernel.ts';
import { refuse } from '../kernel.ts';
import type { CircleId, LinkId, Millis, PersonId } from '../vocabulary.ts';
import { attributed, type OrganiserAct, withAct } from './acts.ts';
import {
  type BrowserMark,
  type Excluded,
  type Exclusion,
  excludes,
  exclusionOf,
  liftedFrom,
  markSlot,
  marks,
  type Whom,
} from './exclusions.ts';

export { attributed, type OrganiserAct, withAct } from './acts.ts';
export {
  type BrowserMark,
  exclusionsBorne,
  type Mark,
  type Whom as ExcludedMember,
} from './exclusions.ts';

/** Read from the house's own ledger, see `organiserOf`. */
export interface HouseStanding {
  readonly organiser: PersonId;
}

export type HouseCommand =
  /** `hash` is of the link's token; the token itself is never written down. */
  | {
      readonly do: 'make-organiser-link';
      readonly link: LinkId;
      readonly hash: string;
      readonly expires: Millis;
    }
  /** By whoever holds the token. `browser` marks a browser that may be answering twice. */
  | {
      readonly do: 'sign-in';
      readonly hash: string;
      readonly staff: PersonId;
      readonly browser: string;
    }
  | { readonly do: 'make-key'; readonly key: string; readonly staff: PersonId }
  | { readonly do: 'list-circle'; readonly circle: CircleId }
  /** Told by the circle where two facilitators decided it (VOI-1), and again with each new mark. */
  | {
      readonly do: 'exclude-everywhere';
      readonly circle: CircleId;
      readonly member: PersonId;
      readonly marks: readonly BrowserMark[];
    }
  | { readonly do: 'lift-exclusion'; readonly circle: CircleId; readonly member: PersonId };

type HouseFact =
  | {
      readonly type: 'OrganiserLinkMade';
      readonly link: LinkId;
      readonly hash: string;
      readonly expires: Millis;
    }
  | {
      readonly type: 'OrganiserSignedIn';
      readonly link: LinkId;
      readonly staff: PersonId;
      readonly browser: string;
    }
  | { readonly type: 'OrganiserAppointed'; readonly staff: PersonId }
  | { readonly type: 'KeyMade'; readonly key: string; readonly staff: PersonId }
  | { readonly type: 'CircleListed'; readonly circle: CircleId }
  /** `marks` are of old ledgers; now they are words, see `ExclusionMarked`. */
  | ({ readonly type: 'ExcludedEverywhere' } & Excluded)
  | ({ readonly type: 'ExclusionMarked'; readonly bearers: readonly string[] } & Whom & EventShape)
  | ({ readonly type: 'ExclusionLifted' } & Whom & EventShape);

export type HouseEvent = HouseFact & Pick<FactShape, 'act'>;

export interface OrganiserLink {
  readonly link: LinkId;
  readonly expires: Millis;
  /** Who signed in by it, and from which browser; null while it is unused. */
  readonly used: { readonly staff: PersonId; readonly browser: string } | null;
}

export interface HouseState {
  /** What organisers did, oldest first. */
  readonly acts: readonly OrganiserAct[];
  readonly staff: ReadonlySet<PersonId>;
  /** By hash. */
  readonly links: ReadonlyMap<string, OrganiserLink>;
  /** Keys of machines, and the organiser each acts for. */
  readonly keys: ReadonlyMap<string, PersonId>;
  readonly circles: ReadonlySet<CircleId>;
  /** Circles by the first characters of their id: the part of a link that says which door. */
  readonly doors: ReadonlyMap<string, CircleId>;
  /** Who was excluded from the whole organisation, oldest first. */
  readonly exclusions: readonly Exclusion[];
}

/** So many characters of a circle's id lead to it; no two circles share them. */
export const doorLength = 8;
export const doorOf = (circle: CircleId): string => circle.slice(0, doorLength);

export const organiserOf = (state: HouseState, person: PersonId): HouseStanding | null =>
  state.staff.has(person) ? { organiser: person } : null;

/** Who signs in by this link now: its first user again, someone new (`fresh`), or nobody. */
export function organiserBy(
  state: HouseState,
  sign: { readonly hash: string; readonly browser: string; readonly now: Millis },
): { readonly link: LinkId; readonly again: PersonId | null } | null {
  const link = state.links.get(sign.hash);
  if (!link || link.expires <= sign.now) return null;
  if (link.used === null) return { link: link.link, again: null };
  return link.used.browser === sign.browser ? { link: link.link, again: link.used.staff } : null;
}

function decide(
  state: HouseState,
  command: HouseCommand,
  { actor, standing, now }: Circumstances<HouseStanding>,
): readonly HouseEvent[] | Refusal {
  if (command.do !== 'sign-in' && actor !== 'system' && standing?.organiser !== actor) {
    return refuse('not-here');
  }
  if (command.do === 'exclude-everywhere' && actor !== 'system') return refuse('not-here');
  switch (command.do) {
    case 'make-organiser-link': {
      const { link, hash, expires } = command;
      return state.links.has(hash) ? [] : [{ type: 'OrganiserLinkMade', link, hash, expires }];
    }
    case 'sign-in': {
      const { hash, staff, browser } = command;
      const opened = organiserBy(state, { hash, browser, now });
      if (!opened) return refuse('not-here');
      if (opened.again) return [];
      const signedIn = { type: 'OrganiserSignedIn', link: opened.link, staff, browser } as const;
      return state.staff.has(staff)
        ? [signedIn]
        : [{ type: 'OrganiserAppointed', staff }, signedIn];
    }
    case 'make-key': {
      const { key, staff } = command;
      if (state.keys.has(key)) return [];
      const made = { type: 'KeyMade', key, staff } as const;
      return state.staff.has(staff) ? [made] : [{ type: 'OrganiserAppointed', staff }, made];
    }
    case 'list-circle': {
      if (state.circles.has(command.circle)) return [];
      if (state.doors.has(doorOf(command.circle))) return refuse('stale');
      return [{ type: 'CircleListed', circle: command.circle }];
    }
    case 'exclude-everywhere': {
      const { circle, member } = command;
      const whom = { circle, member };
      const known = exclusionOf(state, whom);
      const fresh = command.marks.filter(({ id }) => !known?.bearers.includes(id));
      const words = Object.fromEntries(
        fresh.map(({ id, place, mark }) => [markSlot(whom, id), `${place} ${mark}`]),
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
      const erases = known.bearers.map((id) => markSlot(known, id));
      return [
        { type: 'ExclusionLifted', circle, member, ...(erases.length > 0 ? { erases } : {}) },
      ];
    }
  }
}

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
        links.set(hash, { ...each, used: { staff: fact.staff, browser: fact.browser } });
      }
      return { ...state, links };
    }
    case 'OrganiserAppointed':
      return { ...state, staff: new Set(state.staff).add(fact.staff) };
    case 'KeyMade':
      return { ...state, keys: new Map(state.keys).set(fact.key, fact.staff) };
    case 'CircleListed':
      return {
        ...state,
        circles: new Set(state.circles).add(fact.circle),
        doors: new Map(state.doors).set(doorOf(fact.circle), fact.circle),
      };
    case 'ExcludedEverywhere': {
      const { type: _, ...excluded } = fact;
      return excludes(state, excluded);
    }
    case 'ExclusionMarked':
      return marks(state, fact);
    case 'ExclusionLifted':
      return liftedFrom(state, fact);
  }
}

/** Nothing in a house happens by itself. */
const deadlines = (): readonly Deadline<HouseCommand>[] => [];

export const house: Decider<HouseState, HouseCommand, HouseEvent, HouseStanding> = {
  initial: {
    acts: [],
    staff: new Set(),
    links: new Map(),
    keys: new Map(),
    circles: new Set(),
    doors: new Map(),
    exclusions: [],
  },
  decide: (state, command, by) => attributed(decide(state, command, by), command.do, by),
  evolve(state, fact) {
    const next = evolve(state, fact);
    const acts = withAct(state.acts, fact);
    return acts === state.acts ? next : { ...next, acts };
  },
  deadlines,
};
