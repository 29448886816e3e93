/**
 * Names that can be confused with another name are shown with a number behind them (VOI-11), in
 * every place where this screen names people; the one who has such a name sees it as it is.
 */
import type { ViewPerson } from '@holdspace/protocol';
import type { CircleView } from './circle-view.ts';

const withNumber = (person: ViewPerson): ViewPerson =>
  person.likeness && person.name !== '' ? { ...person, name: `${person.name} (2)` } : person;

export const disambiguateNames = (view: CircleView): CircleView =>
  view.people.some(({ likeness }) => likeness)
    ? { ...view, people: view.people.map(withNumber) }
    : view;
