/**
 * Everyone in the circle with their state in words and a menu for each. In a round, the people
 * still to speak come first, in their order, which can be changed.
 */
import type { ViewPerson } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDownUp } from 'lucide-react';
import { memo, useState } from 'react';
import { Pebble } from '../../ui/pebble.tsx';
import { StableList } from '../../ui/press/stable-list.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { CommandButton } from '../console/command-button.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { Panel } from '../console/panel.tsx';
import { remainingInRound, usePersonState } from '../console/person-state.ts';
import { PersonText } from '../console/person-text.tsx';
import { ReorderForm } from '../floor/reorder-form.tsx';
import { RemovedPeople } from '../moderation/removed-people.tsx';
import { LeadStatus } from './lead.tsx';
import styles from './people-panel.module.css';
import { PersonMenu } from './person-menu.tsx';

export function PeoplePanel() {
  const { view } = useConsole();
  const { t } = useLingui();
  const [arranging, setArranging] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(arranging);
  const coming = remainingInRound(view);
  const now = view.people.filter(({ id }) => id === view.holder || id === view.offered);
  const rest = view.people.filter((person) => !coming.includes(person) && !now.includes(person));
  if (view.round === null) {
    return (
      <Panel title={t`In the circle`} count={view.people.length}>
        <LeadStatus />
        <PersonList people={[...now, ...rest]} />
        <RemovedPeople />
      </Panel>
    );
  }
  return (
    <Panel title={t`In the circle`} count={view.people.length}>
      <LeadStatus />
      <PersonList people={now} />
      <div ref={holder} className={layout.stack}>
        <div className={layout.spread}>
          <h3 className={layout.subheading}>
            <Trans>Still to speak</Trans>
          </h3>
          {coming.length > 1 && !arranging && (
            <CommandButton
              name="reorder"
              kind="plain"
              onPress={() => setArranging(true)}
              icon={<ArrowDownUp size={16} aria-hidden="true" />}
            >
              <Trans>Change order</Trans>
            </CommandButton>
          )}
        </div>
        {arranging ? (
          <ReorderForm people={coming} onClose={() => setArranging(false)} />
        ) : coming.length > 0 ? (
          <PersonList people={coming} />
        ) : (
          <p className={layout.muted}>
            <Trans>No one. The round is ending.</Trans>
          </p>
        )}
      </div>
      {rest.length > 0 && (
        <>
          <h3 className={layout.subheading}>
            <Trans>Others</Trans>
          </h3>
          <PersonList people={rest} />
        </>
      )}
      <RemovedPeople />
    </Panel>
  );
}

function PersonList({ people }: { readonly people: readonly ViewPerson[] }) {
  const { view } = useConsole();
  const stateOf = usePersonState(view);
  return (
    <StableList
      className={layout.list}
      items={people}
      idOf={({ id }) => id}
      rowProps={({ id }) => ({
        className: styles.person,
        'data-now': id === view.holder || id === view.offered || undefined,
      })}
      renderRow={(person) => (
        <PersonRow person={person} state={stateOf(person)} holds={person.id === view.holder} />
      )}
      renderGone={({ name }) => (
        <Trans>
          <bdi>{name}</bdi> isn’t here now
        </Trans>
      )}
    />
  );
}

interface PersonRowProps {
  readonly person: ViewPerson;
  /** Their state in words. */
  readonly state: string;
  readonly holds: boolean;
}

/** Drawn again only when a property changes; `person` keeps its reference. */
const PersonRow = memo(function PersonRow({ person, state, holds }: PersonRowProps) {
  return (
    <>
      <Pebble id={person.id} size={36} ringed={holds} away={!person.here} />
      <PersonText className={styles.text} name={person.name} state={state} />
      <PersonMenu person={person} />
    </>
  );
});
