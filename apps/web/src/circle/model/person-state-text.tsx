/** The state of a person in the circle, as a text. */
import type { ViewPerson } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useCircle } from './circle-context.ts';

/** The full state of a person, as a text. */
export function PersonStateText({ person }: { readonly person: ViewPerson }) {
  const { t } = useLingui();
  const { view } = useCircle();
  const hand = view.hands.indexOf(person.id);
  const words = [
    person.id === view.mine.person && t`you`,
    person.role === 'facilitator' && t`facilitator`,
    person.id === view.holder && t`has the piece`,
    person.id === view.offered && t`has been offered the piece`,
    person.id === view.next[0] && t`is next`,
    hand >= 0 && t`hand up, number ${hand + 1}`,
    person.seat === 'listener' && person.role === 'participant' && t`listening`,
    person.steppedOut ? t`stepped out` : !person.here && t`connection lost`,
  ].filter((word) => word !== false);
  return <>{words.join(' · ')}</>;
}
