/**
 * Exclusion from the whole organisation (VOI-1). Names in two circles cannot be linked (PRV-3),
 * so what is kept is marks of the browsers that the excluded member came from, each good for
 * one link only: whoever holds a browser's cookie can compare, and nobody else learns anything.
 */
import type { CircleId, PersonId } from '../vocabulary.ts';
import type { HouseState } from './index.ts';

/** What a browser was called at one link. */
export interface Mark {
  /** Of the link's token. */
  readonly hash: string;
  readonly browser: string;
}

export interface Excluded {
  /** Where it was decided, and whom it concerned there. */
  readonly circle: CircleId;
  readonly member: PersonId;
  readonly marks: readonly Mark[];
}

type Whom = Pick<Excluded, 'circle' | 'member'>;

const concerns =
  ({ circle, member }: Whom) =>
  (each: Whom): boolean =>
    each.circle === circle && each.member === member;

export const isExcluded = ({ exclusions }: HouseState, whom: Whom): boolean =>
  exclusions.some(concerns(whom));

export const excludes = (state: HouseState, excluded: Excluded): HouseState => ({
  ...state,
  exclusions: [...state.exclusions, excluded],
});

export const liftedFrom = (state: HouseState, whom: Whom): HouseState => ({
  ...state,
  exclusions: state.exclusions.filter((each) => !concerns(whom)(each)),
});

/** A browser that bears one of these is let in by no link of this organisation. */
export const excludedMarks = ({ exclusions }: HouseState): Mark[] =>
  exclusions.flatMap(({ marks }) => marks);
