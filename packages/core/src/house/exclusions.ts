/**
 * Exclusion from the whole organisation (VOI-1, VOI-12). Names in two circles cannot be linked
 * (PRV-3), so what is kept is marks of the browsers that the excluded member came from, each
 * good for one place only: whoever holds a browser's id can compare, and nobody else learns
 * anything. Marks are words, so that they can be erased; in old ledgers they are facts.
 */
import type { Slot, Words } from '../kernel.ts';
import type { CircleId, PersonId } from '../vocabulary.ts';
import { type HouseEvolvers, type HouseRules, organiserGuard, systemGuard } from './rule.ts';
import type { HouseState } from './state.ts';

/** What a browser was called at one link, in ledgers from before there were sessions. */
export interface LinkBrowserMark {
  /** Of the link's token. */
  readonly hash: string;
  readonly browser: string;
}

/** What a browser is called at one place: a circle, or the hash of a link. */
export interface BrowserMark {
  /** Names the mark within the membership; the same mark always has the same id. */
  readonly id: string;
  readonly place: string;
  readonly mark: string;
}

export interface ExclusionFields {
  /** The circle that decided it, and the member there. */
  readonly circle: CircleId;
  readonly member: PersonId;
  readonly marks: readonly LinkBrowserMark[];
}

/** As the house keeps it: `bearers` are the ids of marks that lie in slots. */
export interface OrganisationExclusion extends ExclusionFields {
  readonly bearers: readonly string[];
}

export type ExcludedMember = Pick<ExclusionFields, 'circle' | 'member'>;

const isSameMember =
  ({ circle, member }: ExcludedMember) =>
  (each: ExcludedMember): boolean =>
    each.circle === circle && each.member === member;

const exclusionOf = (
  { exclusions }: HouseState,
  named: ExcludedMember,
): OrganisationExclusion | undefined => exclusions.find(isSameMember(named));

const browserMarkSlot = ({ circle, member }: ExcludedMember, id: string): Slot =>
  `exclusion.${circle}.${member}.${id}`;

const withExclusion = (state: HouseState, excluded: ExclusionFields): HouseState => ({
  ...state,
  exclusions: [...state.exclusions, { ...excluded, bearers: [] }],
});

const withBrowserMarks = (
  state: HouseState,
  { bearers, ...named }: ExcludedMember & { readonly bearers: readonly string[] },
): HouseState => ({
  ...state,
  exclusions: state.exclusions.map((each) =>
    isSameMember(named)(each) ? { ...each, bearers: [...each.bearers, ...bearers] } : each,
  ),
});

const withoutExclusion = (state: HouseState, named: ExcludedMember): HouseState => ({
  ...state,
  exclusions: state.exclusions.filter((each) => !isSameMember(named)(each)),
});

/**
 * The exclusions that bind a browser. `markAt` answers what that browser is called at a place;
 * a browser that bears one of the marks is let in nowhere but where it was decided.
 */
export const exclusionsForBrowser = (
  { exclusions }: HouseState,
  words: Words,
  markAt: (place: string) => string,
): ExcludedMember[] =>
  exclusions
    .filter(
      (each) =>
        each.marks.some(({ hash, browser }) => markAt(hash) === browser) ||
        each.bearers.some((id) => {
          const [place = '', mark] = (words.get(browserMarkSlot(each, id)) ?? '').split(' ');
          return mark !== undefined && markAt(place) === mark;
        }),
    )
    .map(({ circle, member }) => ({ circle, member }));

export const organisationExclusionRules: HouseRules<'exclude-everywhere' | 'lift-exclusion'> = {
  'exclude-everywhere': {
    may: systemGuard,
    decide({ circle, member, marks }, { state }) {
      const excluded = { circle, member };
      const known = exclusionOf(state, excluded);
      const fresh = marks.filter(({ id }) => !known?.bearers.includes(id));
      const words = Object.fromEntries(
        fresh.map(({ id, place, mark }) => [browserMarkSlot(excluded, id), `${place} ${mark}`]),
      );
      const bearers = fresh.map(({ id }) => id);
      return [
        ...(known ? [] : [{ type: 'ExcludedEverywhere', ...excluded, marks: [] } as const]),
        ...(fresh.length > 0
          ? [{ type: 'ExclusionMarked', ...excluded, bearers, words } as const]
          : []),
      ];
    },
  },
  'lift-exclusion': {
    may: organiserGuard,
    decide({ circle, member }, { state }) {
      const known = exclusionOf(state, { circle, member });
      if (!known) return [];
      const erases = known.bearers.map((id) => browserMarkSlot(known, id));
      return [
        { type: 'ExclusionLifted', circle, member, ...(erases.length > 0 ? { erases } : {}) },
      ];
    },
  },
};

export const organisationExclusionEvolvers: HouseEvolvers<
  'ExcludedEverywhere' | 'ExclusionMarked' | 'ExclusionLifted'
> = {
  ExcludedEverywhere: (state, { type: _, ...excluded }) => withExclusion(state, excluded),
  ExclusionMarked: withBrowserMarks,
  ExclusionLifted: withoutExclusion,
};
