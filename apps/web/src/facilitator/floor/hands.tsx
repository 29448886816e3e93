/** The raised hands, in their order: visible, numbered, lowered one by one (HND-1). */
import type { ViewPerson } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDownUp, X } from 'lucide-react';
import { useState } from 'react';
import { StableList } from '../../ui/press/stable-list.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import {
  CommandButton,
  Panel,
  SendCommandButton,
  useConsole,
  useFindPerson,
} from '../console/console.tsx';
import styles from '../console/facilitator.module.css';
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
        // While a round runs, `reorder` is about the round.
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
        <p className={styles.quiet}>
          <Trans>No hands are raised.</Trans>
        </p>
      )}
      <NextHandText />
      {arranging ? (
        <ReorderForm people={people} onClose={() => setArranging(false)} />
      ) : (
        <StableList
          as="ol"
          className={`${styles.list} ${styles.hands}`}
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
      <div className={styles.words}>
        <bdi className={styles.name}>{person.name}</bdi>
        {person.seat === 'listener' && (
          <p className={styles.state}>
            <Trans>Listening</Trans>
          </p>
        )}
      </div>
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
        className={styles.inherits}
        label={t`Lower ${person.name}’s hand`}
        icon={<X size={20} aria-hidden="true" />}
      />
    </>
  );
}

/** LEAD-2: the first hand waits for an invitation and the next ones do not, so that is said here. */
function NextHandText() {
  const { view } = useConsole();
  const find = useFindPerson();
  if (view.mode !== 'hands' || view.hands.length === 0) return null;
  // Chosen one by one: then no hand is the next one by itself.
  const next = find(view.next[0] ?? null)?.name;
  const has = view.holder ?? view.offered;
  return (
    <p className={styles.quiet}>
      {has === null ? (
        <Trans>No one has the piece. Invite someone to begin.</Trans>
      ) : next ? (
        <Trans>After this turn {next} gets the piece without an invitation.</Trans>
      ) : (
        <Trans>After this turn you choose who comes next.</Trans>
      )}
    </p>
  );
}
