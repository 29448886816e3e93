/** The state of a person in the circle, as a text. */
import type { ViewPerson } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useCircle } from './circle-context.ts';

/** A function, so that a list of people asks for each row and draws the changed ones. */
export function usePersonStateText(): (person: ViewPerson) => string {
  const { t } = useLingui();
  const { view } = useCircle();
  const places = new Map(view.hands.map((id, index) => [id, index + 1]));
  return (person) => {
    const hand = places.get(person.id);
    const words = [
      person.id === view.mine.person && t`you`,
      person.role === 'facilitator' && t`facilitator`,
      person.id === view.holder && t`has the piece`,
      person.id === view.offered && t`has been offered the piece`,
      person.id === view.next[0] && t`is next`,
      hand !== undefined && t`hand up, number ${hand}`,
      person.seat === 'listener' && person.role === 'participant' && t`listening`,
      person.steppedOut ? t`stepped out` : !person.here && t`connection lost`,
    ].filter((word) => word !== false);
    return words.join(' · ');
  };
}
