/** The order of a round as a list of places (RND-1, RND-3, RND-4): pure list work, no rule. */
import type { PersonId } from '../vocabulary.ts';
import type { Place, Stage } from './state.ts';

export const without = (order: readonly Place[], person: PersonId): Place[] =>
  order.filter((place) => place.person !== person);

/** Behind everybody of the same or an earlier stage. */
export function placed(order: readonly Place[], person: PersonId, stage: Stage): Place[] {
  const rest = without(order, person);
  const at = rest.findLastIndex((place) => place.stage <= stage) + 1;
  return [...rest.slice(0, at), { person, stage }, ...rest.slice(at)];
}

/** Put off once more; out of the order after the last stage. */
export function putOff(order: readonly Place[], person: PersonId, from: Stage): Place[] {
  return from === 2 ? without(order, person) : placed(order, person, (from + 1) as Stage);
}

export const isPermutation = (
  proposed: readonly PersonId[],
  present: readonly PersonId[],
): boolean =>
  // Sizes and sets: a list with a duplicate is as long as a good one and must not pass.
  proposed.length === present.length &&
  new Set(proposed).size === proposed.length &&
  proposed.every((person) => present.includes(person));
