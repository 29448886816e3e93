/**
 * Divides the people of a large circle into pages for a snapshot. The first page holds the people
 * that the viewer needs at once, the other pages the rest. The other pages are the same for all
 * viewers of one list, so the server encodes them once.
 */
import type { View, ViewPerson } from '../view.ts';
import type { PersonId } from '../vocabulary.ts';

/** People on a page. */
export const peoplePageSize = 100;

export interface PeoplePages {
  /** With the viewer, all facilitators, and who holds or is offered the turn. */
  readonly first: readonly ViewPerson[];
  /** In the order of the list; who is in `first` too moves to their place there. */
  readonly more: readonly (readonly ViewPerson[])[];
}

export function pagesOfPeople(
  { people, holder, offered }: Pick<View, 'people' | 'holder' | 'offered'>,
  viewer: PersonId,
  pageSize = peoplePageSize,
): PeoplePages {
  if (people.length <= pageSize) return { first: people, more: [] };
  const wanted = new Set<PersonId | null>([viewer, holder, offered]);
  const first = people.filter(
    ({ id, role }, i) => i < pageSize || role === 'facilitator' || wanted.has(id),
  );
  return { first, more: furtherPages(people, pageSize) };
}

/** All viewers of one moment have the same list, and get the same pages. */
const knownPages = new WeakMap<readonly ViewPerson[], PeoplePages['more']>();

function furtherPages(people: readonly ViewPerson[], pageSize: number): PeoplePages['more'] {
  const known = knownPages.get(people);
  if (known) return known;
  const pages: (readonly ViewPerson[])[] = [];
  for (let from = pageSize; from < people.length; from += pageSize) {
    pages.push(people.slice(from, from + pageSize));
  }
  knownPages.set(people, pages);
  return pages;
}
