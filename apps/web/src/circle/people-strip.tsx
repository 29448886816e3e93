/**
 * Who is here, and who has the piece. Not the order of the round: that is nobody's to
 * compare (RND-1). The whole list, with words for every state, is one press away.
 */
import type { ViewPerson } from '@holdspace/protocol';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis, Users } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { lazyOwn } from '../own/lazy.ts';
import { Pebble } from '../ui/pebble.tsx';
import { useHere } from './context.ts';
import styles from './people-strip.module.css';
import { Standing } from './standing.tsx';

const PeopleSheet = lazyOwn((own) => own.PeopleSheet);
const OwnSheet = lazyOwn((own) => own.OwnSheet);

/** Facilitators first, then by name. */
export const sorted = (people: readonly ViewPerson[]): readonly ViewPerson[] =>
  people.toSorted(
    (one, other) =>
      Number(other.role === 'facilitator') - Number(one.role === 'facilitator') ||
      one.name.localeCompare(other.name),
  );

/** The last word of a name where it tells people apart, else all of it. */
function shortNames(people: readonly ViewPerson[]): ReadonlyMap<string, string> {
  const last = (name: string) => name.trim().split(/\s+/u).at(-1) ?? name;
  const times = new Map<string, number>();
  for (const { name } of people) times.set(last(name), (times.get(last(name)) ?? 0) + 1);
  return new Map(
    people.map(({ id, name }) => [id, times.get(last(name)) === 1 ? last(name) : name]),
  );
}

/** `children`: what facilitators open on a phone, where the list of people is too. */
export function PeopleStrip({ children }: { readonly children?: ReactNode }) {
  const { t } = useLingui();
  const { view } = useHere();
  const [open, setOpen] = useState<'people' | 'own' | null>(null);
  const strip = useRef<HTMLUListElement>(null);
  const people = sorted(view.people);

  // Whoever has the piece, or is offered it, is in sight, also on a phone that was turned.
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
          return (
            <li
              key={person.id}
              data-ringed={ringed || undefined}
              data-offered={person.id === offered || undefined}
              data-you={person.id === view.mine.person || undefined}
            >
              <Pebble id={person.id} size={ringed ? 42 : 36} ringed={ringed} away={!person.here} />
              <span className={styles.name} dir="auto" aria-hidden="true">
                {person.id === view.mine.person ? t`You` : short.get(person.id) || t`Hidden`}
              </span>
              <span className="hidden">
                <bdi>{person.name || t`Someone you hid`}</bdi> <Standing person={person} />
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
        {open === 'own' && <OwnSheet onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}
