/** What the house's ledger adds up to, and what others read from it. */
import type { Slot } from '../kernel.ts';
import type { CircleId, LinkId, Millis, PersonId, SessionId } from '../vocabulary.ts';
import type { OrganisationExclusion } from './exclusions.ts';
import type { OrganiserAct } from './organiser-acts.ts';
import type { StaffKey, StaffSession } from './sign-in.ts';

export const houseSlots = {
  /** The mark of the browser that an organiser's session began in. */
  mark: (session: SessionId): Slot => `session.${session}.mark`,
};

/** Read from the house's own ledger, see `organiserOf`. */
export interface HouseStanding {
  readonly organiser: PersonId;
}

export interface OrganiserLink {
  readonly link: LinkId;
  readonly expires: Millis;
  /** Who signed in by it, and in old ledgers from which browser; null while it is unused. */
  readonly used: { readonly staff: PersonId; readonly browser: string | null } | null;
}

export interface HouseState {
  /** What organisers did, oldest first. */
  readonly acts: readonly OrganiserAct[];
  readonly staff: ReadonlySet<PersonId>;
  /** When each was appointed, where that was written down. */
  readonly since: ReadonlyMap<PersonId, Millis>;
  /** Those of them that are programs with a key. */
  readonly programs: ReadonlySet<PersonId>;
  readonly staffSessions: ReadonlyMap<SessionId, StaffSession>;
  /** Organisers with an ended session: their older cookies without a session are invalid. */
  readonly legacyClosed: ReadonlySet<PersonId>;
  readonly keyDetails: ReadonlyMap<string, StaffKey>;
  /** By hash. */
  readonly links: ReadonlyMap<string, OrganiserLink>;
  /** Keys of machines, and the organiser each acts for. */
  readonly keys: ReadonlyMap<string, PersonId>;
  readonly circles: ReadonlySet<CircleId>;
  /** Circles by the first characters of their id: the prefix in a link. */
  readonly circlesByPrefix: ReadonlyMap<string, CircleId>;
  /** People excluded from the whole organisation, oldest first. */
  readonly exclusions: readonly OrganisationExclusion[];
}

/** So many characters of a circle's id lead to it; no two circles share them. */
export const circlePrefixLength = 8;
export const circlePrefixOf = (circle: CircleId): string => circle.slice(0, circlePrefixLength);

export const organiserStandingOf = (state: HouseState, person: PersonId): HouseStanding | null =>
  state.staff.has(person) ? { organiser: person } : null;

/** Whether the maker of a link is no organiser any more, so that the link opens nothing (KEY-4). */
export const isDisowned = (state: HouseState, maker: PersonId | null): boolean =>
  maker !== null && organiserStandingOf(state, maker) === null;

/** Who signs in by this link now: its first user again, someone new (`fresh`), or nobody. */
export function organiserByLink(
  state: HouseState,
  sign: { readonly hash: string; readonly browser: string | null; readonly now: Millis },
): { readonly link: LinkId; readonly again: PersonId | null } | null {
  const link = state.links.get(sign.hash);
  if (!link || link.expires <= sign.now) return null;
  if (link.used === null) return { link: link.link, again: null };
  const { staff, browser } = link.used;
  const isAgain = browser !== null && browser === sign.browser && !state.legacyClosed.has(staff);
  return isAgain && state.staff.has(staff) ? { link: link.link, again: staff } : null;
}
