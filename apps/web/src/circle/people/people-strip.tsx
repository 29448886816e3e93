/**
 * The people who are here and who has the piece. It does not show the order of the round, so that
 * people do not compare it (RND-1). The whole list, with a text for every state, is one press away.
 */

import type { ViewPerson } from '@holdspace/protocol';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronsRight, Ellipsis, Hand, Users } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { MembershipSheet, PeopleSheet } from '../../participant/participant.lazy.ts';
import { Pebble } from '../../ui/pebble.tsx';
import { useCircle } from '../model/circle-context.ts';
import { PersonStateText } from '../model/person-state-text.tsx';
import styles from './people-strip.module.css';
import { shortNames } from './short-names.ts';

/** Facilitators first, then by name. */
export const sortPeople = (people: readonly ViewPerson[]): readonly ViewPerson[] =>
  people.toSorted(
    (one, other) =>
      Number(other.role === 'facilitator') - Number(one.role === 'facilitator') ||
      one.name.localeCompare(other.name),
  );

/** `children`: what facilitators open on a phone, where the list of people is too. */
export function PeopleStrip({ children }: { readonly children?: ReactNode }) {
  const { t } = useLingui();
  const { view } = useCircle();
  const [open, setOpen] = useState<'people' | 'own' | null>(null);
  const strip = useRef<HTMLUListElement>(null);
  const people = sortPeople(view.people);

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

  const short = shortNames(people);
  const count = plural(people.length, { one: '# person', other: '# people' });
  return (
    <div className={styles.strip}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <ul ref={strip} className={styles.people} tabIndex={0} aria-label={t`In the circle`}>
        {people.map((person) => {
          const ringed = person.id === view.holder;
          const hand = view.hands.indexOf(person.id) + 1;
          return (
            <li
              key={person.id}
              data-ringed={ringed || undefined}
              data-offered={person.id === offered || undefined}
              data-you={person.id === view.mine.person || undefined}
            >
              <span className={styles.face}>
                <Pebble id={person.id} size={36} ringed={ringed} away={!person.here} />
                {hand > 0 && (
                  <span className={styles.mark} data-mark="hand" aria-hidden="true">
                    <Hand size={12} />
                    {view.hands.length > 1 && <span>{hand}</span>}
                  </span>
                )}
                {person.id === view.next[0] && (
                  <span className={styles.mark} data-mark="next" aria-hidden="true">
                    <ChevronsRight size={13} />
                  </span>
                )}
              </span>
              <span className={styles.name} dir="auto" aria-hidden="true">
                {person.id === view.mine.person ? t`You` : short.get(person.id) || t`Hidden`}
              </span>
              <span className="hidden">
                <bdi>{person.name || t`Someone you hid`}</bdi> <PersonStateText person={person} />
              </span>
            </li>
          );
        })}
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
