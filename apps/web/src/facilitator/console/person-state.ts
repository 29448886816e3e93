/** How a person is in the circle just now, in a few words, for facilitators (FLR-6). */
import type { ViewPerson } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import type { CircleView } from '../../circle/model/circle-view.ts';
import { formatDateTime } from '../../lib/i18n/dates.ts';

/** Still to come in the round and not with the piece, in their order (RND-13). */
export const remainingInRound = (view: CircleView): readonly ViewPerson[] =>
  view.people
    .filter(
      (person) =>
        person.place !== undefined && person.id !== view.holder && person.id !== view.offered,
    )
    .toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0));

export function usePersonState(view: CircleView): (person: ViewPerson) => string {
  const { t } = useLingui();

  const floor = ({ id, place, again, seat, turns = 0 }: ViewPerson): string | null => {
    if (view.holder === id) {
      return view.frozen ? t`lost connection, place held` : t`has the piece`;
    }
    if (view.offered === id && again) return t`asked again: the piece is offered to them`;
    if (view.offered === id) return t`has been offered the piece`;
    // RND-3: says that they are offered the floor again, and not why (TRN-6).
    if (again && view.next.includes(id)) return t`next, asked again`;
    if (again) return t`asked again at the end`;
    if (view.next.includes(id)) return t`next`;
    if (place !== undefined) return t`place ${place}`;
    if (seat === 'listener') return t`listening`;
    return turns > 0 ? t`has shared` : null;
  };

  /** The link that they used, and whether it is their first meeting here (WAY-2). */
  const origin = ({ role, link, before }: ViewPerson): readonly (string | false)[] =>
    role === 'facilitator' || link === undefined
      ? []
      : [before ? t`was here before` : t`new here`, link !== '' && t`by “${link}”`];

  return (person) => {
    const hand = view.hands.indexOf(person.id) + 1;
    const until = typeof person.mutedUntil === 'number' ? formatDateTime(person.mutedUntil) : null;
    const words = [
      person.role === 'facilitator' && (view.lead === person.id ? t`leads` : t`facilitator`),
      floor(person),
      hand > 0 && t`hand ${hand}`,
      person.steppedOut ? t`stepped out` : !person.here && t`away`,
      until && t`muted until ${until}`,
      person.mutedUntil === 'meeting' && t`muted for this meeting`,
      person.mutedUntil === null && t`muted until unmuted`,
      person.warned && t`warned`,
      person.exclusionAsked && t`ban requested`,
      ...origin(person),
    ].filter((word) => typeof word === 'string');
    return words.length > 0 ? words.join(' · ') : t`here`;
  };
}
