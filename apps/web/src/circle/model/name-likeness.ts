/**
 * Names that can be confused with another name are shown with a number behind them (VOI-11), in
 * every place where this screen names people; the one who has such a name sees it as it is.
 */
import type { ViewPerson } from '@holdspace/protocol';
import type { CircleView } from './circle-view.ts';

/** The same person gives the same object again, so that their row is not drawn anew. */
const numbered = new WeakMap<ViewPerson, ViewPerson>();

function withNumber(person: ViewPerson): ViewPerson {
  if (!person.likeness || person.name === '') return person;
  const known = numbered.get(person) ?? { ...person, name: `${person.name} (2)` };
  numbered.set(person, known);
  return known;
}

export const disambiguateNames = (view: CircleView): CircleView =>
  view.people.some(({ likeness }) => likeness)
    ? { ...view, people: view.people.map(withNumber) }
    : view;
