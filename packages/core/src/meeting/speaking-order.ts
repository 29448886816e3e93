/** The order of a round as a list of places (RND-1, RND-3, RND-4): pure list work, no rule. */
import type { PersonId } from '../vocabulary.ts';
import type { OrderEntry, OrderTier } from './state.ts';

export const withoutPerson = (order: readonly OrderEntry[], person: PersonId): OrderEntry[] =>
  order.filter((place) => place.person !== person);

/** Behind everyone of the same or an earlier stage. */
export function placeInOrder(
  order: readonly OrderEntry[],
  person: PersonId,
  stage: OrderTier,
): OrderEntry[] {
  const rest = withoutPerson(order, person);
  const at = rest.findLastIndex((place) => place.stage <= stage) + 1;
  return [...rest.slice(0, at), { person, stage }, ...rest.slice(at)];
}

/** Put off once more. The last stage has no end of its own: only a turn ends it. */
export const postpone = (
  order: readonly OrderEntry[],
  person: PersonId,
  from: OrderTier,
): OrderEntry[] => placeInOrder(order, person, from === 0 ? 1 : 2);

export const isPermutation = (
  proposed: readonly PersonId[],
  present: readonly PersonId[],
): boolean =>
  // Sizes and sets: a list with a duplicate is as long as a good one and must not pass.
  proposed.length === present.length &&
  new Set(proposed).size === proposed.length &&
  proposed.every((person) => present.includes(person));
