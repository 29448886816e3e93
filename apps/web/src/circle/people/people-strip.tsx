/**
 * The people who are here and who has the piece. It does not show the order of the round, so that
 * people do not compare it (RND-1). The whole list, with a text for every state, is one press away.
 */

import type { ViewPerson } from '@holdspace/protocol';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis, Users } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { MembershipSheet, PeopleSheet } from '../../participant/participant.lazy.ts';
import { useCircle } from '../model/circle-context.ts';
import { usePersonStateText } from '../model/use-person-state-text.ts';
import styles from './people-strip.module.css';
import { PersonFace } from './person-face.tsx';
import { shortNames } from './short-names.ts';

const byName = new Intl.Collator();

/** Facilitators first, then by name. */
const sortPeople = (people: readonly ViewPerson[]): readonly ViewPerson[] =>
  people.toSorted(
    (one, other) =>
      Number(other.role === 'facilitator') - Number(one.role === 'facilitator') ||
      byName.compare(one.name, other.name),
  );

/** `children`: what facilitators open on a phone, where the list of people is too. */
export function PeopleStrip({ children }: { readonly children?: ReactNode }) {
  const { t } = useLingui();
  const { view } = useCircle();
  const [open, setOpen] = useState<'people' | 'own' | null>(null);
  const strip = useRef<HTMLUListElement>(null);
  const people = useMemo(() => sortPeople(view.people), [view.people]);
  const short = useMemo(() => shortNames(people), [people]);
  const stateOf = usePersonStateText();
  const places = new Map(view.hands.map((id, index) => [id, index + 1]));

  // Keeps the holder or the person with the offer visible, also after a phone was turned.
  const { holder, offered } = view;
  useEffect(() => {
    const list = strip.current;
    if (!list) return;
    const watch = new ResizeObserver(() => {
      const one = list.querySelector<HTMLElement>(
        holder ? '[data-ringed]' : offered ? '[data-offered]' : '[data-you]',
      );
      if (one) list.scrollTo({ left: one.offsetLeft + (one.clientWidth - list.clientWidth) / 2 });
    });
    watch.observe(list);
    return () => watch.disconnect();
  }, [holder, offered]);

  const count = plural(people.length, { one: '# person', other: '# people' });
  return (
    <div className={styles.strip}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <ul ref={strip} className={styles.people} tabIndex={0} aria-label={t`In the circle`}>
        {people.map((person) => (
          <PersonFace
            key={person.id}
            person={person}
            shortName={short.get(person.id) ?? ''}
            state={stateOf(person)}
            hand={places.get(person.id) ?? null}
            onlyHand={places.size === 1 && places.has(person.id)}
            isSelf={person.id === view.mine.person}
            holds={person.id === holder}
            isOffered={person.id === offered}
            isNext={person.id === view.next[0]}
          />
        ))}
      </ul>
      {!children && (
        <button
          type="button"
          className={styles.more}
          aria-haspopup="dialog"
          onClick={() => setOpen('people')}
          title={count}
        >
          <Users size={20} aria-hidden="true" />
          <span className="hidden">{count}</span>
        </button>
      )}
      <button
        type="button"
        className={styles.more}
        aria-haspopup="dialog"
        onClick={() => setOpen('own')}
        title={t`You in this circle`}
      >
        <Ellipsis size={22} aria-hidden="true" />
        <span className="hidden">
          <Trans>You in this circle</Trans>
        </span>
      </button>
      {children}
      <Suspense fallback={null}>
        {open === 'people' && <PeopleSheet people={people} onClose={() => setOpen(null)} />}
        {open === 'own' && <MembershipSheet onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}
