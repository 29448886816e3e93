/** Everyone who is here with their state, and the private actions on a person. */
import type { ViewPerson } from '@holdspace/protocol';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import { usePersonStateText } from '../circle/model/use-person-state-text.ts';
import { Button } from '../ui/button.tsx';
import { Pebble } from '../ui/pebble.tsx';
import { StableList } from '../ui/press/stable-list.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useFocusSwap } from '../ui/use-focus-swap.ts';
import styles from './people-sheet.module.css';

interface PeopleSheetProps {
  readonly people: readonly ViewPerson[];
  readonly onClose: () => void;
}

export function PeopleSheet({ people, onClose }: PeopleSheetProps) {
  const { view } = useCircle();
  const stateOf = usePersonStateText();
  const count = plural(people.length, { one: '# person', other: '# people' });
  return (
    <Sheet open onClose={onClose} title={count}>
      <StableList
        className={styles.list}
        items={people}
        idOf={({ id }) => id}
        renderRow={(person) => (
          <>
            <Pebble id={person.id} ringed={person.id === view.holder} away={!person.here} />
            <span className={styles.person}>
              <b>{person.name ? <bdi>{person.name}</bdi> : <Trans>Someone you hid</Trans>}</b>
              <span className={styles.state}>{stateOf(person)}</span>
            </span>
            {person.id !== view.mine.person && <PersonOptions person={person} onClose={onClose} />}
          </>
        )}
        renderGone={({ name }) => (
          <Trans>
            <bdi>{name}</bdi> isn’t here now
          </Trans>
        )}
      />
    </Sheet>
  );
}

/** Reporting and hiding; others learn of neither (DSK-4, VOI-9). */
function PersonOptions({
  person,
  onClose,
}: {
  readonly person: ViewPerson;
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const { view, command, openPersonalSheet } = useCircle();
  const [open, setOpen] = useState(false);
  const swap = useFocusSwap<HTMLSpanElement>(open);
  const { can, hidden } = view.mine;
  const hides = hidden.includes(person.id);
  const mayHide = can.hide === true && person.role === 'participant';
  if (can.report !== true && !mayHide) return null;
  const name = person.name || t`someone you hid`;
  return (
    <span ref={swap} className={styles.options}>
      {open ? (
        <>
          {can.report === true && (
            <Button
              onClick={() => {
                onClose();
                openPersonalSheet({ what: 'report', target: { who: person.id }, about: person.id });
              }}
            >
              <Trans>Report</Trans>
            </Button>
          )}
          {mayHide && (
            <Button
              onClick={async () => {
                await command.run({ do: hides ? 'unhide' : 'hide', who: person.id });
                setOpen(false);
              }}
            >
              {hides ? <Trans>Stop hiding</Trans> : <Trans>Hide</Trans>}
            </Button>
          )}
          <Button kind="plain" onClick={() => setOpen(false)}>
            <Trans>Not now</Trans>
          </Button>
        </>
      ) : (
        <Button
          kind="plain"
          aria-label={t`Options for ${name}`}
          onClick={() => setOpen(true)}
          icon={<Ellipsis size={20} aria-hidden="true" />}
        />
      )}
    </span>
  );
}
