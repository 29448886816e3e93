/** Everybody who is here, in words, and what one can do about a person for oneself. */
import type { ViewPerson } from '@holdspace/protocol';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Pebble } from '../ui/pebble.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useSwap } from '../ui/use-swap.ts';
import { useHere } from './context.ts';
import styles from './people-strip.module.css';

interface PeopleSheetProps {
  readonly open: boolean;
  readonly people: readonly ViewPerson[];
  readonly onClose: () => void;
}

export function PeopleSheet({ open, people, onClose }: PeopleSheetProps) {
  const { view } = useHere();
  const count = plural(people.length, { one: '# person', other: '# people' });
  return (
    <Sheet open={open} onClose={onClose} title={count}>
      <ul className={styles.list}>
        {people.map((person) => (
          <li key={person.id}>
            <Pebble id={person.id} ringed={person.id === view.holder} away={!person.here} />
            <span className={styles.whom}>
              <b>{person.name ? <bdi>{person.name}</bdi> : <Trans>Somebody you hid</Trans>}</b>
              <span className={styles.standing}>
                <Standing person={person} />
              </span>
            </span>
            {person.id !== view.mine.person && <About person={person} onClose={onClose} />}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** Reporting and hiding; nobody is told of either (DSK-4, VOI-9). */
function About({ person, onClose }: { readonly person: ViewPerson; readonly onClose: () => void }) {
  const { t } = useLingui();
  const { view, act, openAside } = useHere();
  const [open, setOpen] = useState(false);
  const swap = useSwap<HTMLSpanElement>(open);
  const { can, hidden } = view.mine;
  const hides = hidden.includes(person.id);
  const mayHide = can.hide === true && person.role === 'participant';
  if (can.report !== true && !mayHide) return null;
  const { name } = person;
  return (
    <span ref={swap} className={styles.about}>
      {open ? (
        <>
          {can.report === true && (
            <Button
              onClick={() => {
                onClose();
                openAside({ what: 'report', target: { who: person.id }, about: person.id });
              }}
            >
              <Trans>Report</Trans>
            </Button>
          )}
          {mayHide && (
            <Button
              onClick={async () => {
                await act({ do: hides ? 'unhide' : 'hide', who: person.id });
                setOpen(false);
              }}
            >
              {hides ? <Trans>See them again</Trans> : <Trans>Hide for me</Trans>}
            </Button>
          )}
          <Button kind="plain" onClick={() => setOpen(false)}>
            <Trans>Not now</Trans>
          </Button>
        </>
      ) : (
        <Button
          kind="plain"
          aria-label={t`What you can do about ${name}`}
          onClick={() => setOpen(true)}
          icon={<Ellipsis size={20} aria-hidden="true" />}
        />
      )}
    </span>
  );
}

/** Everything there is to know about a person here, in words. */
export function Standing({ person }: { readonly person: ViewPerson }) {
  const { t } = useLingui();
  const { view } = useHere();
  const hand = view.hands.indexOf(person.id);
  const words = [
    person.id === view.mine.person && t`you`,
    person.role === 'facilitator' && t`facilitates`,
    person.id === view.holder && t`has the piece`,
    person.id === view.offered && t`is offered the piece`,
    person.id === view.next[0] && t`is next`,
    hand >= 0 && t`hand up, number ${hand + 1}`,
    person.seat === 'listener' && person.role === 'participant' && t`listening`,
    person.steppedOut ? t`stepped out for a bit` : !person.here && t`connection lost`,
  ].filter((word) => word !== false);
  return <>{words.join(' · ')}</>;
}
