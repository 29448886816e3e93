/** The raised hands in order, numbered; each can be invited or lowered (HND-1). */
import type { ViewPerson } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDownUp, X } from 'lucide-react';
import { useState } from 'react';
import { StableList } from '../../ui/press/stable-list.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { CommandButton, SendCommandButton } from '../console/command-button.tsx';
import { useConsole, useFindPerson } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { Panel } from '../console/panel.tsx';
import { PersonText } from '../console/person-text.tsx';
import styles from './hands.module.css';
import { ReorderForm } from './reorder-form.tsx';

export function HandsPanel() {
  const { view } = useConsole();
  const { t } = useLingui();
  const find = useFindPerson();
  const [arranging, setArranging] = useState(false);
  const holder = useFocusSwap<HTMLElement>(arranging);
  const people = view.hands.flatMap((id) => find(id) ?? []);
  return (
    <Panel
      ref={holder}
      title={t`Hands`}
      count={people.length}
      needsAction
      action={
        // While a round runs, `reorder` changes the round, not the hands.
        view.round === null &&
        people.length > 1 &&
        !arranging && (
          <CommandButton
            name="reorder"
            kind="plain"
            onPress={() => setArranging(true)}
            icon={<ArrowDownUp size={16} aria-hidden="true" />}
          >
            <Trans>Change order</Trans>
          </CommandButton>
        )
      }
    >
      {people.length === 0 && (
        <p className={layout.muted}>
          <Trans>No hands are raised.</Trans>
        </p>
      )}
      <NextHandText />
      {arranging ? (
        <ReorderForm people={people} onClose={() => setArranging(false)} />
      ) : (
        <StableList
          as="ol"
          className={`${layout.list} ${styles.hands}`}
          items={people}
          idOf={({ id }) => id}
          rowProps={() => ({ className: styles.hand })}
          renderRow={(person, at) => <RaisedHand person={person} number={at + 1} />}
          renderGone={({ name }) => (
            <Trans>
              <bdi>{name}</bdi> has no hand up now
            </Trans>
          )}
        />
      )}
    </Panel>
  );
}

interface RaisedHandProps {
  readonly person: ViewPerson;
  readonly number: number;
}

function RaisedHand({ person, number }: RaisedHandProps) {
  const { view } = useConsole();
  const { t } = useLingui();
  return (
    <>
      <span className={styles.number}>{number}</span>
      <PersonText
        className={styles.text}
        name={person.name}
        state={person.seat === 'listener' && <Trans>Listening</Trans>}
      />
      <SendCommandButton
        command={{ do: 'give-floor', who: person.id }}
        knownRefusal={view.holder === null ? null : 'floor-closed'}
      >
        <Trans>
          Invite <span className="hidden">{person.name} to speak</span>
        </Trans>
      </SendCommandButton>
      <SendCommandButton
        command={{ do: 'lower-hand', who: person.id }}
        kind="plain"
        className={styles.lower}
        label={t`Lower ${person.name}’s hand`}
        icon={<X size={20} aria-hidden="true" />}
      />
    </>
  );
}

/** LEAD-2: the first hand waits for an invitation, the next ones do not; this line says which. */
function NextHandText() {
  const { view } = useConsole();
  const find = useFindPerson();
  if (view.mode !== 'hands' || view.hands.length === 0) return null;
  // Empty when the facilitator chooses each time: no hand comes next by itself.
  const next = find(view.next[0] ?? null)?.name;
  const current = view.holder ?? view.offered;
  return (
    <p className={layout.muted}>
      {current === null ? (
        <Trans>No one has the piece. Invite someone to begin.</Trans>
      ) : next ? (
        <Trans>After this turn {next} gets the piece without an invitation.</Trans>
      ) : (
        <Trans>After this turn you choose who comes next.</Trans>
      )}
    </p>
  );
}
