/**
 * Everybody in the circle with how they are, in words, and what can be done for each. In a
 * round those still to come stand first, in their order, which can be arranged.
 */
import type { ViewPerson } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDownUp } from 'lucide-react';
import { useState } from 'react';
import { Pebble } from '../ui/pebble.tsx';
import { GuardedList } from '../ui/press/guarded-list.tsx';
import { useSwap } from '../ui/use-swap.ts';
import { Arrange } from './arrange.tsx';
import { Panel, Press, useConsole } from './console.tsx';
import styles from './facilitator.module.css';
import { Gone } from './gone.tsx';
import { Lead } from './lead.tsx';
import { PersonMenu } from './person-menu.tsx';
import { stillToCome, usePersonState } from './person-state.ts';

export function People() {
  const { view } = useConsole();
  const { t } = useLingui();
  const [arranging, setArranging] = useState(false);
  const holder = useSwap<HTMLDivElement>(arranging);
  const coming = stillToCome(view);
  const now = view.people.filter(({ id }) => id === view.holder || id === view.offered);
  const rest = view.people.filter((person) => !coming.includes(person) && !now.includes(person));
  if (view.round === null) {
    return (
      <Panel title={t`In the circle`} count={view.people.length}>
        <Lead />
        <PersonList people={[...now, ...rest]} />
        <Gone />
      </Panel>
    );
  }
  return (
    <Panel title={t`In the circle`} count={view.people.length}>
      <Lead />
      <PersonList people={now} />
      <div ref={holder} className={styles.group}>
        <div className={styles.between}>
          <h3 className={styles.sub}>
            <Trans>Still to speak</Trans>
          </h3>
          {coming.length > 1 && !arranging && (
            <Press
              name="reorder"
              kind="plain"
              onPress={() => setArranging(true)}
              icon={<ArrowDownUp size={16} aria-hidden="true" />}
            >
              <Trans>Change order</Trans>
            </Press>
          )}
        </div>
        {arranging ? (
          <Arrange people={coming} onClose={() => setArranging(false)} />
        ) : coming.length > 0 ? (
          <PersonList people={coming} />
        ) : (
          <p className={styles.quiet}>
            <Trans>No one. The round is ending.</Trans>
          </p>
        )}
      </div>
      {rest.length > 0 && (
        <>
          <h3 className={styles.sub}>
            <Trans>Others</Trans>
          </h3>
          <PersonList people={rest} />
        </>
      )}
      <Gone />
    </Panel>
  );
}

function PersonList({ people }: { readonly people: readonly ViewPerson[] }) {
  const { view } = useConsole();
  const stateOf = usePersonState(view);
  return (
    <GuardedList
      className={styles.list}
      items={people}
      idOf={({ id }) => id}
      rowProps={({ id }) => ({
        className: styles.person,
        'data-now': id === view.holder || id === view.offered || undefined,
      })}
      row={(person) => (
        <>
          <Pebble id={person.id} size={36} ringed={person.id === view.holder} away={!person.here} />
          <div className={styles.words}>
            <bdi className={styles.name}>{person.name}</bdi>
            <p className={styles.state}>{stateOf(person)}</p>
          </div>
          <PersonMenu person={person} />
        </>
      )}
      gone={({ name }) => (
        <Trans>
          <bdi>{name}</bdi> isn’t here now
        </Trans>
      )}
    />
  );
}
